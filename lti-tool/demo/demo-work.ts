import { randomUUID } from 'node:crypto';
import type { NarrationDoc } from '#contract/narrations';
import type { Mark } from '#contract/observations';
import type { Task } from '#contract/tasks';
import type { Deps } from '../src/deps.ts';
import type { Actor } from '../src/lti/actor.ts';
import type { Classmate } from './demo-content.ts';

/** Lets an invented classmate observe and hand in, through the same use-cases as everybody. */
export async function observeAs(
  deps: Deps,
  actor: Actor,
  task: Task,
  classmate: Classmate,
): Promise<Mark[]> {
  const { useCases } = deps.observations;
  const params = { taskId: task.id };
  const opened = await useCases.openObservation(actor, {
    params,
    query: undefined,
    body: undefined,
  });
  if (opened.handedInAt) return opened.marks;
  const passes = task.plan.passes;
  const lastPass = passes.at(-1);
  if (!lastPass) return [];
  const marks = classmate.marks.map((mark): Mark => {
    const { startSeconds, endSeconds, body, codeId, child = null, lookFor } = mark;
    const known = task.plan.lookFors.some(({ id }) => id === lookFor);
    return {
      ...{ id: randomUUID(), passId: lastPass.id, startSeconds, endSeconds, body, child },
      codeIds: [codeId],
      lookForId: known ? lookFor : null,
      changedAt: deps.now().toISOString(),
    };
  });
  const changes = marks.map((mark) => ({ kind: 'put' as const, mark }));
  await useCases.changeMarks(actor, { params, query: undefined, body: { changes } });
  for (const pass of passes) {
    const ofPass = { ...params, passId: pass.id };
    const ranges: [number, number][] = [[0, task.clipDurationSeconds ?? 0]];
    await useCases.addWatched(actor, { params: ofPass, query: undefined, body: { ranges } });
    const foundNone = pass.moments.map(({ lookForId }) => lookForId);
    await useCases.completePass(actor, { params: ofPass, query: undefined, body: { foundNone } });
  }
  await useCases.handInObservation(actor, { params, query: undefined, body: undefined });
  return marks;
}

/** Lets a classmate write and hand in a narration that cites moments of their own. */
export async function narrateAs(
  deps: Deps,
  actor: Actor,
  task: Task,
  classmate: Classmate,
  marks: readonly Mark[],
): Promise<void> {
  const { useCases } = deps.narrations;
  const params = { taskId: task.id };
  const { narration } = classmate;
  if (!narration || !task.plan.clipId) return;
  const opened = await useCases.openNarration(actor, { params, query: undefined, body: undefined });
  if (opened.handedInAt) return;
  const content = narration.paragraphs.flatMap(({ text, cites }): NarrationDoc['content'] => {
    const mark = cites === undefined ? undefined : marks[cites];
    return [
      { type: 'paragraph', content: [{ type: 'text', text }] },
      ...(mark ? [{ type: 'citation' as const, attrs: citationOf(mark, task) }] : []),
    ];
  });
  const saved = await useCases.saveNarration(actor, {
    params,
    query: undefined,
    body: {
      baseRevision: opened.revision,
      title: narration.title,
      question: narration.question,
      stage: 'interpret',
      doc: { type: 'doc', content },
    },
  });
  const ownEstimate = Object.fromEntries(
    task.plan.narration?.criteria.flatMap(({ id, levels }) => {
      const level = levels[1];
      return level ? [[id, level.id]] : [];
    }) ?? [],
  );
  await useCases.handInNarration(actor, {
    params,
    query: undefined,
    body: { revision: saved.revision, ownEstimate },
  });
}

function citationOf(mark: Mark, task: Task) {
  const { startSeconds, endSeconds, body: note, codeIds, child } = mark;
  return {
    ...{ citationId: mark.id, markId: mark.id, startSeconds, note, codeIds, child },
    clipId: task.plan.clipId ?? '',
    clipTitle: task.clipTitle ?? '',
    endSeconds: endSeconds ?? startSeconds + 4,
  };
}
