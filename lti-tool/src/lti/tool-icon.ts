/** Where an LMS finds our icon. */
export const ICON_PATH = '/lti/icon.svg';

/** A lens with a moment marked in it, which is still to be told apart at 16 pixels. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" role="img" aria-label="Lookfor">
<circle cx="14" cy="14" r="10" fill="#fff" stroke="#0b6b66" stroke-width="3.5"/>
<path d="m21.5 21.5 7 7" stroke="#0b6b66" stroke-width="4.5" stroke-linecap="round"/>
<circle cx="14" cy="14" r="4" fill="#b45f06"/>
</svg>
`;
