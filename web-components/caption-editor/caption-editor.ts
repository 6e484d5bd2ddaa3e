import { msg, str } from '@lit/localize';
import { Task, TaskStatus } from '@lit/task';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { captionRoutes, type TrackBrief } from '#contract/captions';
import { clipRoutes, type Clip } from '#contract/clips';
import { readWebVtt, type WebVttProblem } from '#contract/shared/webvtt';
import { languageName, titleOf } from '#elements/clip-library/clip-words';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { currentLocale } from '#elements/kit/locale';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/save-state';
import { failed, loading } from '#elements/kit/states';
import '#elements/player/clip-player';
import { PlaybackController } from '#elements/player/playback-controller';
import { freshPlaybackOf } from '#elements/player/playback-source';
import { captionEditorStyles } from './caption-editor.styles.ts';
import { cueAt, editedCues, withCue, type EditedCue } from './cue-edits.rules.ts';
import './cue-list.ts';
import type { LookforCueList } from './cue-list.ts';
import './cue-strip.ts';
import './cue-tools.ts';
import { editorWish, type EditorWish } from './editor-keys.rules.ts';
import type { CueChosen, CueWritten, EditorWished } from './events.ts';
import { LineEditing, type FocusWish } from './line-editing.ts';
import { TrackDraft } from './track-draft.ts';
import {
  noLines,
  refusedFile,
  trackConflict,
  trackMenu,
  trackStanding,
  type TrackChoice,
} from './track-parts.ts';

const WHOLE_DAY_SECONDS = 86_400;

/**
 * Writes captions and audio descriptions beside the clip: line by line by keyboard, every change
 * kept on this device at once and on the server soon after, every step taken back if one likes.
 *
 * @tag lookfor-caption-editor
 * @fires lookfor-navigate {NavigateRequest} - back to the clip
 */
@customElement('lookfor-caption-editor')
export class LookforCaptionEditor extends LookforElement {
  static override styles = [LookforElement.styles, captionEditorStyles];

  @query('lookfor-cue-list') private list!: LookforCueList | null;
  @query('.lines') private box!: HTMLElement | null;
  @query('input[type=file]') private picker!: HTMLInputElement;
  @state() private clip: Clip | undefined;
  @state() private tracks: readonly TrackBrief[] = [];
  @state() private refused: readonly WebVttProblem[] = [];
  @state() private problem: unknown;

  @property({ attribute: 'clip-id' }) clipId = '';
  /** Which track to write; the first there is, or captions in the language of the clip. */
  @property({ attribute: false }) track: TrackChoice | undefined;

