import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Upload } from 'tus-js-client';
import { clipRoutes, type Clip } from '#contract/clips';
import type { MaskOrder } from '#contract/masking';
import { forgetClip, keepForClip, keptForClip } from '#elements/clip-masking/masked-files';
import { isOffline, type Api } from '#elements/kit/api';
import { sendInParts } from '#elements/kit/sent-in-parts';

/** What becomes of the file of one clip on this page. */
export interface Arriving {
  clip: Clip;
  /** The file on this device; undefined after a reload, until it is chosen again. */
  file: File | undefined;
  /** Bytes that have gone out; what the server says it has while nothing is sent. */
  sentBytes: number;
  /** Bytes that the server has acknowledged. */
  keptBytes: number;
  /** `away`: the rest of the file is not on this page. `sent`: the server goes on alone. */
  sending: 'away' | 'now' | 'paused' | 'stopped' | 'sent';
  /** Why it stopped, and when (ISO). */
  problem: unknown;
  stoppedAt: string;
  /** Since when the server has not answered (ISO); empty while it does. It goes on by itself. */
  absentSince: string;
  /** When sending began here, and from which byte: for the time that is left. */
  since: { atMs: number; bytes: number } | undefined;
  /** An address of the file on this device. */
  preview: string;
}

const POLL_MS = 1_500;
/** While the server does not answer. */
const AWAY_POLL_MS = 8_000;
const UPLOADS_PATH = '/api/uploads';

/**
 * Sends files and follows what becomes of them. An upload lives on the server under the id of its
 * clip, so that choosing the same file again – after a reload, or on another device – goes on
 * where it was.
 */
