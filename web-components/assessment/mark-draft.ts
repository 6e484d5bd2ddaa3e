import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { assessmentRoutes, type Assessment, type AssessmentDraft } from '#contract/assessments';
import type { RouteReply } from '#contract/route';
import { ApiError, type Api } from '#elements/kit/api';
import type { LocalStore } from '#elements/kit/local-store';
import type { SaveState } from '#elements/kit/save-state';

/** A narration with its rubric and the mark so far, as the server has them. */
export type OpenedAssessment = RouteReply<typeof assessmentRoutes.openAssessment>;

/** A mark on this device which the server may not have yet. */
interface KeptMark {
  baseRevision: number;
  draft: AssessmentDraft;
}

const SAVE_AFTER_MS = 800;
const RETRY_AFTER_MS = [2_000, 5_000, 15_000, 30_000];

/**
 * Keeps one mark while it is made: every change is on this device at once and on the server soon
 * after, in order. When the mark was changed elsewhere meanwhile, `conflict` holds the other one
 * and nothing is overwritten until the marker has chosen.
 */
export class MarkDraft implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #services: () => { api: Api; store: LocalStore };
  readonly #key: string;
  readonly narrationId: string;
  #draft: AssessmentDraft | undefined;
  #isDirty = false;
  #sending: Promise<void> | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** What the server answered last. */
  opened: OpenedAssessment | undefined;
  /** The server's mark, when it differs from the one on which this device built. */
  conflict: Assessment | undefined;
  state: SaveState = 'saved';
  savedAt = '';

  constructor(
    host: ReactiveControllerHost,
    narrationId: string,
    services: () => { api: Api; store: LocalStore },
  ) {
    this.#host = host;
    this.narrationId = narrationId;
    this.#key = `assessment:${narrationId}`;
    this.#services = services;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#sendNow);
    addEventListener('pagehide', this.#sendLast);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#sendNow);
    removeEventListener('pagehide', this.#sendLast);
    void this.#send();
  }

  /** Ends the work on this mark; what still waits is sent. */
  leave(): void {
    this.#host.removeController(this);
    this.hostDisconnected();
  }

  /** The mark as it stands here. */
  get draft(): AssessmentDraft | undefined {
    return this.#draft;
  }

  /** A released mark is with the student and stays as it is. */
  get isReleased(): boolean {
    return this.opened?.assessment.state === 'released';
  }

  /** Loads the mark, and puts back what this device still has and the server has not. */
  async open(signal?: AbortSignal): Promise<void> {
    const { api, store } = this.#services();
    const opened = await api.call(
      assessmentRoutes.openAssessment,
      { params: { narrationId: this.narrationId } },
      { signal },
    );
    const kept = await store.read<KeptMark>(this.#key);
    this.opened = opened;
    this.#take(opened.assessment);
    if (!kept) return;
    const isSame = sameDraft(kept.draft, draftOf(opened.assessment));
    if (isSame || this.isReleased) {
      await store.remove(this.#key);
    } else {
      this.#draft = kept.draft;
      this.#isDirty = true;
      if (kept.baseRevision === opened.assessment.revision) this.#schedule(0);
      else this.#meet(opened.assessment);
    }
    this.#host.requestUpdate();
  }

  /** Takes a change of the marker. */
  change(change: (draft: AssessmentDraft) => AssessmentDraft): void {
    if (!this.#draft || !this.opened || this.isReleased) return;
    this.#draft = change(this.#draft);
    this.#isDirty = true;
    this.#keep();
    if (!this.conflict) {
      this.state = navigator.onLine ? 'saving' : 'offline';
      this.#schedule(SAVE_AFTER_MS);
    }
    this.#host.requestUpdate();
  }

  /** Settles a conflict: this device's mark goes on, or the other one replaces it. */
  settle(choice: 'mine' | 'theirs'): void {
    const other = this.conflict;
    const mine = this.#draft;
    if (!other) return;
    this.conflict = undefined;
    this.#take(other);
    if (choice === 'mine' && mine) this.change(() => mine);
    else void this.#services().store.remove(this.#key);
    this.#host.requestUpdate();
  }

  /**
   * States that the mark is complete, after what waits was saved.
   * @throws {ApiError} when it could not be saved or is not complete; nothing is lost.
   */
  async finish(): Promise<void> {
    await this.#flush();
    if (!this.opened) return;
    const { api } = this.#services();
    const finished = await api.call(assessmentRoutes.finishAssessment, {
      params: { narrationId: this.narrationId },
      body: { revision: this.opened.assessment.revision },
    });
    this.#take(finished);
    this.#host.requestUpdate();
  }

  async #flush(): Promise<void> {
    await this.#sending;
    while (this.#isDirty) {
      if (this.conflict) throw new ApiError('conflict', 409);
      await this.#send();
      if (this.#isDirty && this.state === 'offline') throw new ApiError('offline', 0);
      if (this.#isDirty && this.state === 'failed' && !this.conflict)
        throw new ApiError('unavailable', 503);
    }
  }

  #take(assessment: Assessment): void {
    if (this.opened) this.opened = { ...this.opened, assessment };
    this.#draft = draftOf(assessment);
    this.#isDirty = false;
    this.savedAt = assessment.savedAt ?? '';
    this.state = 'saved';
  }

  #meet(other: Assessment): void {
    this.conflict = other;
    this.state = 'failed';
  }

  #keep(): void {
    const kept: KeptMark = {
      baseRevision: this.opened?.assessment.revision ?? 0,
      draft: this.#draft ?? { marks: [], passages: [], overallComment: '' },
    };
    void this.#services().store.write(this.#key, kept);
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#sendNow, afterMs);
  }

  readonly #sendNow = (): void => void this.#send();
  readonly #sendLast = (): void => void this.#send({ keepalive: true });

  /** One save at a time: the next begins on the revision of the one before. */
  #send(options: { keepalive?: boolean } = {}): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending ??= this.#save(options).finally(() => {
      this.#sending = undefined;
      this.#host.requestUpdate();
    });
    return this.#sending;
  }

  async #save(options: { keepalive?: boolean }): Promise<void> {
    const draft = this.#draft;
    if (!this.#isDirty || !draft || !this.opened || this.conflict) return;
    const { api, store } = this.#services();
    this.#isDirty = false;
    try {
      const saved = await api.call(
        assessmentRoutes.saveAssessment,
        {
          params: { narrationId: this.narrationId },
          body: { ...draft, baseRevision: this.opened.assessment.revision },
        },
        options,
      );
      this.opened = { ...this.opened, assessment: saved };
      this.savedAt = saved.savedAt ?? '';
      this.#failures = 0;
      if (this.#isDirty) {
        this.#keep();
        this.#schedule(SAVE_AFTER_MS);
      } else {
        await store.remove(this.#key);
        if (this.#isDirty) this.#keep();
        else this.state = 'saved';
      }
    } catch (error) {
      this.#isDirty = true;
      await this.#handleFailure(error, draft);
    }
  }

  async #handleFailure(error: unknown, sent: AssessmentDraft): Promise<void> {
    const code = error instanceof ApiError ? error.code : 'internal';
    if (code === 'conflict' || code === 'already_released') {
      this.state = 'failed';
      const { api } = this.#services();
      const opened = await api
        .call(assessmentRoutes.openAssessment, { params: { narrationId: this.narrationId } })
        .catch(() => undefined);
      if (!opened) this.#scheduleRetry();
      else if (sameDraft(draftOf(opened.assessment), sent)) await this.#catchUp(opened);
      else this.#meet(opened.assessment);
      return;
    }
    this.state = code === 'offline' ? 'offline' : 'failed';
    if (code !== 'not_allowed' && code !== 'invalid_request') this.#scheduleRetry();
  }

  /** The server has what was sent, only its answer was lost on the way. */
  async #catchUp(opened: OpenedAssessment): Promise<void> {
    this.opened = opened;
    if (this.#draft && sameDraft(this.#draft, draftOf(opened.assessment))) {
      this.#take(opened.assessment);
      await this.#services().store.remove(this.#key);
    } else {
      this.state = 'saving';
      this.#keep();
      this.#schedule(0);
    }
  }

  #scheduleRetry(): void {
    this.#schedule(RETRY_AFTER_MS[Math.min(this.#failures, RETRY_AFTER_MS.length - 1)] ?? 30_000);
    this.#failures += 1;
  }
}

function draftOf({ marks, passages, overallComment }: AssessmentDraft): AssessmentDraft {
  return { marks, passages, overallComment };
}

function sameDraft(one: AssessmentDraft, other: AssessmentDraft): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** The server answers criteria in the rubric's order; a draft here has them as they were touched. */
function sorted(draft: AssessmentDraft): AssessmentDraft {
  const marks = [...draft.marks]
    .filter(({ levelId, comment }) => levelId !== null || comment !== '')
    .sort((one, other) => (one.criterionId < other.criterionId ? -1 : 1))
    .map(({ criterionId, levelId, comment }) => ({ criterionId, levelId, comment }));
  const passages = draft.passages
    .filter(({ criterionId, comment }) => criterionId !== null || comment.trim() !== '')
    .map(({ id, block, start, quote, criterionId, comment }) => ({
      id,
      block,
      start,
      quote,
      criterionId,
      comment,
    }));
  return { marks, passages, overallComment: draft.overallComment };
}
