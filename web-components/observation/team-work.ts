import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Mark } from '#contract/observations';
import type { Task } from '#contract/tasks';
import type { LookforElement } from '#elements/kit/element';
import { LaterPart } from '#elements/kit/later-part';
import type { PlaybackController } from '#elements/player/playback-controller';
import { ObservationHandedIn } from './events.ts';
import type { JointController } from './joint-controller.ts';
import type { ObservationSession } from './observation-session.ts';
import type { Elsewhere, Member } from './team.rules.ts';
import type { AuthorChoose, HandInAnswer } from './team-strip.ts';

// The same arrays each time: an element that gets them is not drawn anew.
const NOBODY: readonly Member[] = [];
const NOWHERE: readonly Elsewhere[] = [];

/**
 * The group that works on an observation together (J2): its strip, whose marks are shown, and who
 * is where. Who works alone loads nothing of it.
 */
export class TeamWork {
  readonly #host: LookforElement;
  readonly #session: ObservationSession;
  readonly #handleAnswer: (event: HandInAnswer) => unknown;
  readonly #part: LaterPart;
  #joint: JointController | undefined;
  /** Whose marks are shown; null: all. */
  #author: string | null = null;
  /** Somebody else may hand in while this page is open. */
  #wasOpenHere = false;

  constructor(
    host: LookforElement,
    session: ObservationSession,
    playing: PlaybackController,
    handleAnswer: (event: HandInAnswer) => unknown,
  ) {
    this.#host = host;
    this.#session = session;
    this.#handleAnswer = handleAnswer;
    this.#part = new LaterPart(host, null, async () => {
      const [{ JointController }] = await Promise.all([
        import('./joint-controller.ts'),
        import('./team-strip.ts'),
      ]);
      this.#joint ??= new JointController(host, session, playing);
    });
  }

  /** Fetches what a group needs, where there is one. What did not come is said in its place. */
  async load(): Promise<void> {
    if (this.#session.observation?.team) await this.#part.load();
  }

  /** Notes that the page is open, and whether the observation still may be changed. */
  noteOpen(isOpen: boolean): void {
    this.#wasOpenHere ||= isOpen && this.#session.observation?.handedInAt === null;
  }

  /** Everybody of the group; nobody where somebody works alone. */
  get members(): readonly Member[] {
    return this.#joint?.members ?? NOBODY;
  }

  /** Where the clips of the others stand now. */
  get elsewhere(): readonly Elsewhere[] {
    return this.#joint?.elsewhere ?? NOWHERE;
  }

  /** The marks of whom one looks at. */
  get marks(): readonly Mark[] {
    return this.#joint?.marksOf(this.#author) ?? this.#session.marks;
  }

  /** Who works on it together; for whom works alone although groups do: what will follow. */
  render({ plan }: Task): TemplateResult | typeof nothing {
    const { observation } = this.#session;
    if (plan.work?.mode !== 'group' || !observation) return nothing;
    const isFrozen = observation.handedInAt !== null;
    const { team } = observation;
    if (!team)
      return isFrozen
        ? nothing
        : html`<p class="no-team">
            ${msg('You are in no group yet. What you mark here becomes part of your group’s work as soon as your lecturer puts you in one.')}
          </p>`;
    return html`${this.#part.render(
      () =>
        html`<lookfor-team-strip
          .team=${team}
          .members=${this.members}
          .here=${this.#joint?.here}
          .author=${this.#author}
          ?handed-in=${isFrozen}
          @lookfor-author-choose=${this.#handleAuthor}
          @lookfor-hand-in-answer=${this.#handleAnswer}
        ></lookfor-team-strip>`,
    )}
    ${
      isFrozen && this.#wasOpenHere
        ? html`<p class="no-team">
            ${msg('Your group’s observation is handed in.')}
            <button
              class="quiet"
              @click=${() => this.#host.dispatchEvent(new ObservationHandedIn(observation))}
            >
              ${msg('Go on to compare')}
            </button>
          </p>`
        : nothing
    }`;
  }

  readonly #handleAuthor = ({ key }: AuthorChoose): void => {
    this.#author = key;
    this.#host.requestUpdate();
  };
}
