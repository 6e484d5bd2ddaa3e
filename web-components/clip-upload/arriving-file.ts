import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Clip } from '#contract/clips';
import type { TranscodeStage } from '#contract/vocabulary';
import { formatBytes, stageWords } from '#elements/clip-library/clip-words';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest, OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { codeWords } from '#elements/kit/problem-words';
import { formatClock, formatInstant } from '#elements/kit/time';
import { arrivingFileStyles } from './arriving-file.styles.ts';
import type { Arriving } from './arriving.ts';
import { canBeTriedAgain } from './failure.rules.ts';
import { isMaskedElsewhere, maskingWords } from './masking-words.ts';
import './quality-verdict.ts';

/** What a person wishes to happen with one file. */
export type FileWish = 'pause' | 'resume' | 'choose' | 'retry' | 'stop' | 'remove' | 'describe';

/** What is done before anything is made of a file. */
const CHECK_STAGES = new Set<TranscodeStage>(['mask', 'check']);

/** The wish that something happens with one file. */
export class FileRequest extends Event {
  static readonly eventName = 'lookfor-file-request';
  readonly wish: FileWish;
  readonly clipId: string;

  constructor(wish: FileWish, clipId: string) {
    super(FileRequest.eventName, OUTWARD);
    this.wish = wish;
    this.clipId = clipId;
  }
}

/**
 * One file on its way to become a clip: three named stages, what is safe in a sentence, and the
 * verdict on picture and sound.
 *
 * @tag lookfor-arriving-file
 * @fires lookfor-file-request - pause, resume, choose, retry, stop, remove, describe
 */
@customElement('lookfor-arriving-file')
export class LookforArrivingFile extends LookforElement {
  static override styles = [LookforElement.styles, arrivingFileStyles];

  @query('video') private video!: HTMLVideoElement | null;
  @state() private isWatching = false;

  @property({ attribute: false }) arriving: Arriving | undefined;
  /** Whether this is the one that is described beside. */
  @property({ type: Boolean, reflect: true }) current = false;

