import { and, desc, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { GivenFile, SmallFile } from '#contract/common-shapes';
import type { exchangeRoutes, FileProblem, ImportReport } from '#contract/exchange';
import type { Framework } from '#contract/frameworks';
import type { Observation } from '#contract/observations';
import { EMPTY_ROW } from '#contract/shared/contrast-merge';
import { momentsOfClip } from '#contract/shared/excerpt-time';
import type { TaskPlan } from '#contract/tasks';
import { mapCodes } from '../frameworks/frameworks.rules.ts';
import type { Frameworks } from '../frameworks/frameworks.service.ts';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import type { Secrets } from '../infra/secrets.ts';
import { requireCapability, type Actor } from '../lti/actor.ts';
import { memberships, people } from '../lti/lti.table.ts';
import type { Narrations } from '../narrations/narrations.service.ts';
import type { Observations } from '../observations/observations.service.ts';
import type { SpokenNotes } from '../observations/spoken-notes.service.ts';
import type { Seminars } from '../seminars/seminars.service.ts';
import { gridOfClip, planGrid, toGrid } from './contrast.rules.ts';
import { planImport, toMarks, writeLossless, type ExchangedWork } from './exchange.rules.ts';
import { researchBundles } from './exchange.table.ts';
import { toExpertMarks } from './expert-marks.rules.ts';
import { dayOf, veiledContrast, veiledDoc, veiledMark, veilOf } from './pseudonyms.rules.ts';

/** What an exchange needs to know of its task. */
interface ExchangeTask {
  id: string;
  plan: TaskPlan;
  clipId: string | null;
  frameworkId: string | null;
  framework: Framework | null;
  revealedAt: Date | null;
}

interface ExchangeClip {
  title: string;
  durationSeconds: number | null;
  coverage: { purposes: readonly string[] };
}

export interface ExchangeDeps {
  db: Database;
  now: () => Date;
  secrets: Secrets;
  openTask: (
    db: Queryable,
    actor: Actor,
    taskId: string,
    as: 'observe' | 'build',
  ) => Promise<ExchangeTask>;
  clipBriefs: (
    db: Queryable,
    actor: Actor,
    clipIds: readonly string[],
  ) => Promise<ReadonlyMap<string, ExchangeClip>>;
  frameworks: Pick<Frameworks, 'lineage'>;
  observations: Pick<
    Observations,
    'useCases' | 'openOwnObservation' | 'handedInWork' | 'saveExpertReading'
  >;
  narrations: Pick<Narrations, 'findOwn' | 'listHandedIn' | 'toReading'>;
  spokenNotes: Pick<SpokenNotes, 'ownSounds'>;
  seminars: Pick<Seminars, 'ownPosts'>;
}

/** Observations leave and come back; what a student writes is theirs to take along. */
export function createExchange(deps: ExchangeDeps) {
  const { db, now, secrets, openTask, observations, narrations } = deps;

  async function clipOf(actor: Actor, task: ExchangeTask): Promise<ExchangeClip | undefined> {
    const briefs = task.clipId ? await deps.clipBriefs(db, actor, [task.clipId]) : new Map();
    return briefs.get(task.clipId ?? '') as ExchangeClip | undefined;
  }

  async function ownObservation(actor: Actor, task: ExchangeTask): Promise<Observation> {
    const own = await observations.openOwnObservation(db, actor, task);
    if (!own) throw new AppError('not_found');
    return own;
  }

  async function workOf(
    actor: Actor,
    task: ExchangeTask,
    {
      helpingQuestion,
      marks,
      contrast,
    }: Pick<Observation, 'helpingQuestion' | 'marks' | 'contrast'>,
    coder = '',
  ): Promise<ExchangedWork> {
    const clip = await clipOf(actor, task);
    const { title: taskTitle, lookFors, passes, contrast: cases } = task.plan;
    const second = cases && (await deps.clipBriefs(db, actor, [cases.clipId])).get(cases.clipId);
    return {
      ...(cases &&
        contrast && {
          contrast: {
            clip: { id: cases.clipId, title: second?.title ?? '' },
            rows: gridOfClip(contrast, task.plan.excerpt ?? null),
          },
        }),
      ...{ taskId: task.id, taskTitle, lookFors, passes, coder, helpingQuestion },
      // What leaves stands on the clock of the film that it is about.
      marks: momentsOfClip(marks, task.plan.excerpt ?? null),
      framework: task.framework,
      clip: {
        id: task.clipId ?? '',
        title: clip?.title ?? '',
        durationSeconds: clip?.durationSeconds ?? 0,
      },
      at: now().toISOString(),
    };
  }

  /** What a file holds, by the rules of typing. */
  async function marksOf(actor: Actor, task: ExchangeTask, file: GivenFile, passId: string) {
    const lineage = task.frameworkId
      ? await deps.frameworks.lineage(db, actor.tenantId, task.frameworkId)
      : new Map<string, never>();
    const clip = await clipOf(actor, task);
    const { lookFors, passes } = task.plan;
    const scheme = { framework: task.framework, lookFors, passes };
    const { readMarkFile } = await import('./formats.ts');
    const content = readMarkFile(file, scheme);
    const excerpt = task.plan.excerpt ?? null;
    const read = toMarks(content, {
      ...scheme,
      passId,
      durationSeconds: clip?.durationSeconds ?? 0,
      excerpt,
      changedAt: now().toISOString(),
      today(codeId) {
        for (const map of lineage.values()) if (map.has(codeId)) return mapCodes([codeId], map);
        return undefined;
      },
    });
    const isAsked = Boolean(task.plan.contrast);
    const grid = toGrid(content.contrast, { lookFors, isAsked, excerpt });
    return { ...read, rows: grid.rows, problems: [...read.problems, ...grid.problems] };
  }

  /** Everybody who is or was in the course: anybody may be named in a text. */
  async function peopleOf(actor: Actor) {
    return db
      .select({ personId: people.id, name: people.name })
      .from(memberships)
      .innerJoin(
        people,
        and(eq(people.tenantId, memberships.tenantId), eq(people.id, memberships.personId)),
      )
      .where(
        and(
          eq(memberships.tenantId, actor.tenantId),
          eq(memberships.ltiContextId, actor.ltiContextId),
        ),
      );
  }

  /** Narrations that were handed in by people who count. */
  async function writtenFor(actor: Actor, task: ExchangeTask) {
    if (!task.plan.narration) return [];
    const { rows } = await narrations.listHandedIn(db, actor, task.id);
    return Promise.all(
      rows
        .filter(({ isTestPerson }) => !isTestPerson)
        .map(async ({ narration, authorName, group }) => ({
          // A group is one coder of its own.
          personId: narration.teamId ?? narration.personId,
          name: group ? null : authorName,
          reading: await narrations.toReading(db, narration, ''),
        })),
    );
  }

  const useCases: UseCases<Actor, typeof exchangeRoutes> = {
    async exportObservation(actor, { params, query }) {
      requireCapability(actor, 'observations.write');
      const task = await openTask(db, actor, params.taskId, 'observe');
      const work = await workOf(actor, task, await ownObservation(actor, task));
      const { FORMATS } = await import('./formats.ts');
      const format = FORMATS[query.format];
      return smallFile(
        `${fileStem(task.plan.title)}.${query.format}`,
        format.mediaType,
        writeLossless(format, work),
      );
    },

    async exportOwnWork(actor, { params }) {
      requireCapability(actor, 'observations.write');
      const task = await openTask(db, actor, params.taskId, 'observe');
      const own = await observations.openOwnObservation(db, actor, task);
      const narration = await narrations.findOwn(db, actor, task.id);
      const posts = await deps.seminars.ownPosts(actor, task.id);
      if (!own && !narration && posts.length === 0) throw new AppError('not_found');
      const { ownArchive } = await import('./archives.ts');
      const archive = ownArchive(
        own ? await workOf(actor, task, own) : null,
        narration
          ? {
              coder: '',
              title: narration.title,
              question: narration.question,
              doc: narration.doc,
              handedInAt: narration.handedInAt?.toISOString() ?? null,
            }
          : null,
        own ? await deps.spokenNotes.ownSounds(actor, own.id) : [],
        // As everything that leaves: on the clock of the film.
        momentsOfClip(posts, task.plan.excerpt ?? null).map((post) => ({
          startSeconds: post.startSeconds,
          endSeconds: post.endSeconds,
          body: post.body,
          writtenAt: post.writtenAt.toISOString(),
          editedAt: post.editedAt?.toISOString() ?? null,
          hiddenBecause: post.hiddenReason,
        })),
        actor.locale,
      );
      return smallFile(`${fileStem(task.plan.title)}.zip`, 'application/zip', archive);
    },

    async importObservation(actor, { params, body }) {
      requireCapability(actor, 'observations.write');
      const task = await openTask(db, actor, params.taskId, 'observe');
      if (!task.plan.passes.some(({ id }) => id === body.passId))
        throw new AppError('not_found', { passId: body.passId });
      const inTask = { params: { taskId: task.id }, query: undefined };
      const own = await observations.useCases.openObservation(actor, {
        ...inTask,
        body: undefined,
      });
      if (own.handedInAt) throw new AppError('already_handed_in');
      const { marks, rows, problems } = await marksOf(actor, task, body.file, body.passId);
      const plan = planImport(own.id, own.marks, marks);
      const cases = planGrid(own.contrast ?? {}, rows);
      const news = [...plan.added, ...plan.changed];
      const isTaken = !body.isLook && problems.length === 0;
      if (isTaken && news.length > 0)
        await observations.useCases.changeMarks(actor, {
          ...inTask,
          body: { changes: news.map((mark) => ({ kind: 'put', mark })) },
        });
      if (isTaken)
        for (const [lookForId, row] of cases.news)
          await observations.useCases.setContrast(actor, {
            ...{ params: { ...inTask.params, lookForId }, query: undefined },
            body: { row, was: own.contrast?.[lookForId] ?? EMPTY_ROW },
          });
      return report(
        plan.added.length + cases.added,
        plan.changed.length + cases.changed,
        ...([plan.same + cases.same, problems, isTaken] as const),
      );
    },

    async importExpertReading(actor, { params, body }) {
      requireCapability(actor, 'tasks.build');
      const task = await openTask(db, actor, params.taskId, 'build');
      const { clipId, frameworkId, plan } = task;
      if (!clipId || !frameworkId) throw new AppError('task_incomplete');
      const { marks, problems } = await marksOf(actor, task, body.file, plan.passes[0]?.id ?? '');
      const uncoded: FileProblem[] = marks
        .filter((mark) => mark.codeIds.length === 0)
        .slice(0, 20)
        .map((mark) => ({ problem: 'code-missing', line: null, place: String(mark.startSeconds) }));
      const all = [...problems, ...uncoded];
      const isTaken = !body.isLook && all.length === 0;
      if (isTaken)
        await observations.saveExpertReading(db, {
          ...{ tenantId: actor.tenantId, clipId, frameworkId, name: body.name },
          marks: momentsOfClip(marks, task.plan.excerpt ?? null).flatMap(toExpertMarks),
        });
      return report(marks.length, 0, 0, all, isTaken);
    },

    async listResearchBundles(actor, { params }) {
      requireCapability(actor, 'course.manage');
      const task = await openTask(db, actor, params.taskId, 'observe');
      const rows = await db
        .select({ bundle: researchBundles, madeBy: people.name })
        .from(researchBundles)
        .leftJoin(
          people,
          and(eq(people.tenantId, researchBundles.tenantId), eq(people.id, researchBundles.madeBy)),
        )
        .where(
          and(
            eq(researchBundles.tenantId, actor.tenantId),
            eq(researchBundles.ltiContextId, actor.ltiContextId),
            eq(researchBundles.taskId, task.id),
          ),
        )
        .orderBy(desc(researchBundles.createdAt))
        .limit(50);
      return {
        bundles: rows.map(({ bundle, madeBy }) => ({
          ...{ id: bundle.id, purpose: bundle.purpose, people: bundle.people, madeBy },
          madeAt: bundle.createdAt.toISOString(),
        })),
      };
    },

    async makeResearchBundle(actor, { params, body }) {
      requireCapability(actor, 'course.manage');
      const task = await openTask(db, actor, params.taskId, 'observe');
      const handedIn = await observations.handedInWork(db, actor, task);
      const written = await writtenFor(actor, task);
      const veil = veilOf(
        (text) =>
          secrets.sign('research-pseudonym', `${actor.tenantId} ${actor.ltiContextId} ${text}`),
        await peopleOf(actor),
      );
      const works = await Promise.all(
        handedIn.map(async ({ personId, observation }) => {
          const work = await workOf(actor, task, observation, veil.coderOf(personId));
          return {
            ...work,
            helpingQuestion: veil.wordsOf(work.helpingQuestion),
            marks: work.marks.map((mark) => veiledMark(mark, veil)),
            ...(work.contrast && { contrast: veiledContrast(work.contrast, veil) }),
          };
        }),
      );
      const blank = await workOf(actor, task, { helpingQuestion: '', marks: [] });
      const { passes, lookFors } = task.plan;
      const { researchArchive } = await import('./archives.ts');
      const archive = researchArchive({
        works: works.toSorted((one, other) => one.coder.localeCompare(other.coder)),
        narrations: written.map(({ personId, reading }) => ({
          coder: veil.coderOf(personId),
          title: veil.wordsOf(reading.title),
          question: veil.wordsOf(reading.question),
          doc: veiledDoc(reading.doc, veil),
          handedInAt: reading.handedInAt && dayOf(reading.handedInAt),
        })),
        framework: task.framework,
        taskTitle: task.plan.title,
        plan: {
          passes,
          lookFors,
          contrast: task.plan.contrast ?? null,
          narrationPrompt: task.plan.narration?.prompt ?? null,
        },
        clip: blank.clip,
        clipPurposes: (await clipOf(actor, task))?.coverage.purposes ?? [],
        purpose: body.purpose,
        at: blank.at,
      });
      await db.insert(researchBundles).values({
        ...{ id: randomUUID(), tenantId: actor.tenantId, taskId: task.id },
        ...{ ltiContextId: actor.ltiContextId, madeBy: actor.personId, purpose: body.purpose },
        people: new Set([...handedIn, ...written].map(({ personId }) => personId)).size,
      });
      return smallFile(`${fileStem(task.plan.title)}-research.zip`, 'application/zip', archive);
    },
  };

  return { useCases };
}

function report(
  added: number,
  changed: number,
  same: number,
  problems: FileProblem[],
  isTaken: boolean,
): ImportReport {
  return { found: added + changed + same, added, changed, same, problems, isTaken };
}

function smallFile(fileName: string, mediaType: string, bytes: Uint8Array): SmallFile {
  return { fileName, mediaType, base64: Buffer.from(bytes).toString('base64') };
}

function fileStem(title: string): string {
  const plain = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, 80) || 'observation';
}