export class ArrivingFiles implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #api: () => Api;
  #files: Arriving[] = [];
  #uploads = new Map<string, Upload>();
  #poll: ReturnType<typeof setTimeout> | undefined;
  #isConnected = false;

  constructor(host: ReactiveControllerHost, api: () => Api) {
    this.#host = host;
    this.#api = api;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    if (this.#files.length > 0) this.#pollSoon();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    clearTimeout(this.#poll);
    // What was sent is kept; the rest goes on when the file is chosen again.
    for (const [clipId, upload] of this.#uploads) {
      void upload.abort();
      this.#change(clipId, { sending: 'paused' });
    }
    for (const { preview } of this.#files) URL.revokeObjectURL(preview);
  }

  get files(): readonly Arriving[] {
    return this.#files;
  }

  /** Own clips that are not ready yet, and one that is asked for. */
  async load(clipId: string): Promise<void> {
    const { clips } = await this.#api().call(clipRoutes.listClips, {
      query: { unfinished: 'true', limit: 100 },
    });
    const unready = clips.map((clip) => clip.id);
    const ids = [...new Set([...(clipId ? [clipId] : []), ...unready])];
    const known = new Set(this.#files.map(({ clip }) => clip.id));
    for (const id of ids.filter((one) => !known.has(one))) {
      const clip = await this.#api().call(clipRoutes.getClip, { params: { clipId: id } });
      this.#files = [...this.#files, atRest(clip)];
      if (clip.state === 'uploading') await this.#goOnWithKept(clip);
    }
    this.#host.requestUpdate();
    this.#pollSoon();
  }

  /** A clip whose upload goes on when this file is taken. */
  awaiting(file: File): Arriving | undefined {
    return this.#files.find(
      ({ clip, sending }) =>
        clip.state === 'uploading' &&
        sending === 'away' &&
        clip.fileName === file.name &&
        clip.bytes === file.size,
    );
  }

  /**
   * Takes a file: goes on with a clip that waits for it, or begins a new one. An order says what is
   * masked in it, or is to be.
   */
  async add(file: File, masking?: MaskOrder): Promise<Arriving> {
    const waiting = masking ? undefined : this.awaiting(file);
    const clip =
      waiting?.clip ??
      (await this.#api().call(clipRoutes.createClip, {
        body: { fileName: file.name, bytes: file.size, ...(masking && { masking }) },
      }));
    if (masking?.by === 'browser') await keepForClip(file, clip.id);
    if (!waiting) this.#files = [atRest(clip), ...this.#files];
    this.#take(clip.id, file, waiting !== undefined);
    return this.#find(clip.id) ?? atRest(clip);
  }

  /** A masked film that this browser still has is sent on without being asked for. */
  async #goOnWithKept(clip: Clip): Promise<void> {
    const file = clip.masking?.by === 'browser' ? await keptForClip(clip.id) : undefined;
    if (file?.size === clip.bytes) this.#take(clip.id, file, true);
  }

  #take(clipId: string, file: File, isResumed: boolean): void {
    this.#change(clipId, { file, preview: URL.createObjectURL(file) });
    this.#send(clipId, file, isResumed);
  }

  /** Holds an upload; what has arrived stays. */
  async pause(clipId: string): Promise<void> {
    this.#change(clipId, { sending: 'paused', since: undefined, absentSince: '' });
    await this.#uploads.get(clipId)?.abort();
    await this.#count(clipId);
  }

  /** What is said of a film that stands still is what the server has, not what went out. */
  async #count(clipId: string): Promise<void> {
    const isStill = (): boolean => this.#find(clipId)?.sending !== 'now';
    if (isStill()) this.#change(clipId, { sentBytes: this.#find(clipId)?.keptBytes ?? 0 });
    // Where nobody answers, what was acknowledged last is what is known.
    const clip = await this.#api()
      .call(clipRoutes.getClip, { params: { clipId } })
      .catch(() => undefined);
    const arrived = clip?.arriving?.arrivedBytes;
    if (arrived !== undefined && isStill())
      this.#change(clipId, { sentBytes: arrived, keptBytes: arrived });
  }

  /** Goes on with an upload that was held or that stopped. */
  resume(clipId: string): void {
    const file = this.#find(clipId)?.file;
    if (file) this.#send(clipId, file, true);
  }

  /** Prepares a failed clip once more. */
  async retry(clipId: string): Promise<void> {
    const clip = await this.#api().call(clipRoutes.retryClip, { params: { clipId } });
    this.replace(clip);
    this.#pollSoon();
  }

  /** Stops the preparation of a clip; what plays already stays. */
  async stop(clipId: string): Promise<void> {
    this.replace(await this.#api().call(clipRoutes.cancelPreparation, { params: { clipId } }));
  }

  /** Removes a clip with all that has arrived of it. */
  async remove(clipId: string): Promise<void> {
    await this.#uploads.get(clipId)?.abort();
    this.#uploads.delete(clipId);
    await this.#api().call(clipRoutes.removeClip, { params: { clipId } });
    void forgetClip(clipId);
    this.#files = this.#files.filter(({ clip }) => clip.id !== clipId);
    this.#host.requestUpdate();
  }

  /** What the server says of a clip now. */
  replace(clip: Clip): void {
    const before = this.#find(clip.id);
    if (!before) return;
    const hasArrived = before.clip.state === 'uploading' && clip.state !== 'uploading';
    this.#change(clip.id, { clip, ...(hasArrived && { sending: 'sent' as const }) });
  }

  #find(clipId: string): Arriving | undefined {
    return this.#files.find(({ clip }) => clip.id === clipId);
  }

  #change(clipId: string, change: Partial<Arriving>): void {
    this.#files = this.#files.map((one) => (one.clip.id === clipId ? { ...one, ...change } : one));
    this.#host.requestUpdate();
  }

  #send(clipId: string, file: File, isResumed: boolean): void {
    this.#change(clipId, {
      ...{ sending: 'now', problem: undefined, since: undefined, absentSince: '' },
    });
    const upload = sendInParts(this.#api(), file, {
      ...{ path: UPLOADS_PATH, idName: 'clipId', id: clipId, isResumed },
      onSent: (sentBytes) => {
        const since = this.#find(clipId)?.since ?? { atMs: Date.now(), bytes: sentBytes };
        this.#change(clipId, { sentBytes, since, absentSince: '' });
      },
      onWait: () => {
        const absentSince = this.#find(clipId)?.absentSince || new Date().toISOString();
        this.#change(clipId, { since: undefined, absentSince });
      },
      onKept: (keptBytes) => this.#change(clipId, { keptBytes }),
      onDone: () => {
        this.#uploads.delete(clipId);
        this.#change(clipId, { sending: 'sent', sentBytes: file.size });
        void forgetClip(clipId);
        void this.#look();
      },
      onStop: (status) => {
        this.#uploads.delete(clipId);
        this.#change(clipId, {
          ...{ sending: 'stopped', problem: { status }, since: undefined, absentSince: '' },
          stoppedAt: new Date().toISOString(),
        });
        void this.#count(clipId);
      },
    });
    this.#uploads.set(clipId, upload);
  }

  #pollSoon(pauseMs = POLL_MS): void {
    clearTimeout(this.#poll);
    if (this.#isConnected) this.#poll = setTimeout(() => void this.#look(), pauseMs);
  }

  /** Looks after every clip that the server is working on. */
  async #look(): Promise<void> {
    clearTimeout(this.#poll);
    const moving = this.#files.filter(
      ({ clip, sending }) =>
        clip.progress !== null || (clip.state === 'uploading' && sending === 'sent'),
    );
    let isAway = false;
    for (const { clip } of moving) {
      if (document.hidden || isAway) break;
      // A look that fails tells nothing; the next one comes soon.
      const now = await this.#api()
        .call(clipRoutes.getClip, { params: { clipId: clip.id } })
        .catch((error: unknown) => {
          isAway = isOffline(error);
          return undefined;
        });
      if (now) this.replace(now);
    }
    if (moving.length > 0) this.#pollSoon(isAway ? AWAY_POLL_MS : POLL_MS);
  }
}

function atRest(clip: Clip): Arriving {
  return {
    clip,
    file: undefined,
    sentBytes: clip.arriving?.arrivedBytes ?? 0,
    keptBytes: clip.arriving?.arrivedBytes ?? 0,
    sending: clip.state === 'uploading' ? 'away' : 'sent',
    problem: undefined,
    stoppedAt: '',
    absentSince: '',
    since: undefined,
    preview: '',
  };
}
