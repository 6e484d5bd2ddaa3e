import { and, desc, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Span } from '#contract/common-shapes';
import {
  EXAMPLE_SECONDS,
  frameworkContentSchema,
  type Framework,
  type FrameworkContent,
  type frameworkRoutes,
} from '#contract/frameworks';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { blankDraft, nextDraft, replyOfDraft, shelfOf, withClips } from './framework-drafts.ts';
import {
  frameworkGaps,
  freeKey,
  lineageOf,
  newestOfEach,
  toFramework,
  type CodeMap,
} from './frameworks.rules.ts';
import {
  allDrafts,
  allVersions,
  deleteDraft,
  findVersion,
  insertDraft,
  insertVersion,
  requireDraft,
  updateDraft,
  type FrameworkDraftRow,
} from './frameworks.store.ts';
import { frameworks } from './frameworks.table.ts';

export interface FrameworkDeps {
  db: Database;
  /** The frameworks that every institution begins with, in the order in which they are offered. */
  ready: readonly FrameworkContent[];
  now?: () => Date;
  /** Clips of the institution by what examples call them; name → id. */
  clipsByName?: (
    queryable: Queryable,
    tenantId: string,
    names: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

export type Frameworks = ReturnType<typeof createFrameworks>;

/** Code schemes of an institution. A published version never changes. */
export function createFrameworks({
  db,
  ready,
  now = () => new Date(),
  clipsByName = () => Promise.resolve(new Map()),
}: FrameworkDeps) {
  const supplied = new Set<string>();

  /** Gives an institution the ready frameworks it does not have yet. Safe to call at any time. */
  async function ensureFrameworks(queryable: Queryable, tenantId: string): Promise<void> {
    if (supplied.has(tenantId) || ready.length === 0) return;
    await queryable
      .insert(frameworks)
      .values(
        ready.map((content) => ({
          id: randomUUID(),
          tenantId,
          key: content.key,
          version: content.version,
          content,
        })),
      )
      .onConflictDoNothing();
    // Inside a transaction the rows may still be taken back, so only the pool's word is remembered.
    if (queryable === db) supplied.add(tenantId);
  }

  /** One version, or null when this institution has none of that id. */
  async function loadFramework(
    queryable: Queryable,
    tenantId: string,
    frameworkId: string,
  ): Promise<Framework | null> {
    const row = await findVersion(queryable, tenantId, frameworkId);
    return row ? toFramework(row) : null;
  }

  /** The newest version of a key, or null. */
  async function newestFramework(
    queryable: Queryable,
    tenantId: string,
    key: string,
  ): Promise<Framework | null> {
    await ensureFrameworks(queryable, tenantId);
    const [row] = await queryable
      .select()
      .from(frameworks)
      .where(and(eq(frameworks.tenantId, tenantId), eq(frameworks.key, key)))
      .orderBy(desc(frameworks.version))
      .limit(1);
    return row ? toFramework(row) : null;
  }

  /**
   * The versions that a version grew out of, by id, each with what its codes are called now: so
   * that what was observed with an old version can be read beside the new one.
   */
  async function lineage(
    queryable: Queryable,
    tenantId: string,
    frameworkId: string,
  ): Promise<Map<string, CodeMap>> {
    const stored = await allVersions(queryable, tenantId);
    const here = stored.find((row) => row.id === frameworkId);
    return here ? lineageOf(here.content, stored) : new Map();
  }

  /** The newest version of the framework of a version, and what became of its codes; null: it is that. */
  async function successorOf(
    queryable: Queryable,
    tenantId: string,
    frameworkId: string,
  ): Promise<{ framework: Framework; map: CodeMap } | null> {
    const stored = await allVersions(queryable, tenantId);
    const here = stored.find((row) => row.id === frameworkId);
    const newest = newestOfEach(stored).find(({ key }) => key === here?.key);
    const map = newest && lineageOf(newest.content, stored).get(frameworkId);
    return newest && map ? { framework: toFramework(newest), map } : null;
  }

  /** The stretches of a clip that stand as examples in versions: who reads the words may see them. */
  async function exampleStretches(
    queryable: Queryable,
    tenantId: string,
    frameworkIds: readonly string[],
    clipId: string,
  ): Promise<Span[]> {
    const stored = (await allVersions(queryable, tenantId)).filter(({ id }) =>
      frameworkIds.includes(id),
    );
    const contents = await Promise.all(
      stored.map(({ content }) =>
        withClips(content, (names) => clipsByName(queryable, tenantId, names)),
      ),
    );
    return contents
      .flatMap(({ codes }) => codes.flatMap(({ examples = [] }) => examples))
      .filter((example) => example.clipId === clipId)
      .map(({ startSeconds, endSeconds }) => ({
        startSeconds: startSeconds ?? 0,
        endSeconds: endSeconds ?? (startSeconds ?? 0) + EXAMPLE_SECONDS,
      }));
  }

  const isReady = (key: string): boolean => ready.some((content) => content.key === key);

  async function takenKeys(queryable: Queryable, tenantId: string): Promise<string[]> {
    const rows = [
      ...(await allVersions(queryable, tenantId)),
      ...(await allDrafts(queryable, tenantId)),
    ];
    return [...new Set([...rows.map((row) => row.key), ...ready.map((content) => content.key)])];
  }

  async function toReply(queryable: Queryable, row: FrameworkDraftRow) {
    const stored = await allVersions(queryable, row.tenantId);
    const reply = replyOfDraft(row, stored);
    const content = await withClips(reply.content, (names) =>
      clipsByName(queryable, row.tenantId, names),
    );
    return { ...reply, content };
  }

  const useCases: UseCases<Actor, typeof frameworkRoutes> = {
    async listFrameworks(actor) {
      requireCapability(actor, 'tasks.read');
      await ensureFrameworks(db, actor.tenantId);
      const rows = await allVersions(db, actor.tenantId);
      const place = (key: string) => {
        const at = ready.findIndex((content) => content.key === key);
        return at < 0 ? ready.length : at;
      };
      const newest = newestOfEach(rows).sort((one, other) => place(one.key) - place(other.key));
      return { frameworks: newest.map(toFramework) };
    },

    async listShelf(actor) {
      requireCapability(actor, 'tasks.build');
      await ensureFrameworks(db, actor.tenantId);
      const versions = await allVersions(db, actor.tenantId);
      const drafts = await allDrafts(db, actor.tenantId);
      return { frameworks: shelfOf(versions, drafts, isReady) };
    },

    async getFramework(actor, { params }) {
      requireCapability(actor, 'tasks.read');
      const framework = await loadFramework(db, actor.tenantId, params.frameworkId);
      if (!framework) throw new AppError('not_found');
      return withClips(framework, (names) => clipsByName(db, actor.tenantId, names));
    },

    async exportFramework(actor, { params, query }) {
      requireCapability(actor, 'tasks.read');
      const row = await findVersion(db, actor.tenantId, params.frameworkId);
      if (!row) throw new AppError('not_found');
      const { toFrameworkFile } = await import('./framework-files.ts');
      return toFrameworkFile(row.content, query.format, now().toISOString());
    },

    async beginFrameworkDraft(actor, { body }) {
      requireCapability(actor, 'tasks.build');
      return db.transaction(async (tx) => {
        const taken = await takenKeys(tx, actor.tenantId);
        if (body.fromFrameworkId === null)
          return toReply(tx, await insertDraft(tx, actor.tenantId, blankDraft(taken)));
        const from = await findVersion(tx, actor.tenantId, body.fromFrameworkId);
        if (!from) throw new AppError('not_found');
        const content = nextDraft(from.content, isReady(from.key) ? taken : null);
        return toReply(tx, await insertDraft(tx, actor.tenantId, content));
      });
    },

    async importFramework(actor, { body }) {
      requireCapability(actor, 'tasks.build');
      const { readFrameworkFile } = await import('./framework-files.ts');
      const given = readFrameworkFile(body);
      return db.transaction(async (tx) => {
        const versions = await allVersions(tx, actor.tenantId);
        const { replaces } = given;
        const isHere = versions.some(
          (row) => row.key === replaces?.key && row.version === replaces.version,
        );
        const names = new Set(
          (await clipsByName(tx, actor.tenantId, clipNames(given.codes))).keys(),
        );
        const content = {
          ...given,
          key: freeKey(given.key, await takenKeys(tx, actor.tenantId)),
          // What a file refers to may be of another institution.
          replaces: isHere ? (replaces ?? null) : null,
          codes: given.codes.map((code) => ({
            ...code,
            examples: (code.examples ?? []).map((example) => ({
              ...example,
              clipId: example.clipId && names.has(example.clipId) ? example.clipId : null,
            })),
          })),
        };
        return toReply(tx, await insertDraft(tx, actor.tenantId, content));
      });
    },

    async getFrameworkDraft(actor, { params }) {
      requireCapability(actor, 'tasks.build');
      return toReply(db, await requireDraft(db, actor.tenantId, params.draftId));
    },

    async saveFrameworkDraft(actor, { params, body }) {
      requireCapability(actor, 'tasks.build');
      return db.transaction(async (tx) => {
        const row = await requireDraft(tx, actor.tenantId, params.draftId, true);
        if (row.revision !== body.baseRevision) throw new AppError('conflict');
        // Key and ancestor are decided when a draft begins; its author writes the rest.
        const before = row.content.replaces;
        const content = {
          ...body.content,
          key: row.key,
          replaces: before ? { ...before, codes: body.content.replaces?.codes ?? [] } : null,
        };
        return toReply(tx, await updateDraft(tx, row, content, now()));
      });
    },

    async publishFrameworkDraft(actor, { params, body }) {
      requireCapability(actor, 'tasks.build');
      return db.transaction(async (tx) => {
        const row = await requireDraft(tx, actor.tenantId, params.draftId, true);
        if (row.revision !== body.baseRevision) throw new AppError('conflict');
        const { version, before } = replyOfDraft(row, await allVersions(tx, actor.tenantId));
        const gaps = frameworkGaps(row.content, before);
        if (gaps.length > 0) throw new AppError('framework_incomplete', { gaps });
        const content = frameworkContentSchema.parse({ ...row.content, version });
        const published = await insertVersion(tx, actor.tenantId, content);
        await deleteDraft(tx, row);
        return toFramework(published);
      });
    },

    async removeFrameworkDraft(actor, { params }) {
      requireCapability(actor, 'tasks.build');
      await db.transaction(async (tx) =>
        deleteDraft(tx, await requireDraft(tx, actor.tenantId, params.draftId, true)),
      );
    },
  };

  return {
    useCases,
    ensureFrameworks,
    loadFramework,
    newestFramework,
    lineage,
    successorOf,
    exampleStretches,
  };
}

function clipNames(codes: FrameworkContent['codes']): string[] {
  return codes.flatMap((code) =>
    (code.examples ?? []).flatMap(({ clipId, clipKey }) =>
      [clipId, clipKey].filter((name) => name !== null && name !== undefined),
    ),
  );
}
