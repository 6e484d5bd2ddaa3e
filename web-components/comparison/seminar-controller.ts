import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { LIVE_PATH, seminarRoutes, type LiveNews, type Post } from '#contract/seminars';
import type { Api } from '#elements/kit/api';
import { openLiveStream, type LiveStream } from '#elements/kit/live-stream';

type ReadingNews = Extract<LiveNews, { kind: 'reading' }>;

/** Who looks together, and hears what happens. */
export interface SeminarHost extends ReactiveControllerHost {
  readonly api: Api;
}

/** What the host does with news that is not about talk. */
export interface SeminarWishes {
  onReading: (news: ReadingNews) => void;
  onLookAgain: () => void;
}

/** Talk about moments of one task, and the live connection of whoever compares. */
export class SeminarController implements ReactiveController {
  /** In the order in which they were written. */
  posts: readonly Post[] = [];
  /** Whether news arrives; null before the first try. */
  isLive: boolean | null = null;

  readonly #host: SeminarHost;
  readonly #wishes: SeminarWishes;
  #taskId = '';
  #newestId: number | null = null;
  #stream: LiveStream | undefined;

  constructor(host: SeminarHost, wishes: SeminarWishes) {
    this.#host = host;
    this.#wishes = wishes;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#taskId) this.#connect();
  }

  hostDisconnected(): void {
    this.#stream?.close();
    this.#stream = undefined;
  }

  /** Follows a task: from an event on that the host has, or (null, while it is closed) from now on. */
  follow(taskId: string, newestId: number | null): void {
    const isSame = taskId === this.#taskId && (newestId === null) === (this.#newestId === null);
    if (isSame && this.#stream) return;
    this.#taskId = taskId;
    this.#newestId = newestId;
    this.#connect();
    if (newestId !== null) void this.load();
  }

  /** Fetches all that was said; what arrives live meanwhile is the same or newer, and stays. */
  async load(): Promise<void> {
    const { posts } = await this.#host.api.call(seminarRoutes.listPosts, {
      params: { taskId: this.#taskId },
    });
    this.#show(posts);
  }

  /** Writes a post, or changes one of one's own. Sending the same id again changes nothing. */
  async write(
    postId: string,
    [startSeconds, endSeconds]: readonly [number, number],
    body: string,
  ): Promise<void> {
    const params = { taskId: this.#taskId, postId };
    this.#put(
      await this.#host.api.call(seminarRoutes.writePost, {
        params,
        body: { startSeconds, endSeconds, body },
      }),
    );
  }

  /** Takes back a post of one's own. */
  async remove(postId: string): Promise<void> {
    await this.#host.api.call(seminarRoutes.removePost, {
      params: { taskId: this.#taskId, postId },
    });
    this.#show(this.posts.filter(({ id }) => id !== postId));
  }

  /** Hides a post for a reason; without one it is shown again. */
  async hide(postId: string, reason: string | null): Promise<void> {
    const params = { taskId: this.#taskId, postId };
    this.#put(
      reason === null
        ? await this.#host.api.call(seminarRoutes.showPost, { params })
        : await this.#host.api.call(seminarRoutes.hidePost, { params, body: { reason } }),
    );
  }

  #connect(): void {
    this.#stream?.close();
    this.#stream = openLiveStream({
      api: this.#host.api,
      path: LIVE_PATH.replace(':taskId', this.#taskId),
      lastEventId: this.#newestId,
      onNews: (news) => this.#hear(news as LiveNews),
      onState: (isLive) => {
        this.isLive = isLive;
        this.#host.requestUpdate();
      },
    });
  }

  #hear(news: LiveNews): void {
    if (news.kind === 'post') this.#put(news.post);
    else if (news.kind === 'post-gone')
      this.#show(this.posts.filter(({ id }) => id !== news.postId));
    else if (news.kind === 'reading') this.#wishes.onReading(news);
    else {
      this.#wishes.onLookAgain();
      if (this.#newestId !== null) void this.load().catch(() => undefined);
    }
  }

  #put(post: Post): void {
    this.#show([...this.posts.filter(({ id }) => id !== post.id), post]);
  }

  #show(posts: readonly Post[]): void {
    this.posts = posts.toSorted(
      (a, b) => a.writtenAt.localeCompare(b.writtenAt) || a.id.localeCompare(b.id),
    );
    this.#host.requestUpdate();
  }
}
