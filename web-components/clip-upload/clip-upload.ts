import { msg, str } from '@lit/localize';
import { Task, TaskStatus } from '@lit/task';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clipRoutes, type Clip } from '#contract/clips';
import type { ClipChange } from '#elements/clip-library/events';
import type { MaskDone } from '#elements/clip-masking/events';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/question';
import type { LookforQuestion } from '#elements/kit/question';
import '#elements/kit/save-state';
import { failed, loading } from '#elements/kit/states';
import './arriving-file.ts';
import type { FileRequest } from './arriving-file.ts';
import { ArrivingFiles } from './arriving.ts';
import { clipUploadStyles } from './clip-upload.styles.ts';
import './describe-form.ts';
import type { DescriptionWritten, Suggestions } from './describe-form.ts';
import { DescriptionDraft } from './description-draft.ts';
import './filmed-people.ts';
import type { ReferenceMade } from './reference-form.ts';
import './reference-form.ts';
import './poster-choice.ts';
import { publicationGaps, type PublicationGap } from './publication.rules.ts';
import { publicationWords } from './publication-words.ts';

const ACCEPTED = 'video/*,.mp4,.mov,.m4v,.mkv,.webm,.avi,.mts,.m2ts,.mpg';

/**
 * Uploads clips, and describes them while they arrive: several files with honest progress,
 * description that saves itself, consent of each person, and publishing.
 *
 * @tag lookfor-clip-upload
 * @fires lookfor-navigate - to the library, or to a clip that is published
 */
@customElement('lookfor-clip-upload')
export class LookforClipUpload extends LookforElement {
  static override styles = [LookforElement.styles, clipUploadStyles];

  @query('lookfor-question') private question!: LookforQuestion;
  @query('input[type=file]') private chooser!: HTMLInputElement;
  @query('input.camera-input') private camera!: HTMLInputElement;
  /** The clip that is described. */
  @state() private currentId = '';
  @state() private isOver = false;
  @state() private refusal: unknown;
  /** Files that were not taken, and why. */
  @state() private refused: readonly { name: string; problem: unknown }[] = [];
  @state() private publishProblem: unknown;
  @state() private suggestions: Suggestions = { strategy: [], domain: [], ageGroup: [] };

  /** Files are masked before anything of them is sent. */
  @state() private isMaskingFirst = false;
  /** Films that wait to be masked; the first one is open. */
  @state() private toMask: readonly File[] = [];

  /** A clip to go on with; without one, files are waited for. */
  @property({ attribute: 'clip-id' }) clipId = '';

