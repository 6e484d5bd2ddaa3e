import { iconPath } from '#elements/kit/icons';

// What Web Awesome calls the signs inside its widgets.
const OUR_NAMES: Readonly<Record<string, string>> = { xmark: 'close' };

let libraryReady: Promise<void> | undefined;

/** Fetches the module of a Web Awesome widget, which defines its tag. */
export type WidgetModule = () => Promise<unknown>;

/**
 * Defines Web Awesome widgets with our signs in them; app/widgets.css gives them our looks. Each
 * is named by its import where it is used, so that no page carries a widget it cannot show.
 */
export async function loadWidgets(...modules: WidgetModule[]): Promise<void> {
  libraryReady ??= registerIcons();
  await libraryReady;
  await Promise.all(modules.map((load) => load()));
}

/** Defines `<wa-dialog>`; before it is there, none may be on the page. */
export function loadDialog(): Promise<void> {
  return loadWidgets(() => import('@awesome.me/webawesome/dist/components/dialog/dialog.js'));
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
