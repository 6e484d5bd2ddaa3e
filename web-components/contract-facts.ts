import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Plugin } from 'vite';

const contractFolder = join(import.meta.dirname, '../lti-tool/contract');

/**
 * Keeps zod out of the browser. The contract is data made with zod: the server needs the schemas,
 * the elements need only where a request goes and the closed lists of words. So in the browser a
 * contract module is replaced by its facts: routes as method and path, lists and tables as they
 * are, schemas and functions left out (using one fails the build with "not exported").
 */
export function contractFacts(): Plugin {
  return {
    name: 'lookfor-contract-facts',
    enforce: 'pre',
    async load(id) {
      const file = id.split('?')[0] ?? id;
      if (!isContract(file)) return undefined;
      this.addWatchFile(file);
      const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
      return { code: factsModule(exports), moduleType: 'js', map: null };
    },
    // Node keeps what it has imported, so a changed contract needs a fresh process.
    async hotUpdate({ file, server }) {
      if (isContract(file)) await server.restart();
    },
  };
}

/** The source of a module that carries only the plain values among the exports of a contract file. */
export function factsModule(exports: Record<string, unknown>): string {
  return Object.entries(exports)
    .filter(([, value]) => !(value instanceof z.ZodType) && typeof value !== 'function')
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(factsOf(value))};`)
    .join('\n');
}

function factsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(factsOf);
  if (typeof value !== 'object' || value === null) return value;
  if ('method' in value && 'path' in value && 'summary' in value) {
    return { method: value.method, path: value.path };
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => !(member instanceof z.ZodType))
      .map(([name, member]) => [name, factsOf(member)]),
  );
}

function isContract(file: string): boolean {
  const path = relative(contractFolder, file);
  return path.endsWith('.ts') && !path.startsWith('..') && !path.includes(sep);
}
