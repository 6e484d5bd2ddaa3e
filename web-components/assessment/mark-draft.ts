import type { ReactiveControllerHost } from 'lit';
import { assessmentRoutes, type Assessment, type AssessmentDraft } from '#contract/assessments';
import type { RouteReply } from '#contract/route';
import { KeptDraft, type DraftServices } from '#elements/kit/kept-draft';

/** A narration with its rubric and the mark so far, as the server has them. */
export type OpenedAssessment = RouteReply<typeof assessmentRoutes.openAssessment>;

/** One mark while it is made, kept as KeptDraft promises. */
export class MarkDraft extends KeptDraft<Assessment, AssessmentDraft> {
  readonly narrationId: string;
  #page: OpenedAssessment | undefined;

  constructor(host: ReactiveControllerHost, narrationId: string, services: () => DraftServices) {
    super(host, `assessment:${narrationId}`, services);
    this.narrationId = narrationId;
  }

  /** The narration with its rubric, and the mark as the server has it. */
  get opened(): OpenedAssessment | undefined {
    if (this.#page && this.remote && this.#page.assessment !== this.remote)
      this.#page = { ...this.#page, assessment: this.remote };
    return this.#page;
  }

  /** A released mark is with the student and stays as it is. */
  get isReleased(): boolean {
    return this.remote?.state === 'released';
  }

  /**
   * States that the mark is complete, after what waits was saved.
   * @throws {ApiError} when it could not be saved or is not complete; nothing is lost.
   */
  async finish(): Promise<void> {
    await this.flush();
    if (!this.remote) return;
    const finished = await this.services().api.call(assessmentRoutes.finishAssessment, {
      params: { narrationId: this.narrationId },
      body: { revision: this.remote.revision },
    });
    this.take(finished);
  }

  protected override readonly staleCodes = ['conflict', 'already_released'];

  protected override async load({ signal }: { signal?: AbortSignal }): Promise<Assessment> {
    const { api } = this.services();
    const params = { narrationId: this.narrationId };
    const opened = await api.call(assessmentRoutes.openAssessment, { params }, { signal });
    this.#page = opened;
    return opened.assessment;
  }

  protected override save(
    draft: AssessmentDraft,
    baseRevision: number,
    options: { keepalive?: boolean },
  ): Promise<Assessment> {
    const { api } = this.services();
    const request = { params: { narrationId: this.narrationId }, body: { ...draft, baseRevision } };
    return api.call(assessmentRoutes.saveAssessment, request, options);
  }

  protected override draftOf({
    marks,
    passages,
    overallComment,
    shares,
  }: AssessmentDraft): AssessmentDraft {
    return { marks, passages, overallComment, ...(shares && { shares }) };
  }

  protected override isClosed(assessment: Assessment): boolean {
    return assessment.state === 'released';
  }

  protected override isSame(one: AssessmentDraft, other: AssessmentDraft): boolean {
    return super.isSame(sorted(one), sorted(other));
  }
}

/** The server answers criteria in the rubric's order; a draft here has them as they were touched. */
function sorted(draft: AssessmentDraft): AssessmentDraft {
  const marks = [...draft.marks]
    .filter(({ levelId, comment }) => levelId !== null || comment !== '')
    .sort((one, other) => (one.criterionId < other.criterionId ? -1 : 1))
    .map(({ criterionId, levelId, comment }) => ({ criterionId, levelId, comment }));
  const passages = draft.passages
    .filter(({ criterionId, comment }) => criterionId !== null || comment.trim() !== '')
    .map(({ id, block, start, quote, criterionId, comment }) => ({
      id,
      block,
      start,
      quote,
      criterionId,
      comment,
    }));
  const shares = (draft.shares ?? [])
    .filter(({ adjustment, reason }) => adjustment !== 0 || reason.trim() !== '')
    .sort((one, other) => (one.member < other.member ? -1 : 1))
    .map(({ member, adjustment, reason }) => ({ member, adjustment, reason }));
  return { marks, passages, overallComment: draft.overallComment, shares };
}
