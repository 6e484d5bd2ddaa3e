import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Boot } from '#contract/launch';

interface ManifestEntry {
  file: string;
  css?: string[];
  imports?: string[];
}

/** Renders the page that carries a launch into the browser. */
export type RenderAppPage = (boot: Boot | null, locale: string) => string;

/**
 * Reads the build's manifest once and returns the page. The boot facts stand in the page as data,
 * never in an address; without them the page asks to open the activity again.
 * @param webFolder dist/web
 */
export function createAppPage(webFolder: string): RenderAppPage {
  const manifest = JSON.parse(
    readFileSync(join(webFolder, '.vite', 'manifest.json'), 'utf8'),
  ) as Record<string, ManifestEntry>;
  const entry = manifest['app/main.ts'];
  if (!entry) throw new Error('the web parts are not built: dist/web has no app/main.ts');
  const styles = (entry.css ?? []).map((file) => `<link rel="stylesheet" href="/${file}">`);
  const preloads = (entry.imports ?? []).map(
    (name) => `<link rel="modulepreload" href="/${manifest[name]?.file ?? ''}">`,
  );
  return (boot, locale) => `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Lookfor</title>
${[...styles, ...preloads].join('\n')}
<script type="application/json" id="lookfor-boot">${asScriptData(boot)}</script>
<script type="module" src="/${entry.file}"></script>
</head>
<body></body>
</html>
`;
}

/** JSON that cannot end the script element it stands in. */
function asScriptData(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
