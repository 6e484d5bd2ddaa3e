import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  observationRoutes,
  type KnownObservation,
  type Mark,
  type MarkChange,
  type Observation,
  type ObservationChanged,
  type PassProgress,
} from '#contract/observations';
import { jointRoutes } from '#contract/joint';
import { addViewings, MOST_VIEWINGS } from '#contract/shared/viewings';
import { ApiError, type Api } from '#elements/kit/api';
import type { LocalStore } from '#elements/kit/local-store';
import { lastCall } from '#elements/kit/last-call';
import type { Stretch } from '#elements/player/watched.rules';
import { MarkSync, type SyncFacts } from './mark-sync.ts';
import { wholeOf } from './answers.rules.ts';
import { MarksStore, type MarkDraft } from './marks-store.ts';
import { SPOKEN_QUEUE } from './spoken-queue.ts';

type Host = ReactiveControllerHost & { readonly api: Api; readonly localStore: LocalStore };
/** Stretches in the order of watching, sent under one id; once they were sent, none is added. */
interface Viewing {
  id: string;
  ranges: Stretch[];
  isSent?: true;
}
type UnsentWatching = Record<string, Viewing[]>;

/** The server takes a few more at once. */
const MOST_RANGES = 400;

const SEND_WATCHED_MS = 4_000;
const SEND_QUESTION_MS = 800;
const REFRESH_AFTER_MS = 15_000;

/**
 * One person's observation while a page works on it: marks with undo, passes, the own question.
 * What is written is kept on this device first; the host is drawn again whenever something
 * changed.
 */
export class ObservationSession implements ReactiveController {
  /** What the save state says. */
  facts: SyncFacts = { state: 'saved', kept: 0, at: '', isLate: false };

