import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { taskRoutes, type Task, type TaskPlan } from '#contract/tasks';
import { ApiError, absentApi, type Api } from '#elements/kit/api';
import { memoryStore, type LocalStore } from '#elements/kit/local-store';
import { beginTask } from '#elements/task-builder/begin-task';
import { PlanDraft } from '#elements/task-builder/plan-draft';
import { aPlan } from './a-plan.ts';

const id = '0190a1b2-0000-7000-8000-000000000001';

/** A server with one task, as strict about revisions as ours. */
class OneTaskServer {
  task: Task = {
    id,
    state: 'draft',
    plan: aPlan(),
    framework: null,
    clipTitle: null,
    clipDurationSeconds: null,
    gaps: [],
    revealedAt: null,
    placed: false,
    sentAt: null,
    hasLineItem: false,
    revision: 1,
    updatedAt: '2027-01-10T12:00:00Z',
  };
  saves: TaskPlan[] = [];
  created = 0;
  /** The next saves fail with these, first come first. */
  failures: ApiError[] = [];

  readonly api: Api = {
    ...absentApi,
    call: ((route: unknown, request: { body?: unknown }) => {
      if (route === taskRoutes.getTask) return Promise.resolve(this.task);
      if (route === taskRoutes.createTask) {
        this.created += 1;
        return Promise.resolve(this.task);
      }
      const failure = this.failures.shift();
      if (failure) return Promise.reject(failure);
      const { baseRevision, plan } = request.body as { baseRevision: number; plan: TaskPlan };
      if (baseRevision !== this.task.revision) return Promise.reject(new ApiError('conflict', 409));
      this.saves.push(plan);
      this.task = { ...this.task, plan, revision: this.task.revision + 1 };
      return Promise.resolve(this.task);
    }) as Api['call'],
  };
}

let server: OneTaskServer;
let store: LocalStore;
const titled = (title: string) => aPlan({ title });

function makeDraft(): PlanDraft {
  const host = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  };
  return new PlanDraft(host, () => ({ api: server.api, store }));
}

beforeEach(() => {
  vi.useFakeTimers();
  server = new OneTaskServer();
  store = memoryStore();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('saving', () => {
  test('what is typed in one breath is sent once', async () => {
    const draft = makeDraft();
    await draft.begin(server.task);
    for (const title of ['W', 'Wh', 'Who']) draft.change(titled(title));
    expect(draft.state).toBe('saving');
    await vi.runAllTimersAsync();
    expect(server.saves.map((plan) => plan.title)).toEqual(['Who']);
    expect(draft.state).toBe('saved');
  });

  test('what is typed while a save travels is sent after it', async () => {
    const draft = makeDraft();
    await draft.begin(server.task);
    draft.change(titled('First'));
    const settled = draft.settle();
    draft.change(titled('Second'));
    expect(await settled).toBe(true);
    expect(server.saves.map((plan) => plan.title)).toEqual(['First', 'Second']);
  });

  test('without a connection it is kept, and sent when there is one', async () => {
    const draft = makeDraft();
    await draft.begin(server.task);
    server.failures = [new ApiError('offline', 0), new ApiError('unavailable', 503)];
    draft.change(titled('On the train'));
    await vi.advanceTimersByTimeAsync(700);
    expect(draft.state).toBe('offline');
    await vi.runAllTimersAsync();
    expect(server.task.plan.title).toBe('On the train');
    expect(draft.state).toBe('saved');
  });

  test('a page that closed before the save goes on where it was', async () => {
    const closed = makeDraft();
    await closed.begin(server.task);
    closed.change(titled('Half a sentence'));
    const reopened = makeDraft();
    await reopened.begin(server.task);
    expect(reopened.plan?.title).toBe('Half a sentence');
    await vi.runAllTimersAsync();
    expect(server.task.plan.title).toBe('Half a sentence');
  });
});

describe('a change from elsewhere', () => {
  const meanwhile = () => {
    server.task = { ...server.task, plan: titled('Theirs'), revision: 7 };
  };

  test.each([
    ['mine', 'Mine'],
    ['theirs', 'Theirs'],
  ] as const)('is shown and not overwritten; then I take %s', async (choice, title) => {
    const draft = makeDraft();
    await draft.begin(server.task);
    meanwhile();
    draft.change(titled('Mine'));
    await vi.runAllTimersAsync();
    expect(draft.conflict?.plan.title).toBe('Theirs');
    expect(server.task.plan.title).toBe('Theirs');
    await draft.resolve(choice);
    await vi.runAllTimersAsync();
    expect(server.task.plan.title).toBe(title);
    expect(draft.plan?.title).toBe(title);
    expect(draft.conflict).toBeUndefined();
  });

  test('is found also after a reload', async () => {
    const closed = makeDraft();
    await closed.begin(server.task);
    closed.change(titled('Mine'));
    meanwhile();
    const reopened = makeDraft();
    await reopened.begin(server.task);
    expect(reopened.conflict?.plan.title).toBe('Theirs');
    expect(reopened.plan?.title).toBe('Mine');
  });
});

describe('a change that the server does not take', () => {
  test('says why, shows the gaps that it would make, and is not sent again', async () => {
    const draft = makeDraft();
    await draft.begin(server.task);
    const gaps = [{ gap: 'title-missing', path: 'title', label: '' }];
    server.failures = [
      new ApiError('task_incomplete', 409, {
        type: '',
        title: '',
        status: 409,
        code: 'task_incomplete',
        reference: '',
        details: { gaps },
      }),
    ];
    draft.change(titled(''));
    expect(await draft.settle()).toBe(false);
    await vi.runAllTimersAsync();
    expect(draft.refusal?.code).toBe('task_incomplete');
    expect(draft.gaps).toEqual(gaps);
    expect(server.saves).toEqual([]);
  });

  test('can be put back', async () => {
    const draft = makeDraft();
    await draft.begin(server.task);
    server.failures = [new ApiError('task_in_use', 409)];
    draft.change(titled('Too late'));
    await draft.settle();
    await draft.putBack();
    expect(draft.plan).toEqual(server.task.plan);
    expect(draft.refusal).toBeUndefined();
    const reopened = makeDraft();
    await reopened.begin(server.task);
    expect(reopened.plan).toEqual(server.task.plan);
  });

  test('is sent when it was mended', async () => {
    const draft = makeDraft();
    await draft.begin(server.task);
    server.failures = [new ApiError('task_incomplete', 409)];
    draft.change(titled(''));
    await draft.settle();
    draft.change(titled('Mended'));
    await vi.runAllTimersAsync();
    expect(server.task.plan.title).toBe('Mended');
  });
});

describe('beginning a task', () => {
  test('an untouched draft is taken up again, a touched one is not', async () => {
    await beginTask(server.api, store, null);
    await beginTask(server.api, store, null);
    expect(server.created).toBe(1);
    await beginTask(server.api, store, 'another-clip');
    expect(server.created).toBe(2);
    server.task = { ...server.task, revision: 2 };
    await beginTask(server.api, store, null);
    expect(server.created).toBe(3);
  });
});
