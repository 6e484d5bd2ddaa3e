import type { Task, TaskPlan } from '#contract/tasks';
import { OUTWARD } from '#elements/kit/events';

/** A part of the builder wishes another plan. */
export class PlanChange extends Event {
  static readonly eventName = 'lookfor-plan-change';
  readonly plan: TaskPlan;

  constructor(plan: TaskPlan) {
    super(PlanChange.eventName, OUTWARD);
    this.plan = plan;
  }
}

/** The task was published: from now on a link may open it. */
export class TaskPublished extends Event {
  static readonly eventName = 'lookfor-task-published';
  readonly task: Task;

  constructor(task: Task) {
    super(TaskPublished.eventName, OUTWARD);
    this.task = task;
  }
}

/** The draft was removed. Unless somebody prevents the default, the builder wishes to go to the course. */
export class TaskRemoved extends Event {
  static readonly eventName = 'lookfor-task-removed';

  constructor() {
    super(TaskRemoved.eventName, { ...OUTWARD, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-plan-change': PlanChange;
    'lookfor-task-published': TaskPublished;
    'lookfor-task-removed': TaskRemoved;
  }
}
