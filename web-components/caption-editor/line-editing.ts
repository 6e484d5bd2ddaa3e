import { msg } from '@lit/localize';
import type { ReactiveControllerHost } from 'lit';
import { announce } from '#elements/kit/element';
import type { PlaybackController } from '#elements/player/playback-controller';
import {
  mergedWithNext,
  split,
  withCueAfter,
  withEdgeAt,
  withEdgeNudged,
  withNewCue,
  without,
  type CueEdit,
  type EditedCue,
} from './cue-edits.rules.ts';
import { EditHistory } from './edit-history.ts';
import type { EditorWish } from './editor-keys.rules.ts';
import type { TrackDraft } from './track-draft.ts';

/** Where somebody goes on after a wish: in the words of the line (at a letter), or on its row. */
export type FocusWish = { on: 'words'; atLetter?: number } | { on: 'row' } | null;

/** What lines are edited with. */
export interface LineGround {
  playing: PlaybackController;
  /** Where the lines are kept; undefined before they are here. */
  draft: () => TrackDraft | undefined;
  /** How long the clip is: no line goes beyond. */
  durationSeconds: () => number;
}

/**
 * What is done to the lines of a track: which of them is open, every step back and forth, and the
 * clip that goes along with both.
 */
export class LineEditing {
  readonly #host: ReactiveControllerHost;
  readonly #ground: LineGround;
  readonly #history = new EditHistory<readonly EditedCue[]>();
  #currentId = '';
  #isLooping = false;

  constructor(host: ReactiveControllerHost, ground: LineGround) {
    this.#host = host;
    this.#ground = ground;
  }

  /** The lines in order; none before they are here. */
  get cues(): readonly EditedCue[] {
    return this.#ground.draft()?.writing?.cues ?? [];
  }

  /** The open line. */
  get current(): EditedCue | undefined {
    return this.cues.find(({ id }) => id === this.#currentId);
  }

  get currentId(): string {
    return this.#currentId;
  }

  /** Whether the open line is played again and again. */
  get isLooping(): boolean {
    return this.#isLooping;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** Another track is coming: no step leads back to the one before. */
  leaveTrack(): void {
    this.#history.clear();
  }

  /** The track is here, and its first line is open. */
  begin(): void {
    this.#currentId = this.cues[0]?.id ?? '';
  }

  /**
   * Takes other lines, as one step that can be taken back.
   * @param kind changes of one kind in quick succession are one step; '' is always a step
   */
  change(cues: readonly EditedCue[], kind = ''): void {
    this.#history.note(this.cues, kind);
    this.#ground.draft()?.write({ cues });
    const { current } = this;
    if (this.#isLooping && current)
      this.#ground.playing.setLoop([current.startSeconds, current.endSeconds]);
    this.#host.requestUpdate();
  }

  /** Takes lines from elsewhere in place of those that are here. */
  take(cues: readonly EditedCue[]): void {
    this.change(cues);
    this.choose(cues[0]?.id ?? '');
  }

  /** Opens a line; the clip goes there unless it is there. */
  choose(cueId: string): void {
    this.#currentId = cueId;
    this.#host.requestUpdate();
    const { current } = this;
    if (!current) return this.#setLooping(false);
    const { playing } = this.#ground;
    const { currentSeconds } = playing;
    const isInside = currentSeconds >= current.startSeconds && currentSeconds < current.endSeconds;
    if (!isInside) playing.seek(current.startSeconds);
    if (this.#isLooping) playing.setLoop([current.startSeconds, current.endSeconds]);
  }

  /**
   * Does what a key or a button asks, and answers where to go on.
   * @param caret where the caret stood, when somebody wrote
   */
  do(wish: EditorWish, caret: number | null): FocusWish {
    const isWriting = caret !== null;
    const { cues, currentId } = this;
    const { playing } = this.#ground;
    const durationSeconds = this.#ground.durationSeconds();
    switch (wish.do) {
      case 'next':
      case 'previous':
        this.#step(wish.do === 'next' ? 1 : -1, isWriting);
        return { on: isWriting ? 'words' : 'row' };
      case 'split':
        this.#edit(split(cues, currentId, caret, playing.currentSeconds));
        return isWriting ? { on: 'words', atLetter: 0 } : null;
      case 'merge':
        this.#edit(mergedWithNext(cues, currentId));
        return isWriting ? { on: 'words', atLetter: caret } : null;
      case 'merge-back':
        return this.#mergeBack();
      case 'nudge':
        this.#nudge(wish);
        return null;
      case 'edge':
        if (this.current)
          this.change(
            withEdgeAt(cues, currentId, wish.edge, playing.currentSeconds, durationSeconds),
          );
        return null;
      case 'loop':
        this.#setLooping(!this.#isLooping);
        return null;
      case 'toggle':
        playing.toggle();
        return null;
      case 'add':
        this.#edit(withNewCue(cues, playing.currentSeconds, durationSeconds));
        return { on: 'words' };
      case 'remove':
        if (this.current) this.#edit(without(cues, currentId));
        announce(msg('The line was removed.'));
        return { on: 'row' };
      case 'undo':
      case 'redo':
        this.#travel(wish.do);
        return null;
      case 'leave':
        return { on: 'row' };
      case 'write':
        return { on: 'words' };
    }
  }

  #edit({ cues, currentId }: CueEdit): void {
    if (cues !== this.cues) this.change(cues);
    this.choose(currentId);
  }

  /** To a line beside the open one; behind the last, who writes begins another. */
  #step(by: -1 | 1, isWriting: boolean): void {
    const at = this.cues.findIndex(({ id }) => id === this.#currentId);
    const next = this.cues[at + by];
    if (next) this.choose(next.id);
    else if (by > 0 && isWriting && this.current?.text.trim())
      this.#edit(withCueAfter(this.cues, this.#currentId, this.#ground.durationSeconds()));
  }

  #mergeBack(): FocusWish {
    const at = this.cues.findIndex(({ id }) => id === this.#currentId);
    const before = this.cues[at - 1];
    if (!before) return null;
    this.#edit(mergedWithNext(this.cues, before.id));
    return { on: 'words', atLetter: before.text.length };
  }

  /** Moves an edge, and shows the frame at which it stands now. */
  #nudge({ edge, frames }: Extract<EditorWish, { do: 'nudge' }>): void {
    const { playing } = this.#ground;
    const facts = {
      frameRate: playing.frameRate,
      durationSeconds: this.#ground.durationSeconds(),
    };
    const nudged = withEdgeNudged(this.cues, this.#currentId, edge, frames, facts);
    this.change(nudged, `nudge ${edge}`);
    const { current } = this;
    if (current && !playing.isPlaying)
      playing.seek(edge === 'start' ? current.startSeconds : current.endSeconds);
  }

  #setLooping(isLooping: boolean): void {
    this.#isLooping = isLooping;
    this.#host.requestUpdate();
    const { current } = this;
    const { playing } = this.#ground;
    playing.setLoop(isLooping && current ? [current.startSeconds, current.endSeconds] : undefined);
    if (isLooping) void playing.play();
  }

  #travel(direction: 'undo' | 'redo'): void {
    const before = this.#history[direction](this.cues);
    if (!before) return;
    this.#ground.draft()?.write({ cues: before });
    if (!this.current) this.#currentId = before[0]?.id ?? '';
    this.#host.requestUpdate();
  }
}
