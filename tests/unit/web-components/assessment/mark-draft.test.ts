import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Assessment, AssessmentDraft } from '#contract/assessments';
import { MarkDraft, type OpenedAssessment } from '#elements/assessment/mark-draft';
import { absentApi, ApiError, type Api, type ApiErrorCode } from '#elements/kit/api';
import { memoryStore, type LocalStore } from '#elements/kit/local-store';

const narrationId = '0190a1b2-0000-7000-8000-0000000000b1';
const EMPTY: AssessmentDraft = { marks: [], passages: [], overallComment: '' };

/** A server that keeps one mark as ours does: by revision, and may fail when told to. */
class Server {
  assessment: Assessment = {
    ...EMPTY,
    state: 'todo',
    points: 0,
    openCriteria: 1,
    revision: 0,
    savedAt: null,
  };
  saves = 0;
  failWith: ApiErrorCode | null = null;
  losesAnswer = false;

  write(draft: AssessmentDraft, state: Assessment['state'] = 'draft'): void {
    this.assessment = {
      ...this.assessment,
      ...draft,
      state,
      revision: this.assessment.revision + 1,
      savedAt: '2026-11-22T11:08:00.000Z',
    };
  }

  readonly api: Api = {
    ...absentApi,
    call: async (route, request) => {
      await Promise.resolve();
      if (this.failWith) throw new ApiError(this.failWith, 0);
      if (route.method === 'get') return this.#opened() as never;
      const body = (request as { body: AssessmentDraft & { baseRevision?: number } }).body;
      if (route.method === 'post') {
        this.write(this.assessment, 'marked');
        return structuredClone(this.assessment) as never;
      }
      if (this.assessment.state === 'released') throw new ApiError('already_released', 409);
      if (body.baseRevision !== this.assessment.revision) throw new ApiError('conflict', 409);
      const { marks, passages, overallComment } = body;
      this.write({ marks, passages, overallComment });
      this.saves += 1;
      if (this.losesAnswer) {
        this.losesAnswer = false;
        throw new ApiError('offline', 0);
      }
      return structuredClone(this.assessment) as never;
    },
  };

  #opened(): Partial<OpenedAssessment> {
    return structuredClone({ assessment: this.assessment, criteria: [], maximumPoints: 20 });
  }
}

let server: Server;
let store: LocalStore;
const host = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

async function page(): Promise<MarkDraft> {
  const mark = new MarkDraft(host, narrationId, () => ({ api: server.api, store }));
  await mark.open();
  return mark;
}
const say = (mark: MarkDraft, overallComment: string) =>
  mark.change((draft) => ({ ...draft, overallComment }));
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('removeEventListener', () => undefined);
  server = new Server();
  store = memoryStore();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('saving', () => {
  test('follows the marker by itself, once for several changes', async () => {
    const mark = await page();
    say(mark, 'Begin');
    say(mark, 'Begin with Child B.');
    expect(mark.state).toBe('saving');
    await pass(1_000);
    expect(mark.state).toBe('saved');
    expect(server.assessment.overallComment).toBe('Begin with Child B.');
    expect(server.saves).toBe(1);
  });

  test('what is said while a save is under way goes with the next', async () => {
    const mark = await page();
    say(mark, 'One');
    const passing = pass(800);
    say(mark, 'Two');
    await passing;
    await pass(2_000);
    expect(server.assessment.overallComment).toBe('Two');
    expect(mark.state).toBe('saved');
  });

  test('a lost connection keeps the words on this device and sends them later', async () => {
    const mark = await page();
    server.failWith = 'offline';
    say(mark, 'Kept');
    await pass(1_000);
    expect(mark.state).toBe('offline');
    server.failWith = null;
    await pass(5_000);
    expect(mark.state).toBe('saved');
    expect(server.assessment.overallComment).toBe('Kept');
  });

  test('a closed page loses no word: the next one goes on with them', async () => {
    server.failWith = null;
    const first = await page();
    server.failWith = 'offline';
    say(first, 'Written in the train');
    await pass(1_000);
    server.failWith = null;
    const second = await page();
    expect(second.draft?.overallComment).toBe('Written in the train');
    await pass(1_000);
    expect(server.assessment.overallComment).toBe('Written in the train');
    expect(second.conflict).toBeUndefined();
  });

  test('an answer that was lost on its way is no conflict', async () => {
    const mark = await page();
    server.losesAnswer = true;
    say(mark, 'Arrived');
    await pass(10_000);
    expect(mark.conflict).toBeUndefined();
    expect(mark.state).toBe('saved');
    say(mark, 'And on');
    await pass(1_000);
    expect(server.assessment.overallComment).toBe('And on');
    expect(server.saves).toBe(2);
  });
});

