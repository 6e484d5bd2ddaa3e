import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { jointNarrationRoutes, NARRATION_LIVE_PATH, type JointNews } from '#contract/joint';
import { authorsAfter } from '#contract/shared/narration-authors';
import type { Api } from '#elements/kit/api';
import { lastCall } from '#elements/kit/last-call';
import type { LiveStream } from '#elements/kit/live-stream';
import { GONE_AFTER_MS, membersOf, type Member } from '#elements/observation/team.rules';
import { blockAuthors, type BlockAuthor } from './authors.rules.ts';
import type { NarrationDraft } from './narration-draft.ts';

type Host = ReactiveControllerHost & { readonly api: Api };

const LOOK_MS = 2_000;
/** Whoever is at one place says again after this long that they are there. */
const SAY_AGAIN_MS = 10_000;

/**
 * Writing a narration with others (J2): hears what they change, knows who is there and at which
 * block, tells them the same, and says who wrote what. Does nothing where somebody writes alone.
 */
export class TogetherController implements ReactiveController {
  readonly #host: Host;
  readonly #taskId: () => string;
  readonly #draft: () => NarrationDraft | undefined;
  readonly #membersOf = lastCall(membersOf);
  readonly #authorsOf = lastCall(authorsAfter);
  readonly #before = lastCall(
    (doc: Parameters<typeof authorsAfter>[1], authors: readonly (readonly string[])[]) => ({
      ...{ doc, authors },
    }),
  );
  readonly #shown = lastCall(blockAuthors);
  #here = new Map<string, { block: number | null; atMs: number }>();
  #visited: ReadonlyMap<number, Member> = new Map();
  #followed = '';
  #stream: LiveStream | undefined;
  #look: ReturnType<typeof setInterval> | undefined;
  #block: number | null = null;
  #toldMs = 0;

  /** Whose paragraphs are shown alone; null: everybody's. */
  chosen: string | null = null;

  constructor(host: Host, taskId: () => string, draft: () => NarrationDraft | undefined) {
    this.#host = host;
    this.#taskId = taskId;
    this.#draft = draft;
    host.addController(this);
  }

  hostUpdate(): void {
    const narration = this.#draft()?.narration;
    const isOn = narration?.team !== undefined && narration.handedInAt === null;
    if (isOn && this.#followed !== this.#taskId()) this.#follow(this.#taskId());
    if (!isOn && this.#followed !== '') this.#stop();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  /** Everybody of the group; nobody where somebody writes alone. */
  get members(): readonly Member[] {
    return this.#membersOf(this.#draft()?.narration?.team);
  }

  /** Members who are there now, but me. */
  get here(): ReadonlySet<string> {
    return new Set(this.#here.keys());
  }

  /** Who wrote each block of the text as it stands here; empty where somebody writes alone. */
  get authors(): readonly BlockAuthor[] {
    const draft = this.#draft();
    const { narration, text } = draft ?? {};
    const me = this.members.find(({ isMe }) => isMe);
    if (!narration?.authors || !text || !me) return [];
    const before = this.#before(narration.doc, narration.authors);
    const authors = this.#authorsOf(before, text.doc, me.key);
    return this.#shown(authors, this.members, this.chosen, this.#visited);
  }

  /** The writer came to a block, or left the text. */
  visit(block: number | null): void {
    this.#block = block;
    if (this.#stream) this.#tell(false);
  }

  #follow(taskId: string): void {
    this.#stop();
    this.#followed = taskId;
    this.#look = setInterval(() => this.#handleLook(), LOOK_MS);
    // Where the stream cannot be loaded now, the next change of the page tries again.
    this.#listen(taskId).catch(() => this.#stop());
  }

  /** Who writes alone never loads what hears the others. */
  async #listen(taskId: string): Promise<void> {
    const { openLiveStream } = await import('#elements/kit/live-stream');
    if (this.#followed !== taskId) return;
    this.#stream = openLiveStream({
      api: this.#host.api,
      path: NARRATION_LIVE_PATH.replace(':taskId', taskId),
      lastEventId: null,
      onNews: (news) => this.#hear(news as JointNews),
      onState: (isLive) => isLive && this.#tell(true),
    });
  }

  #stop(): void {
    this.#followed = '';
    this.#stream?.close();
    this.#stream = undefined;
    clearInterval(this.#look);
    this.#here.clear();
    this.#visited = new Map();
  }

  #hear(news: JointNews): void {
    if (news.kind === 'changed') {
      void this.#draft()?.hear(news.revision);
      return;
    }
    if (news.kind === 'gone') this.#here.delete(news.member);
    else if (news.kind === 'writing') {
      if (this.members.some(({ key, isMe }) => isMe && key === news.member)) return;
      this.#here.set(news.member, { block: news.block, atMs: Date.now() });
      if (news.isNew) this.#tell(false);
    }
    this.#drawHere();
  }

  #drawHere(): void {
    const members = this.members;
    this.#visited = new Map(
      [...this.#here].flatMap(([key, { block }]) => {
        const member = members.find((one) => one.key === key);
        return member && block !== null ? [[block, member] as const] : [];
      }),
    );
    this.#host.requestUpdate();
  }

  #handleLook(): void {
    const nowMs = Date.now();
    const gone = [...this.#here].filter(([, { atMs }]) => nowMs - atMs > GONE_AFTER_MS);
    for (const [key] of gone) this.#here.delete(key);
    if (gone.length > 0) this.#drawHere();
    if (!document.hidden && this.#stream && nowMs - this.#toldMs > SAY_AGAIN_MS) this.#tell(false);
  }

  #tell(isNew: boolean): void {
    this.#toldMs = Date.now();
    this.#host.api
      .call(jointNarrationRoutes.tellWriting, {
        params: { taskId: this.#followed },
        body: { block: this.#block, isNew },
      })
      // Who cannot be told now is told with the next look.
      .catch(() => undefined);
  }
}
