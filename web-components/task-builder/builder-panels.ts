import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Clip } from '#contract/clips';
import type { Task, TaskGap, TaskPlan } from '#contract/tasks';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import { formatInstant } from '#elements/kit/time';
import { coverageWords } from './clip-words.ts';
import { gapWords } from './gap-words.ts';
import type { PlanDraft } from './plan-draft.ts';
import { refusalWords } from './refusal-words.ts';

/** What needs a decision: a change from elsewhere, or one that a published task cannot take. */
export function troublePanel(draft: PlanDraft): TemplateResult | typeof nothing {
  const { conflict, refusal } = draft;
  if (conflict)
    return html`<div class="trouble" role="alert">
      <p>
        <b>${msg('This task was changed somewhere else meanwhile.')}</b>
        ${msg(str`The other version was saved ${formatInstant(conflict.updatedAt)}. Nothing is lost: yours is kept on this device.`)}
      </p>
      <button type="button" @click=${() => void draft.resolve('theirs')}>
        ${msg('Take the other')}
      </button>
      <button type="button" @click=${() => void draft.resolve('mine')}>${msg('Keep mine')}</button>
    </div>`;
  if (refusal)
    return html`<div class="trouble" role="alert">
      <p>
        <b>${msg('This change is not saved.')}</b>
        ${refusalWords(refusal)}
      </p>
      <button type="button" @click=${() => void draft.putBack()}>${msg('Put it back')}</button>
    </div>`;
  return nothing;
}

/** What still keeps a task from being published, or that nothing does. */
export function checkPanel(
  task: Task,
  gaps: readonly TaskGap[],
  clip: Clip | null,
  goTo: (gap: TaskGap) => void,
): TemplateResult {
  return html`<section class="check" aria-labelledby="check-title">
    <h2 id="check-title" tabindex="-1">
      ${task.state === 'draft' ? msg('Before you publish') : msg('Is it complete?')}
    </h2>
    <ul>
      ${gaps.map((gap) => {
        const { finding, advice } = gapWords(gap);
        return html`<li>
          <span class="stop">${icon('warning')}</span>
          <p><b>${finding}</b> ${advice}</p>
          <button type="button" class="quiet" @click=${() => goTo(gap)}>${msg('Go there')}</button>
        </li>`;
      })}
      ${
        gaps.length === 0
          ? html`<li>
              <span class="fine">${icon('check')}</span>
              <p>${msg('Nothing is missing.')} ${clip ? coverageWords(clip.coverage) : ''}</p>
            </li>`
          : nothing
      }
    </ul>
  </section>`;
}

/** What is asked in the dialog. */
export type Question = 'publish' | 'remove';

/** The dialog before an act that reaches students, or that cannot be taken back. */
export function askedDialog(
  question: Question,
  plan: TaskPlan,
  how: {
    error: unknown;
    isActing: boolean;
    act: () => void;
    close: () => void;
    closed: () => void;
  },
): TemplateResult {
  const isRemoving = question === 'remove';
  return html`<wa-dialog
    label=${isRemoving ? msg('Remove this draft') : msg('Publish this task')}
    @wa-after-hide=${how.closed}
  >
    ${
      isRemoving
        ? html`<p class="asked">
            ${msg('Its questions, look-fors and rubric are gone then. The clip stays in the library.')}
          </p>`
        : html`<p class="asked">
              ${
                plan.opensAt !== null && Date.parse(plan.opensAt) > Date.now()
                  ? msg(
                      str`Students can begin on ${formatInstant(plan.opensAt)}, through its link in your course.`,
                    )
                  : msg('Students can begin at once, through its link in your course.')
              }
            </p>
            <p class="asked">
              ${msg(
                'You can still change words and dates. What students have begun to work with stays: the clip, the framework, passes and look-fors.',
              )}
            </p>`
    }
    ${how.error ? html`<p class="wrong" role="alert">${problemWords(how.error)}</p>` : nothing}
    <button slot="footer" type="button" @click=${how.close}>
      ${isRemoving ? msg('Keep it') : msg('Not yet')}
    </button>
    <button
      slot="footer"
      type="button"
      class=${isRemoving ? 'danger' : 'primary'}
      aria-disabled=${how.isActing}
      @click=${how.act}
    >
      ${isRemoving ? msg('Remove it') : msg('Publish')}
    </button>
  </wa-dialog>`;
}
