import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { heritageRoutes, type OwnShowing, type Showing } from '#contract/heritage';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import { showingChoice, showingStyles } from './showing-choice.ts';

/** Where a group wrote it: whether it is shown, and what is missing. */
function togetherWords({ yes, of }: NonNullable<OwnShowing['group']>): string {
  if (yes === of) return msg('All of you said yes: it is shown, until one of you takes it away.');
  return msg(
    str`It is shown when all of you say yes; ${yes} of ${of} have. Names are shown when all want them.`,
  );
}

/**
 * Lets the author of a narration, or of the observation of a task, show it on the page of its clip,
 * and take it away again; a narration of a group is shown while all who wrote it want it. Shows
 * nothing to anybody else, and does not print.
 *
 * @tag lookfor-shown-work
 */
@customElement('lookfor-shown-work')
export class LookforShownWork extends LookforElement {
  static override styles = [LookforElement.styles, showingStyles];

  @state() private showing: OwnShowing | undefined;
  @state() private problem: unknown;

  /** The narration; without one it is about the observation of `taskId`. */
  @property({ attribute: 'narration-id' }) narrationId = '';
  @property({ attribute: 'task-id' }) taskId = '';

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('narrationId') || changed.has('taskId')) void this.#read();
  }

  async #read(): Promise<void> {
    const { api, narrationId, taskId } = this;
    if (!narrationId && !taskId) return;
    // Whoever did not write it has nothing to decide here.
    this.showing = await (
      narrationId
        ? api.call(heritageRoutes.getShowing, { params: { narrationId } })
        : api.call(heritageRoutes.getObservationShowing, { params: { taskId } })
    ).catch(() => undefined);
  }

  async #set(change: Partial<Showing>): Promise<void> {
    const { api, narrationId, taskId, showing } = this;
    if (!showing) return;
    const { isShown, isNamed } = showing;
    const body = { isShown, isNamed, ...change };
    this.problem = undefined;
    try {
      await (narrationId
        ? api.call(heritageRoutes.setShowing, { params: { narrationId }, body })
        : api.call(heritageRoutes.setObservationShowing, { params: { taskId }, body }));
    } catch (error) {
      this.problem = error;
    }
    await this.#read();
  }

  override render() {
    const { showing } = this;
    if (!showing) return nothing;
    const words = this.narrationId
      ? msg('Show this narration on the page of its clip')
      : msg('Show what I noticed on the page of the clip');
    return html`<fieldset>
      <legend>${msg('On the page of the clip')}</legend>
      ${showingChoice(words, showing, (change) => void this.#set(change))}
      ${showing.group ? html`<p class="together" aria-live="polite">${togetherWords(showing.group)}</p>` : nothing}
      ${this.problem ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>` : nothing}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-shown-work': LookforShownWork;
  }
}
