import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsModule } from '#elements/contract-facts';

const folder = join(import.meta.dirname, '../../../../lti-tool/contract');

async function factsOf(file: string): Promise<Record<string, unknown>> {
  const exports = (await import(join(folder, file))) as Record<string, unknown>;
  const source = factsModule(exports);
  return (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as Record<
    string,
    unknown
  >;
}

describe('the contract in the browser', () => {
  it('keeps method and path of every route, and nothing of its schemas', async () => {
    const { clipRoutes, clipSchema } = await factsOf('clips.ts');
    expect(clipRoutes).toMatchObject({
      playClip: { method: 'post', path: '/api/clips/:clipId/playback' },
    });
    expect(Object.keys((clipRoutes as { playClip: object }).playClip)).toEqual(['method', 'path']);
    expect(clipSchema).toBeUndefined();
  });

  it('keeps the closed lists as they are', async () => {
    const { ROLES, CAPABILITIES_OF } = await factsOf('vocabulary.ts');
    expect(ROLES).toContain('lecturer');
    expect(CAPABILITIES_OF).toHaveProperty('student');
  });

  it.each(readdirSync(folder).filter((file) => file.endsWith('.ts')))(
    'can state the facts of %s without zod',
    async (file) => {
      const source = factsModule((await import(join(folder, file))) as Record<string, unknown>);
      expect(source).not.toContain('"def"');
      expect(source).not.toMatch(/zod/i);
    },
  );
});
