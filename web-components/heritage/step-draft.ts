import type { ReactiveControllerHost } from 'lit';
import { actionStepRoutes, type ActionStep, type OwnStep } from '#contract/heritage';
import { KeptDraft, type DraftServices } from '#elements/kit/kept-draft';

/** An action step while it is written, kept as KeptDraft promises. */
export class StepDraft extends KeptDraft<OwnStep, ActionStep> {
  readonly #narrationId: string;

  constructor(host: ReactiveControllerHost, narrationId: string, services: () => DraftServices) {
    super(host, `action-step:${narrationId}`, services);
    this.#narrationId = narrationId;
  }

  /** The clips that it may come from. */
  get clips(): OwnStep['clips'] {
    return this.remote?.clips ?? [];
  }

  /** Takes a change of some of its parts. */
  write(part: Partial<ActionStep>): void {
    this.change((step) => ({ ...step, ...part }));
  }

  protected override load({ signal }: { signal?: AbortSignal }): Promise<OwnStep> {
    const params = { narrationId: this.#narrationId };
    return this.services().api.call(actionStepRoutes.getActionStep, { params }, { signal });
  }

  protected override save(
    step: ActionStep,
    baseRevision: number,
    options: { keepalive?: boolean },
  ): Promise<OwnStep> {
    const request = { params: { narrationId: this.#narrationId }, body: { baseRevision, step } };
    return this.services().api.call(actionStepRoutes.setActionStep, request, options);
  }

  protected override draftOf({ step }: OwnStep): ActionStep {
    return step;
  }

  protected override isClosed(): boolean {
    return false;
  }
}