  readonly #host: Host;
  #store = new MarksStore();
  #sync: MarkSync | undefined;
  #taskId = '';
  #observation: Observation | undefined;
  #question: string | undefined;
  #watched: UnsentWatching = {};
  #watchedTimer: ReturnType<typeof setTimeout> | undefined;
  #questionTimer: ReturnType<typeof setTimeout> | undefined;
  #refreshedAtMs = 0;
  // The same array until something changes: an element that gets it is not drawn anew.
  readonly #passesMade = lastCall(passesWith);

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#handleOnline);
    addEventListener('pagehide', this.#handleLeave);
    document.addEventListener('visibilitychange', this.#handleVisibility);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#handleOnline);
    removeEventListener('pagehide', this.#handleLeave);
    document.removeEventListener('visibilitychange', this.#handleVisibility);
    // An editor that leaves the page with its host still hands over its last words.
    queueMicrotask(() => this.close());
  }

  /** Undefined until it was opened. Its marks are those of the server; see `marks`. */
  get observation(): Observation | undefined {
    return this.#observation;
  }

  get marks(): readonly Mark[] {
    return this.#store.marks;
  }

  get handedInAt(): string | null {
    return this.#observation?.handedInAt ?? null;
  }

  /** When something was saved last: by this page, or the last change of a mark; empty before. */
  get savedAt(): string {
    return this.facts.at || latestChange(this.marks);
  }

  /** What was written here after the hand-in, and can no longer be sent. */
  get lateWords(): string[] {
    const words = new Map<string, string>();
    for (const change of this.#sync?.unsent ?? []) {
      if (change.kind === 'put') words.set(change.mark.id, change.mark.body);
    }
    return [...words.values()].filter((body) => body.trim() !== '');
  }

  /** The question of now, also while it is being typed. */
  get question(): string {
    return this.#question ?? this.#observation?.helpingQuestion ?? '';
  }

  /** How far the passes are, with what was watched here and not sent yet. */
  get passes(): PassProgress[] {
    return this.#passesMade(this.#observation, this.#watched);
  }

  /** A mark that is there; undefined for one that was removed, and for none. */
  find(markId: string | null | undefined): Mark | undefined {
    return this.#store.find(markId);
  }

  /**
   * Opens the observation of a task, with what this device still had to send. Who has just fetched
   * it may give it. Rejects with `ApiError`.
   */
  async open(taskId: string, given?: Observation): Promise<void> {
    this.close();
    this.#taskId = taskId;
    this.#store = new MarksStore();
    this.#observation = undefined;
    this.#question = undefined;
    const { api, localStore } = this.#host;
    const sync = new MarkSync({
      api,
      localStore,
      taskId,
      neighbours: new BroadcastChannel(`lookfor-marks:${taskId}`),
      onObservation: (observation, unsent) => this.#take(observation, unsent),
      known: () => this.#known,
      onFacts: (facts) => {
        this.facts = facts;
        this.#host.requestUpdate();
      },
    });
    this.#sync = sync;
    this.#watched = (await localStore.read<UnsentWatching>(this.#watchedKey)) ?? {};
    const observation = await sync.open(given);
    if (this.#sync !== sync) return;
    this.#refreshedAtMs = Date.now();
    this.#take(observation, sync.unsent);
    // What does not get through now waits until the page is opened again.
    this.#sendSpoken().catch(() => undefined);
    const question = await localStore.read<string>(this.#questionKey);
    if (question !== undefined && question !== observation.helpingQuestion) {
      this.setQuestion(question);
    }
    if (Object.keys(this.#watched).length > 0) this.#scheduleWatched(0);
  }

  /** Makes or changes a mark. */
  put(draft: MarkDraft, isTyping = false): void {
    this.#keep(this.#store.put(draft), isTyping);
  }

  /** Removes a mark; `undo` brings it again. */
  remove(markId: string): void {
    this.#keep(this.#store.remove(markId));
  }

  /** Takes the last change back. False when there is none. */
  undo(): boolean {
    return this.#keep(this.#store.undo());
  }

  /** Makes again what was taken back last. False when there is nothing. */
  redo(): boolean {
    return this.#keep(this.#store.redo());
  }

  /** Keeps the own question as it is typed. */
  setQuestion(text: string): void {
    this.#question = text;
    void this.#host.localStore.write(this.#questionKey, text);
    clearTimeout(this.#questionTimer);
    this.#questionTimer = setTimeout(() => void this.#sendQuestion(), SEND_QUESTION_MS);
    this.#host.requestUpdate();
  }

  /** Keeps what was watched, and sends it with the next ones. */
  addWatched(passId: string, ranges: readonly Stretch[]): void {
    if (this.handedInAt) return;
    const viewings = this.#watched[passId] ?? [];
    const last = viewings.at(-1);
    const isOpen = last && !last.isSent && last.ranges.length + ranges.length <= MOST_RANGES;
    this.#watched = {
      ...this.#watched,
      [passId]: isOpen
        ? [...viewings.slice(0, -1), { ...last, ranges: [...last.ranges, ...ranges] }]
        : [...viewings, { id: crypto.randomUUID(), ranges: [...ranges] }],
    };
    void this.#host.localStore.write(this.#watchedKey, this.#watched);
    this.#scheduleWatched(SEND_WATCHED_MS);
    this.#host.requestUpdate();
  }

  /** Finishes a pass. Rejects with `ApiError`: offline, or `pass_incomplete`. */
  async completePass(passId: string, foundNone: readonly string[]): Promise<void> {
    await this.#sendAll();
    const observation = await this.#host.api.call(observationRoutes.completePass, {
      params: { taskId: this.#taskId, passId },
      body: { foundNone: [...foundNone] },
    });
    this.#take(observation, this.#sync?.unsent ?? []);
  }

  /** Hands in. Everything must have reached the server before. Rejects with `ApiError`. */
  async handIn(): Promise<void> {
    await this.#sendAll();
    const observation = await this.#host.api.call(observationRoutes.handInObservation, {
      params: { taskId: this.#taskId },
    });
    this.#take(observation, this.#sync?.unsent ?? []);
  }

  /** The server answered somebody else who works on this observation on this page. */
  adopt(observation: Observation): void {
    this.#take(observation, this.#sync?.unsent ?? []);
  }

  /** In a group: nobody's yes to handing in counts any more. Rejects with `ApiError`. */
  async withdrawYes(): Promise<void> {
    const params = { taskId: this.#taskId };
    const observation = await this.#host.api.call(jointRoutes.withdrawYes, { params });
    this.#take(observation, this.#sync?.unsent ?? []);
  }

  /** Asks for what others changed; where that fails, the next news asks again. */
  async refresh(): Promise<void> {
    await this.#sync?.refresh().catch(() => undefined);
  }

  /** Stops sending; what is unsent stays on the device. */
  close(): void {
    clearTimeout(this.#watchedTimer);
    clearTimeout(this.#questionTimer);
    this.#sync?.close();
    this.#sync = undefined;
  }

  /** What answers need not repeat. */
  get #known(): KnownObservation | undefined {
    const { id, revision } = this.#observation ?? {};
    return id && revision !== undefined ? { observationId: id, revision } : undefined;
  }

  get #watchedKey(): string {
    return `viewings:${this.#taskId}`;
  }

  get #questionKey(): string {
    return `question:${this.#taskId}`;
  }

  #keep(change: MarkChange | null, isTyping = false): boolean {
    if (!change) return false;
    this.#sync?.keep(change, isTyping);
    this.#host.requestUpdate();
    return true;
  }

  #take(answer: ObservationChanged, unsent: readonly MarkChange[]): void {
    // Answers may overtake each other.
    if (this.#observation && answer.revision < this.#observation.revision) return;
    // A group's work took the place of one's own in between: what is known is not the rest of it.
    if (answer.since !== undefined && answer.id !== this.#observation?.id)
      return void this.refresh();
    const observation = wholeOf(this.#observation, answer);
    // Only said when it is opened; it holds as long as the task has that version.
    if (observation.recoded === undefined && this.#observation?.recoded !== undefined)
      observation.recoded = this.#observation.recoded;
    this.#observation = observation;
    // A group has one question: the others' words are shown once the own ones have arrived.
    if (observation.team && this.#question?.trim() === observation.helpingQuestion)
      this.#question = undefined;
    this.#store.adopt(observation.marks, unsent);
    this.#host.requestUpdate();
  }

  async #sendAll(): Promise<void> {
    await this.#sync?.flush();
    await this.#sendWatched();
    if (this.#question !== undefined) await this.#sendQuestion();
    // Marks come first: without them others would see less than was written.
    if ((this.#sync?.unsent.length ?? 0) > 0) throw new ApiError('offline', 0);
  }

  #scheduleWatched(delayMs: number): void {
    clearTimeout(this.#watchedTimer);
    this.#watchedTimer = setTimeout(() => void this.#sendWatched(), delayMs);
  }

  /** What was said here and is not sent yet. Most say nothing, and load nothing for it. */
  async #sendSpoken(): Promise<void> {
    const { api, localStore } = this.#host;
    if ((await localStore.queued(SPOKEN_QUEUE)).length === 0) return;
    const { sendSpoken } = await import('./spoken-sending.ts');
    await sendSpoken(api, localStore);
  }

  async #sendWatched(): Promise<void> {
    for (const [passId, viewings] of Object.entries(this.#watched)) {
      this.#setViewings(passId, (one) => ({ ...one, isSent: true }));
      await this.#host.localStore.write(this.#watchedKey, this.#watched);
      for (const { id, ranges } of viewings) await this.#sendViewing(passId, id, ranges);
    }
    await this.#host.localStore.write(this.#watchedKey, this.#watched);
  }

  async #sendViewing(passId: string, id: string, ranges: readonly Stretch[]): Promise<void> {
    const forget = () => this.#setViewings(passId, (one) => (one.id === id ? null : one));
    try {
      const observation = await this.#host.api.call(observationRoutes.addWatched, {
        params: { taskId: this.#taskId, passId },
        body: {
          viewingId: id,
          ranges: ranges.map(([start, end]): [number, number] => [start, end]),
          ...(this.#known && { known: this.#known }),
        },
      });
      forget();
      this.#take(observation, this.#sync?.unsent ?? []);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not_found') forget();
      // Otherwise it is kept, and sent with the next stretch.
    }
  }

  #setViewings(passId: string, change: (viewing: Viewing) => Viewing | null): void {
    const kept = (this.#watched[passId] ?? []).flatMap((one) => change(one) ?? []);
    const others = Object.entries(this.#watched).filter(([other]) => other !== passId);
    this.#watched = Object.fromEntries(kept.length > 0 ? [...others, [passId, kept]] : others);
  }

  async #sendQuestion(): Promise<void> {
    const text = this.#question;
    if (text === undefined || text.trim() === this.#observation?.helpingQuestion) return;
    try {
      const observation = await this.#host.api.call(observationRoutes.setHelpingQuestion, {
        params: { taskId: this.#taskId },
        body: { text: text.trim().slice(0, 500) },
      });
      if (this.#question === text) await this.#host.localStore.remove(this.#questionKey);
      this.#take(observation, this.#sync?.unsent ?? []);
    } catch {
      // The words are on this device; the next pause, or the connection, tries again.
    }
  }

  readonly #handleOnline = (): void => {
    this.#sync?.retryNow();
    this.#sendSpoken().catch(() => undefined);
    void this.#sendWatched();
    void this.#sendQuestion();
  };

  readonly #handleLeave = (): void => {
    void this.#sync?.flush();
    void this.#sendWatched();
  };

  readonly #handleVisibility = (): void => {
    if (document.hidden) {
      this.#handleLeave();
    } else if (this.#observation && Date.now() - this.#refreshedAtMs > REFRESH_AFTER_MS) {
      this.#refreshedAtMs = Date.now();
      void this.#sync?.refresh().catch(() => undefined);
    }
  };
}

/** How far passes are, with what was watched besides. */
function passesWith(
  observation: Observation | undefined,
  unsent: Readonly<UnsentWatching>,
): PassProgress[] {
  return (observation?.passes ?? []).map((pass) => {
    const ranges = (unsent[pass.passId] ?? []).flatMap((viewing) => viewing.ranges);
    if (ranges.length === 0) return pass;
    const known = [pass.watched, ...(pass.watchedAgain ?? [])];
    const [watched = [], ...watchedAgain] = addViewings(known, ranges, MOST_VIEWINGS);
    return { ...pass, watched, watchedAgain };
  });
}

function latestChange(marks: readonly Mark[]): string {
  return marks.reduce((latest, { changedAt }) => (changedAt > latest ? changedAt : latest), '');
}
