import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Boot } from '#contract/launch';
import { launchWords } from './lti/launch-words.ts';

interface PageAssets {
  script: string | null;
  styles: string[];
}

interface ManifestEntry {
  file: string;
  css?: string[];
  imports?: string[];
}

/** Renders the page that carries a launch into the browser; its policy knows the nonce. */
export type RenderAppPage = (boot: Boot, page: { nonce: string }) => string;

/**
 * Reads the build's manifest once and returns the page. The boot facts stand in the page as data,
 * never in an address.
 * @param webFolder dist/web
 */
export function createAppPage(webFolder: string): RenderAppPage {
  const manifest = readManifest(webFolder);
  const entry = manifest['app/main.ts'];
  if (!entry) throw new Error('the web parts are not built: dist/web has no app/main.ts');
  const styles = (entry.css ?? []).map((file) => `<link rel="stylesheet" href="/${file}">`);
  const preloads = (entry.imports ?? []).map(
    (name) => `<link rel="modulepreload" href="/${manifest[name]?.file ?? ''}">`,
  );
  return (boot, { nonce }) => `<!doctype html>
<html lang="${boot.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<title>Lookfor</title>
${[...styles, ...preloads].join('\n')}
<script type="application/json" id="lookfor-boot" nonce="${nonce}">${asScriptData(boot)}</script>
<script type="module" nonce="${nonce}" src="/${entry.file}"></script>
</head>
<body>
${opening(boot)}
</body>
</html>
`;
}

/**
 * What stands in the page until its script has come: on a slow line an empty frame would be all
 * there is for many seconds, and for ever where the script does not come at all.
 */
function opening({ locale, resumePath }: Boot): string {
  const words = launchWords(locale);
  const again = resumePath ? ` <a href="${resumePath}">${words.slow.again}</a>` : '';
  return `<div id="lookfor-opening">
<p role="status">${words.opening}…</p>
<p class="late">${words.slow.text}${again}</p>
</div>`;
}

/** Addresses of the built script and styles of the pages before a launch is proven. */
export function launchAssets(webFolder: string): PageAssets {
  return assetsOf(webFolder, 'launch/launch-page.ts');
}

/** Addresses of the built script and styles of the operator's page. */
export function operatorAssets(webFolder: string): PageAssets {
  return assetsOf(webFolder, 'operator/operator-page.ts');
}

function assetsOf(webFolder: string, name: string): PageAssets {
  const entry = readManifest(webFolder)[name];
  return {
    script: entry ? `/${entry.file}` : null,
    styles: (entry?.css ?? []).map((file) => `/${file}`),
  };
}

/** Lasting addresses of what other pages load, and the built files that they lead to. */
export function elementAssets(webFolder: string): Readonly<Record<string, string>> {
  const manifest = readManifest(webFolder);
  const [script, style] = [manifest['index.ts']?.file, manifest['app/main.ts']?.css?.[0]];
  return {
    ...(script && { '/elements.js': `/${script}` }),
    ...(style && { '/elements.css': `/${style}` }),
  };
}

function readManifest(webFolder: string): Record<string, ManifestEntry> {
  const file = join(webFolder, '.vite', 'manifest.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, ManifestEntry>;
}

/** JSON that cannot end the script element it stands in. */
function asScriptData(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
