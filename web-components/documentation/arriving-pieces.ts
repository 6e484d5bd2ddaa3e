import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Upload } from 'tus-js-client';
import { documentationRoutes, PIECE_FILES_PATH, type Piece } from '#contract/documentation';
import type { Api } from '#elements/kit/api';

/** What becomes of the file of one piece on this page. */
export interface ArrivingPiece {
  /** The file on this device. */
  file: Blob;
  /** Bytes that the server has acknowledged. */
  sentBytes: number;
  sending: 'now' | 'paused' | 'stopped' | 'sent';
  /** The HTTP status with which it stopped; 0 when nobody answered. */
  status: number;
  /** The server does not answer for now; sending goes on by itself. */
  isAbsent?: boolean;
}

const POLL_MS = 1_500;

/**
 * Sends the files of own documentation and follows what becomes of them. An upload lives on the
 * server under the id of its piece: choosing the same file again goes on where it was.
 */
export class ArrivingPieces implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #api: () => Api;
  readonly #onPiece: (piece: Piece) => void;
  #files = new Map<string, ArrivingPiece>();
  #uploads = new Map<string, Upload>();
  /** Pieces that the server is working on. */
  #followed = new Set<string>();
  #poll: ReturnType<typeof setTimeout> | undefined;

  /** @param onPiece hears how a piece stands on the server now */
  constructor(host: ReactiveControllerHost, api: () => Api, onPiece: (piece: Piece) => void) {
    this.#host = host;
    this.#api = api;
    this.#onPiece = onPiece;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#followed.size > 0) this.#pollSoon();
  }

  hostDisconnected(): void {
    clearTimeout(this.#poll);
    for (const pieceId of this.#uploads.keys()) void this.pause(pieceId);
  }

  /** What becomes of the file of a piece here; undefined when its file is not on this page. */
  of({ id }: Piece): ArrivingPiece | undefined {
    return this.#files.get(id);
  }

  /** Sends the file of a piece, from where it stopped. */
  send({ id, file: announced }: Piece, file: Blob): void {
    this.#files.set(id, { file, sentBytes: 0, sending: 'now', status: 0 });
    void this.#start(id, file, (announced?.arrivedBytes ?? 0) > 0);
  }

  /** Holds an upload; what has arrived stays. */
  async pause(pieceId: string): Promise<void> {
    this.#change(pieceId, { sending: 'paused' });
    const upload = this.#uploads.get(pieceId);
    this.#uploads.delete(pieceId);
    await upload?.abort();
  }

  /** Goes on with an upload that was held or that stopped. */
  resume(pieceId: string): void {
    const file = this.#files.get(pieceId)?.file;
    if (file) void this.#start(pieceId, file, true);
  }

  /** Forgets a piece that is removed. */
  async forget(pieceId: string): Promise<void> {
    await this.pause(pieceId);
    this.#files.delete(pieceId);
    this.#followed.delete(pieceId);
  }

  /** Asks after those of these pieces that the server is working on, until they are done. */
  follow(pieces: readonly Piece[]): void {
    for (const { id, state, isMine } of pieces)
      if (isMine && state === 'preparing') this.#followed.add(id);
    if (this.#followed.size > 0) this.#pollSoon();
  }

  async #start(pieceId: string, file: Blob, isResumed: boolean): Promise<void> {
    this.#change(pieceId, { sending: 'now', isAbsent: false });
    // Most who write send no file: what sends one is fetched when it is wanted.
    const { sendInParts } = await import('#elements/kit/sent-in-parts').catch(() => ({
      sendInParts: undefined,
    }));
    if (!sendInParts) {
      this.#change(pieceId, { sending: 'stopped', status: 0 });
      return;
    }
    // Held or removed meanwhile.
    if (this.#files.get(pieceId)?.sending !== 'now') return;
    const upload = sendInParts(this.#api(), file, {
      ...{ path: PIECE_FILES_PATH, idName: 'pieceId', id: pieceId, isResumed },
      onSent: (sentBytes) => this.#change(pieceId, { sentBytes, isAbsent: false }),
      onWait: () => this.#change(pieceId, { isAbsent: true }),
      onDone: () => {
        this.#uploads.delete(pieceId);
        this.#change(pieceId, { sending: 'sent', sentBytes: file.size });
        this.#followed.add(pieceId);
        void this.#look();
      },
      onStop: (status) => {
        this.#uploads.delete(pieceId);
        this.#change(pieceId, { sending: 'stopped', status });
      },
    });
    this.#uploads.set(pieceId, upload);
  }

  #change(pieceId: string, change: Partial<ArrivingPiece>): void {
    const before = this.#files.get(pieceId);
    if (before) this.#files.set(pieceId, { ...before, ...change });
    this.#host.requestUpdate();
  }

  #pollSoon(): void {
    clearTimeout(this.#poll);
    this.#poll = setTimeout(() => void this.#look(), POLL_MS);
  }

  async #look(): Promise<void> {
    clearTimeout(this.#poll);
    for (const pieceId of this.#followed) {
      if (document.hidden) break;
      // A look that fails tells nothing; the next one comes soon.
      const piece = await this.#api()
        .call(documentationRoutes.readPiece, { params: { pieceId } })
        .catch(() => undefined);
      if (!piece) continue;
      if (piece.state === 'ready' || piece.state === 'failed') {
        this.#followed.delete(pieceId);
        this.#files.delete(pieceId);
      }
      this.#onPiece(piece);
    }
    if (this.#followed.size > 0) this.#pollSoon();
  }
}