  readonly #playback = new PlaybackController(this);
  readonly #lines = new LineEditing(this, {
    playing: this.#playback,
    draft: () => this.#draft,
    durationSeconds: () => this.clip?.durationSeconds ?? WHOLE_DAY_SECONDS,
  });
  #draft: TrackDraft | undefined;
  #loading = new Task(this, {
    args: () => [this.clipId, this.api] as const,
    task: async ([clipId, api], { signal }) => {
      if (!clipId) return;
      const params = { clipId };
      const [clip, { tracks }] = await Promise.all([
        api.call(clipRoutes.getClip, { params }, { signal }),
        api.call(captionRoutes.listTracks, { params }, { signal }),
      ]);
      this.tracks = tracks;
      this.clip = clip;
      const [first] = tracks;
      const language = clip.description.language || currentLocale();
      await this.#open(this.track ?? first ?? { kind: 'captions', language }, signal);
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#handleKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#handleKey);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.#playback.isPlaying && this.box) this.list?.showHeard(this.box);
  }

  async #open(track: TrackChoice, signal?: AbortSignal): Promise<void> {
    const { clipId } = this;
    this.#draft?.leave();
    const place = { clipId, kind: track.kind, language: track.language };
    const services = () => ({ api: this.api, store: this.localStore });
    const draft = new TrackDraft(this, place, services);
    this.#draft = draft;
    this.track = track;
    this.#lines.leaveTrack();
    this.refused = [];
    this.problem = undefined;
    try {
      await draft.open(signal);
      if (this.#draft === draft) this.#lines.begin();
    } catch (error) {
      if (this.#draft === draft) this.problem = error;
    }
    this.requestUpdate();
  }

  /** @param caret where the caret stood, when somebody wrote */
  #do(wish: EditorWish, caret: number | null): void {
    void this.#goOn(this.#lines.do(wish, caret));
  }

  /** Puts the focus where somebody goes on, once the lines are drawn that the last wish left. */
  async #goOn(focus: FocusWish): Promise<void> {
    if (!focus) return;
    await this.updateComplete;
    await this.list?.updateComplete;
    if (focus.on === 'words') this.list?.focusWords(focus.atLetter);
    else this.list?.focusRow();
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !this.#draft?.writing) return;
    const [target] = event.composedPath();
    const words = target instanceof HTMLTextAreaElement ? target : null;
    const isField =
      target instanceof HTMLInputElement ||
      target instanceof HTMLSelectElement ||
      target instanceof HTMLButtonElement;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const caret = words && {
      start: words.selectionStart,
      end: words.selectionEnd,
      length: words.value.length,
    };
    const wish = editorWish({ key, ctrlKey, metaKey, altKey, shiftKey, caret });
    const isOwn = isField && wish && !['undo', 'redo', 'toggle'].includes(wish.do);
    if (wish && !isOwn && !event.isComposing) {
      event.preventDefault();
      this.#do(wish, caret && caret.start);
    } else {
      this.#playback.handleKey(event);
    }
  };

  readonly #handleWish = ({ wish }: EditorWished): void => this.#do(wish, null);

  readonly #handleChosen = ({ cueId }: CueChosen): void => this.#lines.choose(cueId);

  readonly #handleWritten = ({ cueId, change }: CueWritten): void => {
    const kind = 'text' in change ? `text ${cueId}` : '';
    this.#lines.change(withCue(this.#lines.cues, cueId, change), kind);
  };

  readonly #handleFile = async (): Promise<void> => {
    const file = this.picker.files?.[0];
    if (!file) return;
    const { cues, problems } = readWebVtt(await file.text());
    this.picker.value = '';
    this.refused = problems;
    if (problems.length === 0) this.#take(editedCues(cues));
  };

  /** Lines from elsewhere, in place of those that are here. */
  #take(cues: readonly EditedCue[]): void {
    this.#lines.take(cues);
    this.announce(msg(str`Taken over: ${cues.length} lines.`));
  }

  async #begin(track: TrackBrief): Promise<void> {
    try {
      const params = { clipId: this.clipId, kind: track.kind, language: track.language };
      const { vtt } = await this.api.call(captionRoutes.getTrack, { params });
      this.#take(editedCues(readWebVtt(vtt).cues));
    } catch (error) {
      this.announce(problemWords(error));
    }
  }

  async #turnTo(track: TrackChoice): Promise<void> {
    await this.#open(track);
    const list = await this.api
      .call(captionRoutes.listTracks, { params: { clipId: this.clipId } })
      .catch(() => undefined);
    if (list) this.tracks = list.tracks;
  }

  /** Back to the clip, which is to have what was written just now. */
  async #leave(clipId: string): Promise<void> {
    try {
      await this.#draft?.flush();
      await freshPlaybackOf(this.api, { clipId });
    } catch {
      // It is kept on this device, or the clip may not be played: its page says which.
    }
    this.dispatchEvent(new NavigateRequest('clip', { clipId }));
  }

  #renderLines(draft: TrackDraft, track: TrackChoice): TemplateResult {
    if (!draft.writing)
      return this.problem
        ? failed(this.problem, () => void this.#open(track))
        : loading(msg('Loading the lines…'));
    const { currentSeconds } = this.#playback;
    if (this.#lines.cues.length === 0)
      return noLines(track, this.tracks, {
        add: () => this.#do({ do: 'add' }, null),
        copy: (other) => void this.#begin(other),
      });
    return html`<lookfor-cue-list
      .cues=${this.#lines.cues}
      current-id=${this.#lines.currentId}
      heard-id=${cueAt(this.#lines.cues, currentSeconds)?.id ?? ''}
      kind=${track.kind}
      words-language=${track.language}
      .speakers=${(this.clip?.people ?? []).map(({ pseudonym }) => pseudonym)}
      @lookfor-cue-chosen=${this.#handleChosen}
      @lookfor-cue-written=${this.#handleWritten}
    ></lookfor-cue-list>`;
  }

  override render() {
    const { clip, track } = this;
    const draft = this.#draft;
    if (!clip || !track || !draft)
      return html`<div class="waiting">
        ${
          this.#loading.status === TaskStatus.ERROR
            ? failed(this.#loading.error, () => void this.#loading.run())
            : loading(msg('Loading the clip…'))
        }
      </div>`;
    const said = cueAt(this.#lines.cues, this.#playback.currentSeconds);
    return html`<header>
        <button class="quiet" @click=${() => void this.#leave(clip.id)}>
          ${icon('arrow-left')} ${msg('Back to the clip')}
        </button>
        <h1 tabindex="-1">${titleOf(clip)}</h1>
        <lookfor-save-state
          state=${draft.state}
          kept=${draft.state === 'offline' ? 1 : 0}
          at=${draft.savedAt}
        ></lookfor-save-state>
      </header>
      <div class="which">
        ${trackMenu(
          track,
          { tracks: this.tracks, spokenLanguage: clip.description.language },
          (chosen) => void this.#turnTo(chosen),
        )}
        <input type="file" accept=".vtt,text/vtt" hidden @change=${this.#handleFile} />
        <button @click=${() => this.picker.click()}>${msg('Take over a WebVTT file')}</button>
        ${trackStanding(
          draft,
          this.#lines.cues.some(({ text }) => text.trim() !== ''),
        )}
      </div>
      ${trackConflict(draft)} ${refusedFile(this.refused)}
      <div class="desk">
        <section class="watch" aria-label=${msg('Clip')}>
          <lookfor-player
            .api=${this.api}
            clip-id=${clip.id}
            controls="row"
            captions-off
            .controller=${this.#playback}
          >
            ${
              said
                ? html`<p slot="over" class="said" lang=${track.language} dir="auto">
                    <span>${said.text}</span>
                  </p>`
                : nothing
            }
          </lookfor-player>
          <lookfor-cue-strip
            .cues=${this.#lines.cues}
            current-id=${this.#lines.currentId}
            .controller=${this.#playback}
            @lookfor-cue-chosen=${this.#handleChosen}
          ></lookfor-cue-strip>
          <lookfor-cue-tools
            ?has-line=${this.#lines.current !== undefined}
            ?is-looping=${this.#lines.isLooping}
            ?can-undo=${this.#lines.canUndo}
            ?can-redo=${this.#lines.canRedo}
            @lookfor-editor-wished=${this.#handleWish}
          ></lookfor-cue-tools>
        </section>
        <section class="lines" aria-label=${msg(str`Lines in ${languageName(track.language)}`)}>
          ${this.#renderLines(draft, track)}
        </section>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-caption-editor': LookforCaptionEditor;
  }
}