describe('a change from somewhere else', () => {
  test('overwrites nothing before the marker has chosen', async () => {
    const mark = await page();
    server.write({ ...EMPTY, overallComment: 'Theirs' });
    say(mark, 'Mine');
    await pass(1_000);
    expect(mark.conflict?.overallComment).toBe('Theirs');
    expect(mark.draft?.overallComment).toBe('Mine');
    say(mark, 'Mine, longer');
    await pass(60_000);
    expect(server.assessment.overallComment).toBe('Theirs');
    mark.settle('mine');
    await pass(1_000);
    expect(server.assessment.overallComment).toBe('Mine, longer');
    expect(mark.conflict).toBeUndefined();
  });

  test('can be taken over', async () => {
    const mark = await page();
    server.write({ ...EMPTY, overallComment: 'Theirs' });
    say(mark, 'Mine');
    await pass(1_000);
    mark.settle('theirs');
    await pass(1_000);
    expect(mark.draft?.overallComment).toBe('Theirs');
    expect(server.assessment.overallComment).toBe('Theirs');
    expect((await page()).conflict).toBeUndefined();
  });

  test('is found when the page opens, too', async () => {
    const first = await page();
    server.failWith = 'offline';
    say(first, 'Mine');
    await pass(1_000);
    server.failWith = null;
    server.write({ ...EMPTY, overallComment: 'Theirs' });
    const second = await page();
    expect(second.conflict?.overallComment).toBe('Theirs');
    expect(second.draft?.overallComment).toBe('Mine');
  });

  test('a mark that was released meanwhile stays as it is', async () => {
    const mark = await page();
    server.write({ ...EMPTY, overallComment: 'Released' }, 'released');
    say(mark, 'Too late');
    await pass(1_000);
    expect(mark.conflict?.state).toBe('released');
    mark.settle('theirs');
    expect(mark.isReleased).toBe(true);
    say(mark, 'Later still');
    await pass(1_000);
    expect(server.assessment.overallComment).toBe('Released');
  });
});

describe('finishing', () => {
  test('saves first what still waits', async () => {
    const mark = await page();
    say(mark, 'The last words');
    await mark.finish();
    expect(server.assessment).toMatchObject({ state: 'marked', overallComment: 'The last words' });
    expect(mark.opened?.assessment.state).toBe('marked');
  });

  test('without a connection it says so and keeps everything', async () => {
    const mark = await page();
    say(mark, 'Kept');
    server.failWith = 'offline';
    await expect(mark.finish()).rejects.toMatchObject({ code: 'offline' });
    expect(mark.draft?.overallComment).toBe('Kept');
    server.failWith = null;
    await pass(5_000);
    expect(server.assessment.overallComment).toBe('Kept');
  });

  test('waits for a decision while there is a conflict', async () => {
    const mark = await page();
    server.write({ ...EMPTY, overallComment: 'Theirs' });
    say(mark, 'Mine');
    await expect(mark.finish()).rejects.toMatchObject({ code: 'conflict' });
    expect(server.assessment.state).toBe('draft');
  });
});
