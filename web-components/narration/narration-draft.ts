import type { ReactiveControllerHost } from 'lit';
import { jointNarrationRoutes } from '#contract/joint';
import { narrationRoutes, type Narration } from '#contract/narrations';
import { mergeWritten } from '#contract/shared/narration-merge';
import { KeptDraft, type DraftServices } from '#elements/kit/kept-draft';

/** What the author changes. */
export type NarrationText = Pick<Narration, 'title' | 'question' | 'stage' | 'doc'>;

/** A narration while it is written, kept as KeptDraft promises. */
export class NarrationDraft extends KeptDraft<Narration, NarrationText> {
  readonly #taskId: string;

  constructor(host: ReactiveControllerHost, taskId: string, services: () => DraftServices) {
    super(host, `narration:${taskId}`, services);
    this.#taskId = taskId;
  }

  /** The narration as the server has it. */
  get narration(): Narration | undefined {
    return this.remote;
  }

  /** The text as it stands here. */
  get text(): NarrationText | undefined {
    return this.draft;
  }

  /** Takes a change of some of its parts. */
  write(part: Partial<NarrationText>): void {
    this.change((text) => ({ ...text, ...part }));
  }

  /**
   * Hands in what the server has, after what waits was saved.
   * @throws {ApiError} when it could not be saved or is not complete; nothing is lost.
   */
  async handIn(ownEstimate: Record<string, string>): Promise<void> {
    await this.flush();
    if (!this.narration) return;
    const handedIn = await this.services().api.call(narrationRoutes.handInNarration, {
      params: { taskId: this.#taskId },
      body: { revision: this.narration.revision, ownEstimate },
    });
    this.take(handedIn);
    await this.forget();
  }

  protected override load({ signal }: { signal?: AbortSignal }): Promise<Narration> {
    const { api } = this.services();
    const params = { taskId: this.#taskId };
    return api.call(narrationRoutes.openNarration, { params }, { signal });
  }

  protected override save(
    text: NarrationText,
    baseRevision: number,
    options: { keepalive?: boolean },
  ): Promise<Narration> {
    const { api } = this.services();
    const request = { params: { taskId: this.#taskId }, body: { baseRevision, ...text } };
    return api.call(narrationRoutes.saveNarration, request, options);
  }

  protected override draftOf({ title, question, stage, doc }: Narration): NarrationText {
    return { title, question, stage, doc };
  }

  /** Not yet: nobody of the group wants to hand in what is there. */
  async withdrawYes(): Promise<void> {
    const { revision } = await this.services().api.call(jointNarrationRoutes.withdrawNarrationYes, {
      params: { taskId: this.#taskId },
    });
    await this.hear(revision);
  }

  protected override readonly keepsLate = true;

  /** A group's text is everybody's: what two wrote becomes one, and nobody has to choose. */
  protected override merged(
    was: NarrationText,
    mine: NarrationText,
    theirs: NarrationText,
  ): NarrationText | undefined {
    return this.remote?.team && mergeWritten(was, mine, theirs);
  }

  protected override isClosed(narration: Narration): boolean {
    return Boolean(narration.handedInAt);
  }
}
