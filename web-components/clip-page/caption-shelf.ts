import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { captionRoutes, type TrackBrief, type TrackList } from '#contract/captions';
import { readWebVtt } from '#contract/shared/webvtt';
import { fileProblemWords, trackName } from '#elements/caption-editor/caption-words';
import { languageInItself } from '#elements/caption-editor/track-draft';
import { contentLanguages, languageName } from '#elements/clip-library/clip-words';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { currentLocale } from '#elements/kit/locale';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/question';
import type { LookforQuestion } from '#elements/kit/question';
import { failed, loading } from '#elements/kit/states';

const LOOK_AGAIN_MS = 3_000;

/**
 * The captions of a clip, for those who look after it: files come in and go out,
 * and the service of the institution may be asked for a draft.
 *
 * @tag lookfor-caption-shelf
 * @fires lookfor-navigate - to the editor of a track
 */
@customElement('lookfor-caption-shelf')
export class LookforCaptionShelf extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      h3 {
        padding-block-end: var(--lf-2);
        font-size: var(--lf-text-m);
        font-weight: 600;
      }
      li,
      .add {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lf-1) var(--lf-3);
        padding-block: var(--lf-2);
        border-block-end: var(--lf-line);
      }
      .add {
        border: 0;
      }
      /* A name that only a screen reader hears takes no room. */
      li button {
        gap: 0;
      }
      .name {
        flex: 1 1 12rem;
      }
      small,
      p {
        color: var(--lf-ink-2);
      }
      select {
        inline-size: auto;
      }
      .wrong {
        color: var(--lf-noticed-ink);
        font-weight: 600;
      }
      /* What can be done with a track stays in one row, below its name. */
      @media (max-width: 40rem) {
        .name {
          flex-basis: 100%;
        }
      }
    `,
  ];

  @query('lookfor-question') private question!: LookforQuestion;
  @query('input') private picker!: HTMLInputElement;
  @state() private list: TrackList | undefined;
  @state() private problem: unknown;
  @state() private refused = '';
  @state() private language: string = currentLocale();

  @property({ attribute: 'clip-id' }) clipId = '';

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('clipId') && this.clipId) void this.#load();
  }

  readonly #load = async (): Promise<void> => {
    clearTimeout(this.#timer);
    this.problem = undefined;
    try {
      const params = { clipId: this.clipId };
      this.#take(await this.api.call(captionRoutes.listTracks, { params }));
    } catch (error) {
      this.problem = error;
    }
  };

  #take(list: TrackList): void {
    this.list = list;
    const isWaiting = list.requests.some(({ state }) => state === 'waiting');
    if (isWaiting && this.isConnected)
      this.#timer = setTimeout(() => void this.#load(), LOOK_AGAIN_MS);
  }

  /** Does something with the tracks, and shows what became of them. */
  async #act(act: () => Promise<unknown>): Promise<void> {
    this.refused = '';
    try {
      await act();
      await this.#load();
    } catch (error) {
      this.refused = problemWords(error);
    }
  }

  #paramsOf({ kind, language }: Pick<TrackBrief, 'kind' | 'language'>) {
    return { clipId: this.clipId, kind, language };
  }

  readonly #handleFile = async (): Promise<void> => {
    const file = this.picker.files?.[0];
    if (!file) return;
    const vtt = await file.text();
    this.picker.value = '';
    const [problem] = readWebVtt(vtt).problems;
    if (problem) {
      this.refused = fileProblemWords(problem);
      return;
    }
    const kind = 'captions';
    const { language } = this;
    const isThere = this.list?.tracks.some(
      (track) => track.kind === kind && track.language === language,
    );
    if (isThere) {
      this.refused = msg(
        'There is one in this language already. Download it, then remove it first.',
      );
      return;
    }
    await this.#act(() =>
      this.api.call(captionRoutes.writeTrack, {
        params: this.#paramsOf({ kind, language }),
        body: { label: languageInItself(language), vtt, isDraft: false, baseRevision: 0 },
      }),
    );
  };

  readonly #handleAsk = (): Promise<void> =>
    this.#act(() =>
      this.api.call(captionRoutes.requestCaptions, {
        params: { clipId: this.clipId },
        body: { language: this.language, label: languageInItself(this.language) },
      }),
    );

  async #save(track: TrackBrief): Promise<void> {
    await this.#act(async () => {
      const params = this.#paramsOf(track);
      const { vtt } = await this.api.call(captionRoutes.getTrack, { params });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([vtt], { type: 'text/vtt' }));
      link.download = `${track.kind}-${track.language}.vtt`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }

  #publish(track: TrackBrief): Promise<void> {
    return this.#act(async () => {
      const params = this.#paramsOf(track);
      const { vtt, label, revision } = await this.api.call(captionRoutes.getTrack, { params });
      const body = { vtt, label, isDraft: false, baseRevision: revision };
      await this.api.call(captionRoutes.writeTrack, { params, body });
    });
  }

  #edit({ kind, language }: Pick<TrackBrief, 'kind' | 'language'>): void {
    const { clipId } = this;
    this.dispatchEvent(new NavigateRequest('captions', { clipId, track: { kind, language } }));
  }

  #renderTrack(track: TrackBrief): TemplateResult {
    const remove = async () => {
      const words = msg(str`Remove “${name}”? It cannot be brought back.`);
      if (!(await this.question.ask(words, msg('Remove')))) return;
      await this.#act(() =>
        this.api.call(captionRoutes.removeTrack, { params: this.#paramsOf(track) }),
      );
    };
    const name = trackName(track);
    return html`<li>
      <span class="name"
        >${name}
        ${
          track.isDraft
            ? html`<small>${msg('A draft that only those who look after clips see')}</small>`
            : nothing
        }</span
      >
      ${
        track.isDraft
          ? html`<button @click=${() => this.#publish(track)}>
              ${msg('I have checked it')}<span class="unseen">: ${name}</span>
            </button>`
          : nothing
      }
      <button @click=${() => this.#edit(track)}>
        ${msg('Edit')}<span class="unseen">: ${name}</span>
      </button>
      <button class="plain act" @click=${() => this.#save(track)}>
        ${msg('Download')}<span class="unseen">: ${name}</span>
      </button>
      <button class="plain act" @click=${remove}>
        ${msg('Remove')}<span class="unseen">: ${name}</span>
      </button>
    </li>`;
  }

  #renderService({ service, requests, tracks }: TrackList): TemplateResult | typeof nothing {
    if (!service) return nothing;
    const isThere = tracks.some(
      ({ kind, language }) => kind === 'captions' && language === this.language,
    );
    const waiting = requests.find(({ state }) => state === 'waiting');
    const hasFailed = requests.some(({ state }) => state === 'failed');
    if (service.refusal === 'consent')
      return html`<p>
        ${msg('Captions cannot be written automatically: not everybody has agreed, so no sound leaves.')}
      </p>`;
    if (service.refusal) return nothing;
    return html`<div class="add">
      <p class="name">
        ${
          waiting
            ? msg(str`${service.host} is listening…`)
            : msg(
                str`The sound of this clip would be sent to ${service.host}. What comes back is a draft to be checked.`,
              )
        }
        ${hasFailed ? html`<span class="wrong">${msg('The service did not answer as it should.')}</span>` : nothing}
      </p>
      <button ?disabled=${isThere || waiting !== undefined} @click=${this.#handleAsk}>
        ${msg(str`Send the sound, get captions (${languageName(this.language)})`)}
      </button>
    </div>`;
  }

  override render() {
    const { list } = this;
    if (!list) return this.problem ? failed(this.problem, () => void this.#load()) : loading();
    return html`<h3>${msg('Captions')}</h3>
      ${
        list.tracks.length === 0
          ? html`<p>${msg('This clip has no captions yet.')}</p>`
          : html`<ul>
              ${list.tracks.map((track) => this.#renderTrack(track))}
            </ul>`
      }
      <div class="add">
        <select
          aria-label=${msg('Language')}
          @change=${(event: Event) => (this.language = (event.target as HTMLSelectElement).value)}
        >
          ${contentLanguages([currentLocale()]).map(
            (one) =>
              html`<option value=${one} .selected=${one === this.language}>
                ${languageName(one)}
              </option>`,
          )}
        </select>
        <input type="file" accept=".vtt,text/vtt" hidden @change=${this.#handleFile} />
        <button @click=${() => this.#edit({ kind: 'captions', language: this.language })}>
          ${msg('Write captions')}
        </button>
        <button @click=${() => this.#edit({ kind: 'descriptions', language: this.language })}>
          ${msg('Write an audio description')}
        </button>
        <button @click=${() => this.picker.click()}>${msg('Take over a WebVTT file')}</button>
      </div>
      ${this.refused ? html`<p class="wrong" role="alert">${this.refused}</p>` : nothing}
      ${this.#renderService(list)}
      <lookfor-question></lookfor-question>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-caption-shelf': LookforCaptionShelf;
  }
}
