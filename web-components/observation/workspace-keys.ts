import { msg } from '@lit/localize';
import type { ReactiveController } from 'lit';
import { announce, type LookforElement } from '#elements/kit/element';
import { isKeyTaken } from '#elements/player/key.rules';
import type { PlaybackController } from '#elements/player/playback-controller';
import type { Lane } from './lanes.rules.ts';
import { laneOfKey } from './marking.rules.ts';
import type { Marking } from './marking.ts';
import type { LookforNotesList } from './notes-list.ts';
import type { ObservationSession } from './observation-session.ts';
import type { LookforTimeline } from './timeline.ts';
import { wishOfWorkspaceKey, type WorkspaceWish } from './workspace-keys.rules.ts';

/** Elements that lay a sheet over the page. */
const SHEETS =
  'lookfor-key-help, lookfor-code-sheet, lookfor-hand-in-dialog, lookfor-arriving-sheet, lookfor-exchange-menu';

/** What the keys of a workspace speak to. */
export interface KeyGround {
  session: ObservationSession;
  playing: PlaybackController;
  marking: Marking;
  /** Whether keys belong to the workspace now. */
  isListening: () => boolean;
  /** Lanes of the pass of now. */
  lanes: () => readonly Lane[];
  /** Opens the list of keys, or closes it. */
  toggleHelp: () => void;
}

/** The keys of the workspace, wherever on the page they are pressed. */
export class WorkspaceKeys implements ReactiveController {
  readonly #host: LookforElement;
  readonly #ground: KeyGround;

  constructor(host: LookforElement, ground: KeyGround) {
    this.#host = host;
    this.#ground = ground;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#handleKey);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#handleKey);
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    const isHere = path.includes(this.#host) || event.target === document.body;
    if (!isHere || event.defaultPrevented || !this.#ground.isListening()) return;
    if (this.#isCovered()) return;
    if (this.#ground.playing.handleKey(event) || isKeyTaken(event.key, path)) return;
    const wish = wishOfWorkspaceKey(event);
    if (!wish) return;
    event.preventDefault();
    this.#do(wish);
  };

  #do(wish: WorkspaceWish): void {
    const { marking, lanes, toggleHelp } = this.#ground;
    switch (wish.do) {
      case 'point':
        return marking.point();
      case 'in':
        return marking.begin();
      case 'out':
        return marking.end();
      case 'write':
        return marking.write();
      case 'sort': {
        const lane = laneOfKey(wish.key, lanes());
        return lane && marking.sort(lane);
      }
      case 'forget':
        return marking.forget();
      case 'undo':
        return marking.undo();
      case 'redo':
        return marking.redo();
      case 'loop':
        return this.#loop();
      case 'zoom':
        return this.#shown<LookforTimeline>('lookfor-timeline')?.zoom(wish.direction);
      case 'search':
        return this.#shown<LookforNotesList>('lookfor-notes-list')?.search();
      case 'help':
        return toggleHelp();
    }
  }

  /** Plays the chosen interval again and again; again: goes on from there. */
  #loop(): void {
    const { session, playing, marking } = this.#ground;
    const mark = session.find(marking.chosenId);
    const isAnother = mark && mark.endSeconds !== null && playing.loop?.[0] !== mark.startSeconds;
    if (!isAnother) return playing.setLoop(undefined);
    playing.setLoop([mark.startSeconds, mark.endSeconds ?? 0]);
    announce(msg('Plays again and again'));
    void playing.play();
  }

  /** A sheet lies over the workspace: keys belong to it. */
  #isCovered(): boolean {
    const { renderRoot } = this.#host;
    const sheets = [...renderRoot.querySelectorAll<Element & { isOpen: boolean }>(SHEETS)];
    const isContextOpen = renderRoot.querySelector('dialog')?.open ?? false;
    return isContextOpen || sheets.some(({ isOpen }) => isOpen);
  }

  #shown<T extends Element>(tag: string): T | null {
    return this.#host.renderRoot.querySelector<T>(tag);
  }
}