  #files = new ArrivingFiles(this, () => this.api);
  #draft = new DescriptionDraft(this, {
    api: () => this.api,
    store: () => this.localStore,
    onSaved: (clip) => this.#files.replace(clip),
  });
  #loading = new Task(this, {
    args: () => [this.api, this.clipId] as const,
    task: async ([api, clipId]) => {
      await this.#files.load(clipId);
      this.#describe(clipId || this.#firstToDescribe());
      const { facets } = await api.call(clipRoutes.listClips, { query: { limit: 1 } });
      this.suggestions = {
        strategy: facets.strategy?.map(({ value }) => value) ?? [],
        domain: facets.domain?.map(({ value }) => value) ?? [],
        ageGroup: facets.ageGroup?.map(({ value }) => value) ?? [],
      };
    },
  });

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('clipId') && this.clipId) this.#describe(this.clipId);
  }

  /** What was refused waits for nothing but its removal. */
  #firstToDescribe(): string {
    const { files } = this.#files;
    const welcome = files.find(({ clip }) => clip.state !== 'failed');
    return (welcome ?? files[0])?.clip.id ?? '';
  }

  #describe(clipId: string): void {
    this.currentId = clipId;
    this.publishProblem = undefined;
    if (clipId) void this.#draft.open(clipId);
  }

  readonly #handleChosen = async (event: Event): Promise<void> => {
    const chooser = event.target as HTMLInputElement;
    const files = [...(chooser.files ?? [])];
    // The same file may be chosen again.
    chooser.value = '';
    await this.#take(files);
  };

  readonly #handleDrop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    this.isOver = false;
    await this.#take([...(event.dataTransfer?.files ?? [])]);
  };

  readonly #handleOver = (event: DragEvent): void => {
    event.preventDefault();
    this.isOver = true;
  };

  async #take(files: readonly File[]): Promise<void> {
    this.refusal = undefined;
    this.refused = [];
    const isHeld = (file: File): boolean => this.isMaskingFirst && !this.#files.awaiting(file);
    const held = files.filter(isHeld);
    if (held.length > 0) {
      await import('#elements/clip-masking/mask-editor');
      this.toMask = [...this.toMask, ...held];
    }
    let isFirst = true;
    for (const file of files.filter((one) => !held.includes(one))) {
      try {
        const arriving = await this.#files.add(file);
        if (isFirst) this.#describe(arriving.clip.id);
        isFirst = false;
      } catch (problem) {
        // The others may be welcome.
        this.refused = [...this.refused, { name: file.name, problem }];
      }
    }
  }

  readonly #handleMasked = async ({ file, order }: MaskDone): Promise<void> => {
    this.refusal = undefined;
    try {
      const arriving = file && (await this.#files.add(file, order));
      if (arriving) this.#describe(arriving.clip.id);
      this.toMask = this.toMask.slice(1);
    } catch (error) {
      // What was marked stays open: it can be sent again.
      this.refusal = error;
    }
  };

  readonly #handleReference = async ({ clip }: ReferenceMade): Promise<void> => {
    await this.#files.load(clip.id);
    this.#describe(clip.id);
  };

  readonly #handleFile = async ({ wish, clipId }: FileRequest): Promise<void> => {
    this.refusal = undefined;
    try {
      switch (wish) {
        case 'describe':
          return this.#describe(clipId);
        case 'pause':
          return await this.#files.pause(clipId);
        case 'resume':
          return this.#files.resume(clipId);
        case 'choose':
          return this.chooser.click();
        case 'retry':
          return await this.#files.retry(clipId);
        case 'stop':
          return await this.#files.stop(clipId);
        case 'remove':
          if (!(await this.#isUnwanted(clipId))) return;
          await this.#files.remove(clipId);
          if (clipId === this.currentId) this.#describe(this.#firstToDescribe());
      }
    } catch (error) {
      this.refusal = error;
    }
  };

  #isUnwanted(clipId: string): Promise<boolean> {
    const clip = this.#files.files.find((one) => one.clip.id === clipId)?.clip;
    const name = clip?.fileName ?? clip?.title ?? '';
    const words = msg(
      str`Remove “${name}”? What has arrived of it and what you wrote about it go.`,
    );
    return this.question.ask(words, msg('Remove'));
  }

  readonly #handleWritten = (event: DescriptionWritten): void => {
    this.#draft.change(event.change);
  };

  readonly #handleClipChange = (event: ClipChange): void => {
    this.#files.replace(event.clip);
  };

  readonly #handleLibrary = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new NavigateRequest('library'));
  };

  #handlePublish(clip: Clip, gaps: readonly PublicationGap[]): void {
    const [first] = gaps;
    if (!first) void this.#publish(clip);
    else this.#showGap(first);
  }

  async #publish(clip: Clip): Promise<void> {
    this.publishProblem = undefined;
    await this.#draft.flush();
    try {
      const params = { clipId: clip.id };
      const published = await this.api.call(clipRoutes.publishClip, { params });
      this.#files.replace(published);
      this.announce(
        published.curation === 'published'
          ? msg('The clip is published.')
          : msg('The clip waits for the review of a colleague.'),
      );
      this.dispatchEvent(new NavigateRequest('clip', { clipId: clip.id }));
    } catch (error) {
      this.publishProblem = error;
    }
  }

  /** Takes the person to what is missing. */
  #showGap({ gap }: PublicationGap): void {
    const isAboutFile = gap === 'upload' || gap === 'preparation' || gap === 'failed';
    const place = isAboutFile
      ? 'lookfor-arriving-file[current]'
      : gap === 'title'
        ? 'lookfor-describe-form'
        : 'lookfor-filmed-people';
    const found = this.renderRoot.querySelector<LookforElement>(place);
    found?.scrollIntoView({ block: gap === 'title' ? 'center' : 'start' });
    found?.renderRoot.querySelector<HTMLElement>('input, button')?.focus();
  }

  #renderDrop(): TemplateResult {
    return html`<div
      class="drop ${this.isOver ? 'over' : ''}"
      @dragover=${this.#handleOver}
      @dragleave=${() => (this.isOver = false)}
      @drop=${this.#handleDrop}
    >
      <p>
        <b class="by-mouse">${msg('Drop videos here')}</b
        ><b class="by-touch">${msg('Videos from this device')}</b>${msg(
          'Several at once, if you like. A broken connection loses nothing.',
        )}
      </p>
      <div>
        <button
          class=${this.#files.files.length === 0 ? 'primary' : ''}
          @click=${() => this.chooser.click()}
        >
          ${msg('Choose files')}
        </button>
        <button class="camera" @click=${() => this.camera.click()}>${msg('Use the camera')}</button>
      </div>
      <label class="first"
        ><input
          type="checkbox"
          .checked=${this.isMaskingFirst}
          @change=${(event: Event) =>
            (this.isMaskingFirst = (event.target as HTMLInputElement).checked)}
        />${msg('Mask faces or names first, before anything is sent')}</label
      >
      <input
        type="file"
        hidden
        multiple
        accept=${ACCEPTED}
        aria-label=${msg('Choose files')}
        @change=${this.#handleChosen}
      />
      <input
        class="camera-input"
        type="file"
        hidden
        accept="video/*"
        capture="environment"
        aria-label=${msg('Use the camera')}
        @change=${this.#handleChosen}
      />
    </div>`;
  }

  #renderDescribe(clip: Clip): TemplateResult {
    const draft = this.#draft;
    const gaps = publicationGaps(clip, draft.unsent.title ?? clip.title);
    const heading =
      clip.state === 'ready' || clip.state === 'failed'
        ? msg('Describe the clip')
        : msg('Describe it meanwhile');
    return html`<section class="describe" aria-labelledby="about">
      <header class="describe-head">
        <h2 id="about">${heading} <small>${clip.fileName ?? ''}</small></h2>
        <lookfor-save-state
          .state=${draft.state}
          .at=${draft.savedAt}
          .kept=${1}
        ></lookfor-save-state>
      </header>
      <lookfor-poster-choice
        .api=${this.api}
        .clip=${clip}
        @lookfor-clip-change=${this.#handleClipChange}
      ></lookfor-poster-choice>
      <lookfor-describe-form
        .api=${this.api}
        .clip=${clip}
        .unsent=${draft.unsent}
        .suggestions=${this.suggestions}
        @lookfor-description-written=${this.#handleWritten}
      ></lookfor-describe-form>
      <lookfor-filmed-people
        .api=${this.api}
        .clip=${clip}
        @lookfor-clip-change=${this.#handleClipChange}
      ></lookfor-filmed-people>
      <div class="publish">
        <p id="missing">
          ${publicationWords(clip, gaps)}
          ${
            this.publishProblem
              ? html`<span class="wrong" role="alert">${problemWords(this.publishProblem)}</span>`
              : nothing
          }
        </p>
        ${
          clip.curation === 'published'
            ? html`<button
                @click=${() => this.dispatchEvent(new NavigateRequest('clip', { clipId: clip.id }))}
              >
                ${msg('Open the clip')}
              </button>`
            : html`<button
                class=${gaps.length === 0 ? 'primary' : ''}
                aria-disabled=${gaps.length > 0}
                aria-describedby="missing"
                @click=${() => this.#handlePublish(clip, gaps)}
              >
                ${msg('Publish in the library')}
              </button>`
        }
      </div>
    </section>`;
  }

  #renderRefusal(): TemplateResult | typeof nothing {
    if (!this.refusal && this.refused.length === 0) return nothing;
    return html`<div class="refused" role="alert">
      ${this.refusal ? html`<p>${problemWords(this.refusal)}</p>` : nothing}
      ${this.refused.map(({ name, problem }) => html`<p><b>${name}</b>: ${problemWords(problem)}</p>`)}
    </div>`;
  }

  override render() {
    const { files } = this.#files;
    const current = files.find(({ clip }) => clip.id === this.currentId);
    const { status } = this.#loading;
    const [opened] = this.toMask;
    return html`
      <header class="upload-head">
        <h1 tabindex="-1">${msg('Upload clips')}</h1>
        <a href="#library" @click=${this.#handleLibrary}>${msg('Back to the library')}</a>
      </header>
      ${
        opened
          ? html`${this.#renderRefusal()}<lookfor-mask-editor
                .file=${opened}
                @lookfor-mask-done=${this.#handleMasked}
              ></lookfor-mask-editor>`
          : nothing
      }
      <div class="upload" ?hidden=${opened !== undefined}>
        <section class="arriving" aria-label=${msg('Files')}>
          ${this.#renderDrop()} ${this.#renderRefusal()}
          <lookfor-reference-form
            .api=${this.api}
            @lookfor-reference-made=${this.#handleReference}
          ></lookfor-reference-form>
          ${
            status === TaskStatus.ERROR
              ? failed(this.#loading.error, () => void this.#loading.run())
              : status === TaskStatus.PENDING && files.length === 0
                ? loading(msg('Looking for uploads that you began…'))
                : nothing
          }
          <div class="files" @lookfor-file-request=${this.#handleFile}>
            ${repeat(
              files,
              ({ clip }) => clip.id,
              (arriving) =>
                html`<lookfor-arriving-file
                  .arriving=${arriving}
                  ?current=${arriving.clip.id === this.currentId}
                ></lookfor-arriving-file>`,
            )}
          </div>
        </section>
        ${current ? this.#renderDescribe(current.clip) : nothing}
      </div>
      <lookfor-question></lookfor-question>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-upload': LookforClipUpload;
  }
}
