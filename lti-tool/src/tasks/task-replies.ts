import type { Task, TaskSummary } from '#contract/tasks';
import { shownSeconds } from '#contract/shared/excerpt-time';
import { can, type Actor } from '../lti/actor.ts';
import type { OpenTask } from './task-access.ts';
import { isOpen, taskGaps, type TaskClip } from './tasks.rules.ts';
import type { TaskRow } from './tasks.store.ts';

/** What is known of a task's place in the reader's course. */
interface Placing {
  /** A link of the course that was opened. */
  placement: { hasLineItem: boolean } | undefined;
  /** When an answer to deep linking last carried it there. */
  sentAt: Date | undefined;
}

/** A task as its reader may see it: what is unfinished concerns its authors only. */
export function toTask(
  actor: Actor,
  task: OpenTask,
  clip: TaskClip | null,
  { placement, sentAt }: Placing,
  now: Date,
): Task {
  return {
    id: task.id,
    state: task.state,
    plan: task.plan,
    framework: task.framework,
    clipTitle: clip?.title ?? null,
    clipDurationSeconds: clip?.durationSeconds
      ? shownSeconds(clip.durationSeconds, task.plan.excerpt ?? null)
      : null,
    gaps: can(actor, 'tasks.build') ? taskGaps(task.plan, task.framework, clip, now) : [],
    revealedAt: task.revealedAt?.toISOString() ?? null,
    placed: placement !== undefined,
    sentAt: sentAt?.toISOString() ?? null,
    hasLineItem: placement?.hasLineItem ?? false,
    revision: task.revision,
    updatedAt: task.updatedAt.toISOString(),
  };
}

/** The picture of the clip may well show what is not in the excerpt: that has one of its own. */
function posterFor(clip: TaskClip, { excerpt }: TaskRow['plan']): string | null {
  return excerpt ? (clip.excerptPosterUrl?.(excerpt) ?? null) : clip.posterUrl;
}

/** A line in the list of a course's tasks. */
export function toSummary(
  actor: Actor,
  row: TaskRow,
  gapCount: number,
  clip: TaskClip | null,
  { placement, sentAt }: Placing,
  now: Date,
): TaskSummary {
  const mayLook = can(actor, 'course.read') || isOpen(row.plan, now);
  return {
    id: row.id,
    title: row.plan.title,
    state: row.state,
    clipTitle: mayLook ? (clip?.title ?? null) : null,
    posterUrl: mayLook && clip ? posterFor(clip, row.plan) : null,
    maximumPoints: row.plan.maximumPoints,
    opensAt: row.plan.opensAt,
    dueAt: row.plan.dueAt,
    placed: placement !== undefined,
    sentAt: sentAt?.toISOString() ?? null,
    gapCount,
    updatedAt: row.updatedAt.toISOString(),
  };
}
