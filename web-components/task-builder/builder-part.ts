import type { CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import type { TaskGap, TaskPlan } from '#contract/tasks';
import { LookforElement } from '#elements/kit/element';
import { PlanChange } from './events.ts';
import { formStyles } from './form.styles.ts';

/** A part of the builder's form: shows some of a plan, and wishes another plan by an event. */
export class BuilderPart extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, formStyles];

  /** The plan as it stands. */
  @property({ attribute: false }) plan!: TaskPlan;
  /** What is missing, anywhere in the plan. */
  @property({ attribute: false }) gaps: readonly TaskGap[] = [];

  /** Wishes another plan. */
  protected change(plan: TaskPlan): void {
    this.dispatchEvent(new PlanChange(plan));
  }

  /** An id for a new part, unlike any that a plan has. */
  protected newId(): string {
    return crypto.randomUUID().slice(0, 8);
  }

  /** Moves focus to what has this id, once it is drawn. */
  protected async focusOn(id: string): Promise<void> {
    // The wish goes up, the plan comes down, then the part draws itself.
    await new Promise(requestAnimationFrame);
    await this.updateComplete;
    const found = this.renderRoot.querySelector<HTMLElement>(`#${id}`);
    found?.focus();
  }
}
