import { svg, html, type TemplateResult } from 'lit';

/**
 * Our own icons: 18 × 18, drawn with a 1.5 px line that takes the colour of the text. They are
 * decoration (`aria-hidden`): the control beside or around them carries the words.
 */
const DRAWINGS = {
  play: 'M5.5 3.5v11l9-5.5z',
  pause: 'M6 4v10M12 4v10',
  replay: 'M4 9a5 5 0 1 0 1.6-3.7M5.4 2.6v2.9h2.9',
  check: 'M3.5 9.5l3.5 3.5 7.5-8',
  close: 'M4.5 4.5l9 9M13.5 4.5l-9 9',
  plus: 'M9 3.5v11M3.5 9h11',
  minus: 'M3.5 9h11',
  search: 'M8 13A5 5 0 1 0 8 3a5 5 0 0 0 0 10zM11.8 11.8L15.5 15.5',
  'arrow-left': 'M15 9H3.5M8 4.5L3.5 9 8 13.5',
  'arrow-right': 'M3 9h11.5M10 4.5L14.5 9 10 13.5',
  'chevron-down': 'M4.5 7L9 11.5 13.5 7',
  'chevron-right': 'M7 4.5L11.5 9 7 13.5',
  'chevron-left': 'M11 4.5L6.5 9l4.5 4.5',
  open: 'M7 3.5H3.5v11h11V11M10 3.5h4.5V8M14.5 3.5L8.5 9.5',
  enlarge: 'M3.5 7V3.5H7M11 3.5h3.5V7M14.5 11v3.5H11M7 14.5H3.5V11',
  shrink: 'M7 3.5V7H3.5M14.5 7H11V3.5M11 14.5V11h3.5M3.5 11H7v3.5',
  swap: 'M3.5 6h10M10.5 3l3 3-3 3M14.5 12h-10M7.5 9l-3 3 3 3',
  sound: 'M3 7v4h2.5L9 14V4L5.5 7zM11.5 6.5a3.5 3.5 0 0 1 0 5M13.5 4.5a6.4 6.4 0 0 1 0 9',
  'sound-off': 'M3 7v4h2.5L9 14V4L5.5 7zM11.5 7l4 4M15.5 7l-4 4',
  captions: 'M2.5 4.5h13v9h-13zM8 8a1.6 1.6 0 1 0 0 2M13 8a1.6 1.6 0 1 0 0 2',
  upload: 'M9 12V3.5M5.5 7L9 3.5 12.5 7M3.5 11v3.5h11V11',
  download: 'M9 3.5V12M5.5 8.5L9 12l3.5-3.5M3.5 11v3.5h11V11',
  edit: 'M3.5 14.5l.6-3L11.5 4a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2l-7.5 7.4z',
  trash: 'M3.5 5h11M7 5V3.5h4V5M5 5l.6 9.5h6.8L13 5M7.6 7.5v4.5M10.4 7.5v4.5',
  more: 'M4 9h.01M9 9h.01M14 9h.01',
  person: 'M9 8.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM3.5 15a5.5 5.5 0 0 1 11 0',
  people:
    'M7 8.5A2.5 2.5 0 1 0 7 3.5a2.5 2.5 0 0 0 0 5zM2 14.5a5 5 0 0 1 10 0M12 8.5a2.5 2.5 0 0 0 0-5M13 10a5 5 0 0 1 3 4.5',
  consent: 'M7.5 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 14.5a5 5 0 0 1 8-4M10 13l2 2 3.5-4',
  lock: 'M4.5 8h9v6.5h-9zM6 8V6a3 3 0 0 1 6 0v2',
  warning: 'M9 3l6.5 11.5h-13zM9 7.5V10.5M9 12.5v.01',
  question: 'M6.5 6.5a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.7-.9 1.7M9 13.2v.01',
  send: 'M15 3L3 8l4.5 2.2L9.8 15z',
  clock: 'M9 15.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM9 5.5V9l2.5 1.5',
  film: 'M2.5 4h13v10h-13zM5.5 4v10M12.5 4v10M2.5 9h3M12.5 9h3',
  list: 'M6.5 5h8.5M6.5 9h8.5M6.5 13h8.5M3 5h.01M3 9h.01M3 13h.01',
  link: 'M7.5 10.5l3-3M8 5.5l1.5-1.5a3 3 0 0 1 4.2 4.2L12.2 9.8M10 12.5L8.5 14a3 3 0 0 1-4.2-4.2L5.8 8.2',
  drag: 'M7 4h.01M11 4h.01M7 9h.01M11 9h.01M7 14h.01M11 14h.01',
  'step-back': 'M12.5 4.5L7 9l5.5 4.5zM4.5 4.5v9',
  'step-forward': 'M5.5 4.5L11 9l-5.5 4.5zM13.5 4.5v9',
  print: 'M5.5 6.5v-3h7v3M5.5 12h-2V6.5h11V12h-2M5.5 10.5h7v4h-7z',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof DRAWINGS;

/** Draws an icon. `class="icon"` is styled by the base styles. */
export function icon(name: IconName, className = ''): TemplateResult {
  return html`<svg class="icon ${className}" viewBox="0 0 18 18" aria-hidden="true">
    ${svg`<path d=${DRAWINGS[name]} />`}
  </svg>`;
}

/** The tick of "saved" and "done". */
export function checkIcon(): TemplateResult {
  return icon('check');
}

/** The path of an icon, for widgets which draw it themselves; undefined for an unknown name. */
export function iconPath(name: string): string | undefined {
  return name in DRAWINGS ? DRAWINGS[name as IconName] : undefined;
}
