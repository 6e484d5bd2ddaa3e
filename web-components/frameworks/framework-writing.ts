import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  frameworkRoutes,
  type FrameworkDraft,
  type FrameworkDraftContent,
} from '#contract/frameworks';
import type { Api } from '#elements/kit/api';

const SAVE_AFTER_MS = 700;

/** Who writes a framework. */
export interface WritingHost extends ReactiveControllerHost {
  readonly api: Api;
}

/** A code, or a group with its codes, that was taken out and can be put back. */
export interface TakenOut {
  name: string;
  /** The group in which the code stood; null: it is a group itself. */
  tierId: string | null;
  /** Where it stood among the codes of its group, or among the groups. */
  at: number;
}

/**
 * A framework while it is written: each change is on the server soon after, one after the other,
 * and what is published is what was written last.
 */
export class FrameworkWriting implements ReactiveController {
  /** The draft as the server has it, with what it found missing. */
  draft: FrameworkDraft | undefined;
  /** The framework as it stands on the screen. */
  content: FrameworkDraftContent | undefined;
  /** Why the server did not take what was wished last; undefined: it did. */
  problem: unknown;
  /** What was taken out by the last change; null: nothing. */
  takenOut: TakenOut | null = null;

  /** The framework with what was taken out. */
  #before: FrameworkDraftContent | undefined;
  readonly #host: WritingHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | undefined;
  #isDirty = false;

  constructor(host: WritingHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.#isDirty) void this.#save();
  }

  /** Whether something is written that the server does not have. */
  get isDirty(): boolean {
    return this.#isDirty;
  }

  /** Begins with a draft of the server, in place of what was written here. */
  open(draft: FrameworkDraft): void {
    this.draft = draft;
    this.content = draft.content;
    this.problem = undefined;
    this.takenOut = null;
    this.#isDirty = false;
    this.#host.requestUpdate();
  }

  /** Takes other content; it is sent after a pause. */
  change(content: FrameworkDraftContent): void {
    this.takenOut = null;
    this.content = content;
    this.#isDirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), SAVE_AFTER_MS);
    this.#host.requestUpdate();
  }

  /** Takes other content that lacks something; until the next change it can be put back. */
  takeOut(content: FrameworkDraftContent, takenOut: TakenOut): void {
    const { content: before } = this;
    this.change(content);
    this.takenOut = takenOut;
    this.#before = before;
  }

  /** Puts back what was taken out last. */
  putBack(): void {
    if (this.takenOut && this.#before) this.change(this.#before);
  }

  /** Sends what waits, and publishes it unless something is missing. Answers whether it is published. */
  async publish(): Promise<boolean> {
    return this.#ask(async () => {
      await this.#save();
      const { draft } = this;
      if (!draft || this.#isDirty || draft.gaps.length > 0) return false;
      await this.#host.api.call(frameworkRoutes.publishFrameworkDraft, {
        params: { draftId: draft.id },
        body: { baseRevision: draft.revision },
      });
      return true;
    });
  }

  /** Gives the draft up. Answers whether it is gone. */
  async remove(): Promise<boolean> {
    return this.#ask(async () => {
      const { draft } = this;
      if (!draft) return false;
      this.#isDirty = false;
      clearTimeout(this.#timer);
      await this.#host.api.call(frameworkRoutes.removeFrameworkDraft, {
        params: { draftId: draft.id },
      });
      return true;
    });
  }

  async #ask(wish: () => Promise<boolean>): Promise<boolean> {
    try {
      return await wish();
    } catch (error) {
      this.problem = error;
      this.#host.requestUpdate();
      return false;
    }
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#saving;
    const { draft, content } = this;
    if (!draft || !content || !this.#isDirty) return;
    this.#isDirty = false;
    this.#saving = this.#send(draft, content);
    await this.#saving;
    this.#host.requestUpdate();
  }

  async #send({ id, revision }: FrameworkDraft, content: FrameworkDraftContent): Promise<void> {
    try {
      this.draft = await this.#host.api.call(frameworkRoutes.saveFrameworkDraft, {
        params: { draftId: id },
        body: { baseRevision: revision, content },
      });
      this.problem = undefined;
    } catch (error) {
      this.#isDirty = true;
      this.problem = error;
    }
  }
}
