import { msg, str } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Pass } from '#contract/tasks';
import { announce } from '#elements/kit/element';
import { formatSeconds } from '#elements/kit/time';
import type { PlaybackController } from '#elements/player/playback-controller';
import { toggleLane, type Lane } from './lanes.rules.ts';
import {
  endedNow,
  intervalBetween,
  laneWords,
  liveMark,
  pointAt,
  type Now,
} from './marking.rules.ts';
import type { ObservationSession } from './observation-session.ts';

/** What marking works with. */
export interface MarkingGround {
  session: ObservationSession;
  playing: PlaybackController;
  /** The pass in which marks are made; undefined when none may be made now. */
  pass: () => Pass | undefined;
  /** Lanes of that pass. */
  lanes: () => readonly Lane[];
}

/**
 * Making marks while the clip plays: a point, an interval between two presses, a code on the mark
 * of now. Holds which mark is chosen and which is written on. Every deed is also said.
 */
export class Marking implements ReactiveController {
  /** The mark that keys speak of. */
  chosenId: string | null = null;
  /** The mark whose note is open. */
  openId: string | null = null;
  /** Where an interval was begun. */
  inSeconds: number | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #ground: MarkingGround;

  constructor(host: ReactiveControllerHost, ground: MarkingGround) {
    this.#host = host;
    this.#ground = ground;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.inSeconds = null;
  }

  /** Marks the frame of now. */
  point(): void {
    const pass = this.#ground.pass();
    if (!pass) return;
    const draft = pointAt(this.#now, crypto.randomUUID(), pass.id);
    this.#ground.session.put(draft);
    this.choose(draft.id);
    announce(msg(str`Marked ${formatSeconds(draft.startSeconds)}`));
  }

  /** Begins an interval; again: begins it anew. */
  begin(): void {
    if (!this.#ground.pass()) return;
    this.inSeconds = this.#now.seconds;
    this.#host.requestUpdate();
    announce(msg(str`In ${formatSeconds(this.inSeconds)}`));
  }

  /** Ends the interval; without one, the chosen mark ends now. */
  end(): void {
    const { session } = this.#ground;
    const pass = this.#ground.pass();
    if (!pass) return;
    const chosen = session.find(this.chosenId);
    const draft =
      this.inSeconds !== null
        ? intervalBetween(this.inSeconds, this.#now, crypto.randomUUID(), pass.id)
        : chosen && endedNow(chosen, this.#now);
    this.inSeconds = null;
    if (!draft) {
      announce(msg('Press In first, where the interval begins.'));
      return;
    }
    session.put(draft);
    this.choose(draft.id);
    announce(msg(str`Out ${formatSeconds(draft.endSeconds ?? draft.startSeconds)}`));
  }

  /** Puts a lane's code on the mark of now, or makes a mark that carries it. */
  sort(lane: Lane): void {
    const { session, playing, lanes } = this.#ground;
    const pass = this.#ground.pass();
    if (!pass) return;
    const chosen = session.find(this.chosenId);
    const live = liveMark(chosen, this.openId !== null, this.#now, playing.isPlaying);
    const draft = toggleLane(live ?? pointAt(this.#now, crypto.randomUUID(), pass.id), lane);
    session.put(draft);
    if (!live) this.choose(draft.id);
    const words = laneWords(draft, lanes()) || msg('not sorted yet');
    announce(`${formatSeconds(draft.startSeconds)}, ${words}`);
  }

  /** Opens the note of the chosen mark; without one, makes one. */
  write(): void {
    if (!this.#ground.pass()) return;
    if (!this.#ground.session.find(this.chosenId)) this.point();
    this.openId = this.chosenId;
    this.#host.requestUpdate();
  }

  /** Chooses a mark. Another note that is open is done with it. */
  choose(markId: string, isOpen = this.openId === markId): void {
    this.chosenId = markId;
    this.openId = isOpen ? markId : null;
    this.#host.requestUpdate();
  }

  /** Removes a mark; the next step back brings it again. */
  remove(markId: string): void {
    this.#ground.session.remove(markId);
    if (this.chosenId === markId) this.chosenId = null;
    if (this.openId === markId) this.openId = null;
    announce(msg('Removed. Ctrl Z brings it back.'));
  }

  /** Takes the last change back, where marks may be made. */
  undo(): void {
    if (this.#ground.pass() && this.#ground.session.undo()) announce(msg('Taken back'));
  }

  /** Makes again what was taken back last, where marks may be made. */
  redo(): void {
    if (this.#ground.pass() && this.#ground.session.redo()) announce(msg('Done again'));
  }

  /** Forgets where an interval began, and closes the open note. */
  forget(): void {
    this.inSeconds = null;
    this.openId = null;
    this.#host.requestUpdate();
  }

  get #now(): Now {
    const { currentSeconds, frameRate } = this.#ground.playing;
    return { seconds: currentSeconds, frameRate };
  }
}
