import { iconPath } from '#elements/kit/icons';

/** The Web Awesome widgets that Lookfor uses; app/widgets.css gives them our looks. */
export type Widget = 'dialog' | 'dropdown' | 'tooltip' | 'switch';

const loaders: Readonly<Record<Widget, () => Promise<unknown>>> = {
  dialog: () => import('@awesome.me/webawesome/dist/components/dialog/dialog.js'),
  dropdown: () =>
    Promise.all([
      import('@awesome.me/webawesome/dist/components/dropdown/dropdown.js'),
      import('@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js'),
    ]),
  tooltip: () => import('@awesome.me/webawesome/dist/components/tooltip/tooltip.js'),
  switch: () => import('@awesome.me/webawesome/dist/components/switch/switch.js'),
};

// What Web Awesome calls the signs inside its widgets.
const OUR_NAMES: Readonly<Record<string, string>> = { xmark: 'close' };

let libraryReady: Promise<void> | undefined;

/**
 * Defines `<wa-dialog>`, `<wa-dropdown>` with `<wa-dropdown-item>`, `<wa-tooltip>` or
 * `<wa-switch>` when an element needs them, so that no page pays for a widget it does not show.
 * Call it where the element's module is evaluated: `void loadWidgets('dialog')`.
 */
export async function loadWidgets(...widgets: Widget[]): Promise<void> {
  libraryReady ??= registerIcons();
  await libraryReady;
  await Promise.all(widgets.map((widget) => loaders[widget]()));
}

// Before any widget is defined: its default library would fetch pictures from a foreign host.
async function registerIcons(): Promise<void> {
  const { registerIconLibrary } =
    await import('@awesome.me/webawesome/dist/components/icon/library.js');
  const drawing = {
    // As a "sprite" the picture is drawn in place and nothing is fetched at all.
    spriteSheet: true,
    resolver: (name: string) => `#${OUR_NAMES[name] ?? name}`,
    mutator: (picture: SVGElement) => {
      const use = picture.querySelector('use');
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', iconPath(use?.getAttribute('href')?.slice(1) ?? '') ?? '');
      picture.querySelector('path')?.remove();
      picture.append(path);
      for (const [name, value] of Object.entries({
        viewBox: '0 0 18 18',
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': '1.5',
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
      })) {
        picture.setAttribute(name, value);
      }
    },
  };
  registerIconLibrary('default', drawing);
  registerIconLibrary('system', drawing);
}