  #wish(wish: FileWish): void {
    const { arriving } = this;
    if (arriving) this.dispatchEvent(new FileRequest(wish, arriving.clip.id));
  }

  readonly #handleWatch = async (): Promise<void> => {
    this.isWatching = true;
    await this.updateComplete;
    this.video?.focus();
    await this.video?.play().catch(() => undefined);
  };

  #renderPreview({ clip, preview }: Arriving): TemplateResult | typeof nothing {
    if (!preview || !this.current || isMaskedElsewhere(clip)) return nothing;
    return html`<div class="preview">
      <video
        src=${preview}
        preload="metadata"
        playsinline
        ?controls=${this.isWatching}
        aria-label=${msg('The file on this device')}
      ></video>
      ${
        this.isWatching
          ? nothing
          : html`<button @click=${this.#handleWatch}>
              ${icon('play')} ${msg('Watch from this device')}
            </button>`
      }
    </div>`;
  }

  #facts({ clip, file, sentBytes, sending, since }: Arriving): string {
    const bytes = file?.size ?? clip.bytes ?? 0;
    if (clip.referenceKind) return referenceFacts(clip.referenceKind, clip.durationSeconds ?? 0);
    const size = formatBytes(bytes);
    if (clip.state !== 'uploading') {
      return clip.durationSeconds === null ? size : `${size}, ${formatClock(clip.durationSeconds)}`;
    }
    const sent = formatBytes(sentBytes);
    if (sending === 'away') return sentBytes > 0 ? msg(str`${sent} of ${size} arrived`) : size;
    const left = sending === 'now' ? timeLeft(bytes - sentBytes, sentBytes, since) : '';
    return left ? msg(str`${sent} of ${size}, ${left}`) : msg(str`${sent} of ${size}`);
  }

  #renderAct(arriving: Arriving): TemplateResult | typeof nothing {
    const { clip, sending } = arriving;
    const name = clip.fileName ?? '';
    if (clip.state === 'failed') {
      if (!canBeTriedAgain(clip.failure)) return nothing;
      return html`<button
        aria-label=${msg(str`Prepare ${name} once more`)}
        @click=${() => this.#wish('retry')}
      >
        ${msg('Try again')}
      </button>`;
    }
    if (clip.state === 'ready') {
      return html`<button
        @click=${() => this.dispatchEvent(new NavigateRequest('clip', { clipId: clip.id }))}
      >
        ${msg('Watch')}
      </button>`;
    }
    if (clip.state !== 'uploading') return nothing;
    switch (sending) {
      case 'now':
        return html`<button
          aria-label=${msg(str`Pause the upload of ${name}`)}
          @click=${() => this.#wish('pause')}
        >
          ${icon('pause')} ${msg('Pause')}
        </button>`;
      case 'paused':
        return html`<button
          aria-label=${msg(str`Go on with the upload of ${name}`)}
          @click=${() => this.#wish('resume')}
        >
          ${icon('play')} ${msg('Go on')}
        </button>`;
      case 'stopped':
        return html`<button
          aria-label=${msg(str`Try the upload of ${name} again`)}
          @click=${() => this.#wish('resume')}
        >
          ${msg('Try again')}
        </button>`;
      case 'away':
        if (isGoneMasked(arriving)) return nothing;
        return html`<button
          aria-label=${msg(str`Choose the file ${name} again`)}
          @click=${() => this.#wish('choose')}
        >
          ${msg('Choose it again')}
        </button>`;
      case 'sent':
        return nothing;
    }
  }

  #renderStages(arriving: Arriving): TemplateResult | typeof nothing {
    const { clip, sending, sentBytes, file, absentSince } = arriving;
    if (clip.referenceKind) return nothing;
    const bytes = file?.size ?? clip.bytes ?? 0;
    const upload = bytes > 0 ? Math.floor((sentBytes / bytes) * 100) : 0;
    const prepared = Math.round(clip.progress?.percent ?? 0);
    const isChecking =
      clip.state === 'waiting' ||
      (clip.state === 'processing' && CHECK_STAGES.has(clip.progress?.stage ?? 'check'));
    const line = (percent: number, words: string): TemplateResult =>
      html`<progress max="100" value=${percent} aria-label=${words}></progress>${words}`;
    const whole = html`<span class="whole"></span>`;
    const stages: [string, TemplateResult][] = [];
    if (clip.state === 'uploading') {
      const words = {
        now: absentSince ? msg(str`Waiting at ${upload} %`) : msg(str`Upload ${upload} %`),
        sent: msg(str`Upload ${upload} %`),
        paused: msg(str`Paused at ${upload} %`),
        stopped: msg(str`Stopped at ${upload} %`),
        away: msg(str`Upload ${upload} %`),
      }[sending];
      stages.push([sending === 'stopped' ? 'broken' : 'now', line(upload, words)]);
      stages.push(['', html`${whole}${msg('Check')}`], ['', html`${whole}${msg('Transcode')}`]);
    } else {
      stages.push(['done', html`${whole}${msg('Uploaded')}`]);
      if (clip.state === 'failed') {
        stages.push(['broken', html`${whole}${endWords(clip.failure)}`]);
        stages.push(['', html`${whole}${msg('Transcode')}`]);
      } else if (isChecking) {
        const words = this.#checkWords(arriving);
        stages.push(['now', html`${whole}${words}`]);
        stages.push(['', html`${whole}${msg('Transcode')}`]);
      } else {
        stages.push(['done', html`${whole}${msg('Checked')}`]);
        stages.push(
          clip.state === 'ready' && !clip.progress
            ? ['done', html`${whole}${msg('Transcoded')}`]
            : ['now', line(prepared, msg(str`Transcode ${prepared} %`))],
        );
      }
    }
    return html`<ol class="stages" aria-label=${msg('Progress')}>
      ${stages.map(([look, content]) => html`<li class=${look}>${content}</li>`)}
    </ol>`;
  }

  #checkWords({ clip: { state: where, progress } }: Arriving): string {
    if (where === 'waiting') return msg('Waits');
    if (progress?.stage !== 'mask') return msg('Checking');
    return msg(str`Masking ${Math.round(progress.percent)} %`);
  }

  #renderSafe(arriving: Arriving): TemplateResult | typeof nothing {
    const { clip, sending, sentBytes, stoppedAt, absentSince } = arriving;
    const sent = formatBytes(sentBytes);
    if (clip.state === 'failed') {
      return this.#renderFailed(
        codeWords(clip.failure ?? 'transcode_failed'),
        msg('What you wrote about it stays.'),
      );
    }
    if (clip.progress) {
      return html`<p class="safe">
        ${clip.state === 'waiting' ? '' : `${stageWords(clip.progress.stage)}. `}
        ${
          clip.state === 'ready'
            ? msg('It plays already; sharper pictures follow by themselves.')
            : msg('The file is safe on the server. You may leave this page; it goes on by itself.')
        }
        <button
          class="plain"
          aria-label=${msg(str`Stop preparing ${clip.fileName ?? clip.title}`)}
          @click=${() => this.#wish('stop')}
        >
          ${msg('Stop')}
        </button>
      </p>`;
    }
    if (clip.state === 'ready' && clip.failure) {
      return html`<p class="safe">
        ${msg('It plays, but its sharper pictures could not be made.')} ${codeWords(clip.failure)}
        <button class="plain" @click=${() => this.#wish('retry')}>${msg('Try again')}</button>
      </p>`;
    }
    if (clip.state !== 'uploading') return nothing;
    if (sending === 'stopped') {
      return this.#renderFailed(
        stopWords(arriving, formatInstant(stoppedAt)),
        msg(str`The first ${sent} are kept for a week; trying again sends only the rest.`),
      );
    }
    if (sending === 'now' && absentSince) {
      const at = formatInstant(absentSince);
      return html`<p class="safe" role="status">
        ${msg(str`The server has not answered since ${at}. The upload goes on by itself as soon as it does; what has arrived is kept.`)}
      </p>`;
    }
    return html`<p class="safe">
      ${
        isGoneMasked(arriving)
          ? msg('The masked film is no longer on this device. Remove this one, and mask it again.')
          : sending === 'away'
            ? sentBytes > 0
              ? msg(
                  'What has arrived is kept for a week. Choose the same file again to send the rest.',
                )
              : msg('Nothing of it is here. Choose the same file again to send it.')
            : msg(
                'You may leave this page. Choose the same file again, here or another day, and it goes on from where it was.',
              )
      }
      ${sending === 'now' ? nothing : this.#renderRemove()}
    </p>`;
  }

  #renderMasking({ clip }: Arriving): TemplateResult | typeof nothing {
    const words = maskingWords(clip);
    if (words === '') return nothing;
    return html`<p class="safe masked">${icon('lock')}<span>${words}</span></p>`;
  }

  #renderFailed(what: string, safe: string): TemplateResult {
    return html`<p class="failed" role="alert">
      ${icon('warning')}<span>${what} ${safe} ${this.#renderRemove()}</span>
    </p>`;
  }

  #renderRemove(): TemplateResult {
    const name = this.arriving?.clip.fileName ?? '';
    return html`<button
      class="plain"
      aria-label=${msg(str`Remove ${name}`)}
      @click=${() => this.#wish('remove')}
    >
      ${msg('Remove')}
    </button>`;
  }

  override render() {
    const { arriving } = this;
    if (!arriving) return nothing;
    const { clip } = arriving;
    const name = clip.fileName ?? clip.title;
    return html`
      ${this.#renderPreview(arriving)}
      <div class="head">
        <div>
          <h2>
            <button
              class="plain"
              aria-current=${this.current ? 'true' : nothing}
              title=${name}
              @click=${() => this.#wish('describe')}
            >
              ${name}
            </button>
          </h2>
          <p>${this.#facts(arriving)}</p>
        </div>
        ${this.#renderAct(arriving)}
      </div>
      ${this.#renderStages(arriving)} ${this.#renderSafe(arriving)} ${this.#renderMasking(arriving)}
      <lookfor-quality-verdict .quality=${clip.quality}></lookfor-quality-verdict>
    `;
  }
}

