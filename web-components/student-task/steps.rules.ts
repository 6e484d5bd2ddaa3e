import type { Narration } from '#contract/narrations';
import type { Observation } from '#contract/observations';
import type { TaskPlan } from '#contract/tasks';

/** The screens of a student's way through a task, in order. */
export type StepId = 'observation' | 'comparison' | 'narration' | 'feedback';

/** What is known of a student's work. */
export interface Work {
  plan: Pick<TaskPlan, 'passes' | 'narration'>;
  observation: Pick<Observation, 'handedInAt' | 'passes'>;
  /** Undefined when there is none, or it was not asked for. */
  narration: Pick<Narration, 'handedInAt' | 'wordCount'> | undefined;
  /** Whether a mark was released to this student. */
  hasFeedback: boolean;
}

/** One word of the step line. Each pass has its own; all of them lead to the observation. */
export interface Step {
  id: StepId;
  label: string;
  isDone: boolean;
  isOpen: boolean;
  isCurrent: boolean;
}

/** Names of the steps that have no title of their own. */
export interface StepLabels {
  compare: string;
  narration: string;
  feedback: string;
}

/** Where a student goes on: the first thing that is not done, or what came back. */
export function stepOf({ plan, observation, narration, hasFeedback }: Work): StepId {
  if (observation.handedInAt === null) return 'observation';
  if (!plan.narration) return 'comparison';
  if (hasFeedback) return 'feedback';
  const hasWritten = narration !== undefined && narration.wordCount > 0;
  return hasWritten ? 'narration' : 'comparison';
}

/** The line of steps, with the one that is shown. */
export function stepsOf(work: Work, shown: StepId, labels: StepLabels): Step[] {
  const { plan, observation, narration, hasFeedback } = work;
  const isHandedIn = observation.handedInAt !== null;
  const openPass = observation.passes.findIndex((pass) => pass.completedAt === null);
  const passes = plan.passes.map((pass, at): Step => ({
    id: 'observation',
    label: pass.title,
    isDone: isHandedIn || (openPass !== -1 && at < openPass),
    isOpen: isHandedIn,
    isCurrent: shown === 'observation' && !isHandedIn && at === Math.max(0, openPass),
  }));
  const later: Step[] = [
    {
      id: 'comparison',
      label: labels.compare,
      isDone: narration !== undefined && narration.wordCount > 0,
      isOpen: isHandedIn,
      isCurrent: shown === 'comparison',
    },
  ];
  if (plan.narration) {
    later.push(
      {
        id: 'narration',
        label: labels.narration,
        isDone: narration?.handedInAt != null,
        isOpen: isHandedIn,
        isCurrent: shown === 'narration',
      },
      {
        id: 'feedback',
        label: labels.feedback,
        isDone: false,
        isOpen: hasFeedback,
        isCurrent: shown === 'feedback',
      },
    );
  }
  return [...passes, ...later];
}
