import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { taskRoutes, type Task, type TaskGap, type TaskPlan } from '#contract/tasks';
import { ApiError, isOffline, type Api } from '#elements/kit/api';
import type { LocalStore } from '#elements/kit/local-store';
import type { SaveState } from '#elements/kit/save-state';

/** A plan on this device which the server may not have yet. */
interface KeptPlan {
  baseRevision: number;
  plan: TaskPlan;
}

interface Services {
  api: Api;
  store: LocalStore;
}

const SAVE_AFTER_MS = 600;
const RETRY_AFTER_MS = [2_000, 5_000, 15_000, 30_000];

/**
 * Keeps a plan while it is built: every change is on this device at once and on the server soon
 * after. When it was changed elsewhere meanwhile, `conflict` holds the other one and nothing is
 * overwritten; when the server refuses a change of a published task, `refusal` says why.
 */
export class PlanDraft implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #services: () => Services;
  #plan: TaskPlan | undefined;
  #isDirty = false;
  #sending: Promise<void> | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The task as the server has it. */
  task: Task | undefined;
  /** The server's task, when it is not the one on which this device built. */
  conflict: Task | undefined;
  /** Why the server does not take the plan as it stands. */
  refusal: ApiError | undefined;
  state: SaveState = 'saved';

  constructor(host: ReactiveControllerHost, services: () => Services) {
    this.#host = host;
    this.#services = services;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#sendSoon);
    addEventListener('pagehide', this.#sendSoon);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#sendSoon);
    removeEventListener('pagehide', this.#sendSoon);
    this.#sendSoon();
    clearTimeout(this.#timer);
  }

  /** The plan as it stands here. */
  get plan(): TaskPlan | undefined {
    return this.#plan;
  }

  /** What is missing: what the server said last, and what it refused. */
  get gaps(): readonly TaskGap[] {
    const refused = this.refusal?.problem?.details?.['gaps'];
    // Our own server made the details; they are not checked twice.
    return Array.isArray(refused) ? (refused as TaskGap[]) : (this.task?.gaps ?? []);
  }

  /** Begins with what the server has; what only this device has is sent first. */
  async begin(task: Task): Promise<void> {
    clearTimeout(this.#timer);
    this.task = task;
    this.#plan = task.plan;
    this.#isDirty = false;
    this.conflict = undefined;
    this.refusal = undefined;
    this.state = 'saved';
    const { store } = this.#services();
    const kept = await store.read<KeptPlan>(this.#key(task));
    if (!kept || this.task !== task) return;
    this.#plan = kept.plan;
    this.#isDirty = true;
    if (kept.baseRevision === task.revision) this.#sendSoon();
    else this.conflict = task;
    this.#host.requestUpdate();
  }

  /** Takes another plan; it is kept at once and sent after a pause. */
  change(plan: TaskPlan): void {
    if (!this.task) return;
    this.#plan = plan;
    this.#isDirty = true;
    this.refusal = undefined;
    this.state = 'saving';
    const kept: KeptPlan = { baseRevision: this.task.revision, plan };
    void this.#services().store.write(this.#key(this.task), kept);
    clearTimeout(this.#timer);
    if (!this.conflict) this.#timer = setTimeout(this.#sendSoon, SAVE_AFTER_MS);
    this.#host.requestUpdate();
  }

  /** Sends what is not sent yet. Resolves when the server has all of it, or does not take it. */
  async settle(): Promise<boolean> {
    clearTimeout(this.#timer);
    await this.#send();
    return !this.#isDirty;
  }

  /** Takes the task after an act that was not a change of its plan. */
  adopt(task: Task): void {
    this.task = task;
    if (!this.#isDirty) this.#plan = task.plan;
    this.#host.requestUpdate();
  }

  /** Ends a conflict: with this device's plan, or with the one from elsewhere. */
  async resolve(choice: 'mine' | 'theirs'): Promise<void> {
    const theirs = this.conflict;
    if (!theirs) return;
    this.conflict = undefined;
    this.task = theirs;
    if (choice === 'theirs') await this.putBack();
    else if (this.#plan) this.change(this.#plan);
  }

  /** Gives up what is not saved, for the plan that the server has. */
  async putBack(): Promise<void> {
    if (!this.task) return;
    clearTimeout(this.#timer);
    this.#plan = this.task.plan;
    this.#isDirty = false;
    this.refusal = undefined;
    this.state = 'saved';
    await this.#services().store.remove(this.#key(this.task));
    this.#host.requestUpdate();
  }

  readonly #sendSoon = (): void => {
    void this.#send();
  };

  #send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
      this.#host.requestUpdate();
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (this.#isDirty && this.#plan && this.task && !this.conflict && !this.refusal) {
      const { task } = this;
      const plan = this.#plan;
      const { api, store } = this.#services();
      this.state = 'saving';
      this.#host.requestUpdate();
      try {
        const saved = await api.call(taskRoutes.changeTask, {
          params: { taskId: task.id },
          body: { baseRevision: task.revision, plan },
        });
        this.task = saved;
        this.#failures = 0;
        // What was changed while this one travelled goes next, on top of it.
        if (this.#plan === plan) {
          this.#isDirty = false;
          this.state = 'saved';
          await store.remove(this.#key(task));
        }
      } catch (error) {
        await this.#meet(error, task);
        return;
      }
    }
  }

  async #meet(error: unknown, task: Task): Promise<void> {
    if (error instanceof ApiError && error.code === 'conflict') {
      const { api } = this.#services();
      this.conflict = await api
        .call(taskRoutes.getTask, { params: { taskId: task.id } })
        .catch(() => undefined);
      this.state = 'failed';
      if (this.conflict) return;
    } else if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
      this.refusal = error;
      this.state = 'failed';
      return;
    } else {
      this.state = isOffline(error) ? 'offline' : 'failed';
    }
    const wait = RETRY_AFTER_MS[Math.min(this.#failures, RETRY_AFTER_MS.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(this.#sendSoon, wait);
  }

  #key(task: Pick<Task, 'id'>): string {
    return `task-plan:${task.id}`;
  }
}