/** How long a film is that was never handed over, and where it lies. */
function referenceFacts(kind: NonNullable<Clip['referenceKind']>, seconds: number): string {
  const time = formatClock(seconds);
  if (kind === 'youtube') return msg(str`${time}, on YouTube: not under our consent control`);
  if (kind === 'vimeo') return msg(str`${time}, on Vimeo: not under our consent control`);
  return msg(str`${time}, on another server`);
}

/** How the preparation of a file ended before its time: by a person, by a fault, or for good. */
function endWords(failure: string | null): string {
  if (failure === 'transcode_cancelled') return msg('Stopped');
  return canBeTriedAgain(failure) ? msg('Failed') : msg('Refused');
}

/** A film that this browser masked, and has not kept: made again, it would be another file. */
function isGoneMasked({ clip, sending }: Arriving): boolean {
  return sending === 'away' && clip.masking?.by === 'browser';
}

/** How long it still takes, in words; nothing while too little is known. */
function timeLeft(leftBytes: number, sentBytes: number, since: Arriving['since']): string {
  const elapsedMs = since ? Date.now() - since.atMs : 0;
  const moved = since ? sentBytes - since.bytes : 0;
  if (elapsedMs < 3_000 || moved <= 0) return '';
  const seconds = (leftBytes * elapsedMs) / moved / 1000;
  if (seconds < 60) return msg('less than a minute left');
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? msg('about 1 minute left') : msg(str`about ${minutes} minutes left`);
}

function stopWords({ problem }: Arriving, at: string): string {
  const status = (problem as { status?: number } | undefined)?.status ?? 0;
  if (status === 0) return msg(str`The connection was lost at ${at}.`);
  if (status === 413) return codeWords('too_large');
  if (status === 507) return codeWords('storage_full');
  if (status === 401) return codeWords('session_expired');
  return msg(str`The server stopped the upload at ${at}.`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-arriving-file': LookforArrivingFile;
  }
  interface HTMLElementEventMap {
    'lookfor-file-request': FileRequest;
  }
}
