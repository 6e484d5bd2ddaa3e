import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { JOINT_LIVE_PATH, jointRoutes, type JointNews } from '#contract/joint';
import type { Mark } from '#contract/observations';
import type { Api } from '#elements/kit/api';
import { lastCall } from '#elements/kit/last-call';
import type { LiveStream } from '#elements/kit/live-stream';
import type { PlaybackController } from '#elements/player/playback-controller';
import type { ObservationSession } from './observation-session.ts';
import {
  GONE_AFTER_MS,
  isWorthTelling,
  marksBy,
  membersOf,
  nowAt,
  type Elsewhere,
  type Member,
  type Presence,
} from './team.rules.ts';

type Host = ReactiveControllerHost & { readonly api: Api };

const LOOK_MS = 1_000;

/**
 * Working on an observation with others (J2): hears what they change, knows who is there and where
 * their clip stands, and tells them the same. Does nothing where somebody works alone.
 */
export class JointController implements ReactiveController {
  readonly #host: Host;
  readonly #session: ObservationSession;
  readonly #playing: PlaybackController;
  readonly #members = lastCall(membersOf);
  readonly #marksBy = lastCall(marksBy);
  #here = new Map<string, Presence>();
  #told: Presence | undefined;
  #taskId = '';
  #stream: LiveStream | undefined;
  #look: ReturnType<typeof setInterval> | undefined;

  constructor(host: Host, session: ObservationSession, playing: PlaybackController) {
    this.#host = host;
    this.#session = session;
    this.#playing = playing;
    host.addController(this);
  }

  hostUpdate(): void {
    const { observation } = this.#session;
    const isOn = observation?.team !== undefined && observation.handedInAt === null;
    if (isOn && observation.taskId !== this.#taskId) this.#follow(observation.taskId);
    if (!isOn) this.#stop();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  /** Everybody of the group; nobody where somebody works alone. */
  get members(): readonly Member[] {
    return this.#members(this.#session.observation?.team);
  }

  /** The marks that a member made; null: those of all. */
  marksOf(key: string | null): readonly Mark[] {
    return this.#marksBy(this.#session.marks, this.members, key);
  }

  /** Members who are there now, but me. */
  get here(): ReadonlySet<string> {
    return new Set(this.#here.keys());
  }

  /** Where the clips of the others stand now. */
  get elsewhere(): Elsewhere[] {
    const nowMs = Date.now();
    return this.members.flatMap((member) => {
      const presence = this.#here.get(member.key);
      if (!presence || member.isMe) return [];
      return [{ ...member, seconds: nowAt(presence, nowMs, this.#playing.durationSeconds) }];
    });
  }

  #follow(taskId: string): void {
    this.#stop();
    this.#taskId = taskId;
    this.#look = setInterval(() => this.#handleLook(), LOOK_MS);
    // Where the stream cannot be loaded now, the next change of the page tries again.
    this.#listen(taskId).catch(() => this.#stop());
  }

  /** Who works alone never loads what hears the others. */
  async #listen(taskId: string): Promise<void> {
    const { openLiveStream } = await import('#elements/kit/live-stream');
    if (this.#taskId !== taskId) return;
    this.#stream = openLiveStream({
      api: this.#host.api,
      path: JOINT_LIVE_PATH.replace(':taskId', taskId),
      lastEventId: null,
      onNews: (news) => this.#hear(news as JointNews),
      onState: (isLive) => isLive && this.#tell(true),
    });
  }

  #stop(): void {
    this.#taskId = '';
    this.#stream?.close();
    this.#stream = undefined;
    clearInterval(this.#look);
    this.#here.clear();
    this.#told = undefined;
  }

  #hear(news: JointNews): void {
    if (news.kind === 'changed') {
      if (news.revision > (this.#session.observation?.revision ?? 0)) void this.#session.refresh();
      return;
    }
    if (news.kind === 'gone') this.#here.delete(news.member);
    else if (news.kind === 'here') {
      if (this.members.some(({ key, isMe }) => isMe && key === news.member)) return;
      const { seconds, isPlaying } = news;
      this.#here.set(news.member, { seconds, isPlaying, atMs: Date.now() });
      if (news.isNew) this.#tell(false);
    }
    this.#host.requestUpdate();
  }

  #handleLook(): void {
    const nowMs = Date.now();
    for (const [key, { atMs }] of this.#here)
      if (nowMs - atMs > GONE_AFTER_MS) this.#here.delete(key);
    if (this.#here.size > 0) this.#host.requestUpdate();
    if (document.hidden) return;
    if (isWorthTelling(this.#told, this.#now, this.#playing.durationSeconds)) this.#tell(false);
  }

  get #now(): Presence {
    const { currentSeconds: seconds, isPlaying } = this.#playing;
    return { seconds, isPlaying, atMs: Date.now() };
  }

  #tell(isNew: boolean): void {
    const { seconds, isPlaying } = (this.#told = this.#now);
    this.#host.api
      .call(jointRoutes.tellPresence, {
        params: { taskId: this.#taskId },
        body: { seconds: Math.max(0, seconds), isPlaying, isNew },
      })
      // Who cannot be told now is told with the next look.
      .catch(() => undefined);
  }
}
