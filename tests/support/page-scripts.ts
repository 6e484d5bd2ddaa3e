import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { screens } from '#elements/app/screens';
import type { ScreenName } from '#elements/kit/events';

interface Chunk {
  file: string;
  name?: string;
  imports?: string[];
  dynamicImports?: string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

const web = new URL('../../dist/web/', import.meta.url);
const ENTRY = 'app/main.ts';
/** What a launch of a student opens; in it stands one of the steps. */
const TASK = 'student-task';
/** The steps of a task, each of them a page; the first is where everybody begins. */
const STEPS = ['observation', 'comparison', 'narration', 'reader', 'feedback'] as const;

/** JavaScript of a student, as it goes over the wire when it is compressed, in kB. */
export interface PageScripts {
  /** What has to be there before the page can be used: what is imported, without any `import()`. */
  usable: number;
  /** The heaviest page of a task with its player, and everything that it fetches later, or may. */
  page: number;
  /** Which page that is. */
  heaviest: ScreenName;
  /** All pages one after the other: observing, comparing, writing, reading what came back. */
  wholeWay: number;
}

/** Reads the manifest of the build in `dist/web`; throws where there is none. */
export function measurePageScripts(): PageScripts {
  const manifest = readManifest();
  const task = chunkOf(manifest, TASK);
  const usable = closure(manifest, [ENTRY, task, chunkOf(manifest, STEPS[0])], {
    isDynamicToo: false,
  });
  const frame = closure(manifest, [ENTRY, task], { isDynamicToo: false });
  const pages = STEPS.map((name) => {
    const step = closure(manifest, [chunkOf(manifest, name)], { isDynamicToo: true });
    return { name, files: new Set([...frame, ...step]) };
  });
  const weights = pages.map(({ name, files }) => ({ name, weight: kilobytes(manifest, files) }));
  const [first, ...others] = weights.toSorted((one, other) => other.weight - one.weight);
  if (!first || others.length === 0) throw new Error('a task has several steps');
  return {
    usable: kilobytes(manifest, usable),
    page: first.weight,
    heaviest: first.name,
    wholeWay: kilobytes(manifest, new Set(pages.flatMap(({ files }) => [...files]))),
  };
}

/**
 * The chunk that a screen loads, as the manifest names it: by its module, or by its file where a
 * page with elements alone shares it.
 */
function chunkOf(manifest: Manifest, screen: ScreenName): string {
  const path = /['"](?:#elements|[^'"]*web-components)\/([^'"]+?)(?:\.ts)?['"]/.exec(
    String(screens[screen].load),
  )?.[1];
  const loaded = manifest[ENTRY]?.dynamicImports?.find(
    (name) => name === `${path}.ts` || manifest[name]?.name === path?.split('/').at(-1),
  );
  if (!loaded) throw new Error(`the build has no chunk for the screen ${screen}`);
  return loaded;
}

function readManifest(): Manifest {
  return JSON.parse(readFileSync(new URL('.vite/manifest.json', web), 'utf8')) as Manifest;
}

/** A chunk with everything that it loads, directly and further on; languages are left out. */
function closure(
  manifest: Manifest,
  names: readonly string[],
  { isDynamicToo }: { isDynamicToo: boolean },
): Set<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    // The entry leads to every screen, also those of other people.
    const isEntered = found.has(name) || name.startsWith('locales/');
    if (isEntered || (isDynamicToo && name === ENTRY)) return;
    const chunk = manifest[name];
    if (!chunk) throw new Error(`the manifest has no ${name}; build first`);
    found.add(name);
    chunk.imports?.forEach(add);
    if (isDynamicToo) chunk.dynamicImports?.forEach(add);
  };
  names.forEach(add);
  return found;
}

function kilobytes(manifest: Manifest, names: ReadonlySet<string>): number {
  const files = new Set([...names].map((name) => manifest[name]?.file ?? ''));
  const bytes = [...files]
    .filter((file) => file.endsWith('.js'))
    .map((file) => gzipSync(readFileSync(new URL(file, web))).length);
  return bytes.reduce((sum, length) => sum + length, 0) / 1_000;
}
