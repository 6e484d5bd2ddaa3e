import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { TaskGap, TaskPlan, WorkPlan } from '#contract/tasks';
import type { HandInRule, NarrationWork, RevealRule, WorkMode } from '#contract/vocabulary';
import { choices, isWrong, typed, wrong } from './form-parts.ts';
import { fromLocalField, toLocalField } from './plan-edits.rules.ts';

/** The title. */
export function titleSection(
  plan: TaskPlan,
  gaps: readonly TaskGap[],
  change: (plan: TaskPlan) => void,
): TemplateResult {
  return html`<section>
    <label class="titled"
      ><span>${msg('Title')}</span>
      <input
        class="entry title"
        data-path="title"
        maxlength="300"
        aria-invalid=${isWrong(gaps, 'title')}
        placeholder=${msg('Narration 1: Who begins?')}
        .value=${live(plan.title)}
        @input=${(event: Event) => change({ ...plan, title: typed(event) })}
    /></label>
    ${wrong(gaps, 'title', 'title-wrong')}
  </section>`;
}

/** The helping question: each student's own, or one for all (V1). */
export function questionSection(
  plan: TaskPlan,
  gaps: readonly TaskGap[],
  change: (plan: TaskPlan) => void,
): TemplateResult {
  const { helpingQuestion } = plan;
  const set = (part: Partial<TaskPlan['helpingQuestion']>) =>
    change({ ...plan, helpingQuestion: { ...helpingQuestion, ...part } });
  return html`<section>
    <fieldset>
      <legend><h2>${msg('Helping question')}</h2></legend>
      ${choices(
        'question',
        helpingQuestion.mode,
        [
          { value: 'own', words: msg('Each student sets their own') },
          { value: 'given', words: msg('I set one for all') },
        ],
        (mode) => set({ mode }),
      )}
    </fieldset>
    ${
      helpingQuestion.mode === 'given'
        ? html`<textarea
              class="entry below"
              data-path="helpingQuestion.text"
              maxlength="20000"
              aria-label=${msg('Helping question for all')}
              aria-invalid=${isWrong(gaps, 'helpingQuestion.text')}
              .value=${live(helpingQuestion.text)}
              @input=${(event: Event) => set({ text: typed(event) })}
            ></textarea>
            ${wrong(gaps, 'helpingQuestion.text', 'question-wrong')}`
        : nothing
    }
  </section>`;
}

/** Whether students observe alone or in groups, and how a group hands in (J2). */
export function workSection(plan: TaskPlan, change: (plan: TaskPlan) => void): TemplateResult {
  const work: WorkPlan = plan.work ?? { mode: 'alone', handIn: 'one' };
  const set = (part: Partial<WorkPlan>) => change({ ...plan, work: { ...work, ...part } });
  return html`<section>
    <fieldset>
      <legend><h2>${msg('Who observes')}</h2></legend>
      ${choices<WorkMode>(
        'work',
        work.mode,
        [
          { value: 'alone', words: msg('Each student alone') },
          { value: 'group', words: msg('Groups together') },
        ],
        (mode) => set({ mode }),
      )}
    </fieldset>
    ${
      work.mode === 'group'
        ? html`<fieldset class="below">
              <legend>${msg('A group hands in')}</legend>
              ${choices<HandInRule>(
                'hand-in',
                work.handIn,
                [
                  { value: 'one', words: msg('when one of them does it') },
                  { value: 'all', words: msg('when all have said yes') },
                ],
                (handIn) => set({ handIn }),
              )}
            </fieldset>
            ${
              plan.narration
                ? html`<fieldset class="below">
                    <legend>${msg('The narration')}</legend>
                    ${choices<NarrationWork>(
                      'narration-work',
                      work.narration ?? 'each',
                      [
                        { value: 'each', words: msg('each student writes their own') },
                        {
                          value: 'together',
                          words: msg('the group writes one, and gets one mark'),
                        },
                      ],
                      (narration) => set({ narration }),
                    )}
                  </fieldset>`
                : nothing
            }
            <p class="hint">
              ${msg('Marks, question and hand-in are shared. The groups are those of your course, or those you make on the page of the task.')}
            </p>`
        : nothing
    }
  </section>`;
}

/** When others' readings appear (T2). */
export function revealSection(
  plan: TaskPlan,
  gaps: readonly TaskGap[],
  change: (plan: TaskPlan) => void,
): TemplateResult {
  const { reveal } = plan;
  const options: { value: RevealRule; words: string }[] = [
    { value: 'after-own', words: msg('after the own hand-in') },
    { value: 'at-date', words: msg('on a date') },
    { value: 'per-group', words: msg('when everyone in their group has handed in') },
    { value: 'by-hand', words: msg('when I say so') },
  ];
  return html`<section>
    <fieldset>
      <legend><h2>${msg('Others’ readings appear')}</h2></legend>
      <div class="stacked">
        ${choices('reveal', reveal.rule, options, (rule) =>
          change({ ...plan, reveal: { ...reveal, rule } }),
        )}
      </div>
    </fieldset>
    ${
      reveal.rule === 'at-date'
        ? html`<input
              class="entry below"
              type="datetime-local"
              data-path="reveal.at"
              aria-label=${msg('Others’ readings appear on')}
              aria-invalid=${isWrong(gaps, 'reveal.at')}
              .value=${toLocalField(reveal.at)}
              @change=${(event: Event) =>
                change({
                  ...plan,
                  reveal: { ...reveal, at: fromLocalField(typed(event)) },
                })}
            />
            ${wrong(gaps, 'reveal.at', 'reveal-wrong')}`
        : nothing
    }
  </section>`;
}

/** When it opens and when it is due. */
export function datesSection(
  plan: TaskPlan,
  gaps: readonly TaskGap[],
  change: (plan: TaskPlan) => void,
): TemplateResult {
  const field = (words: string, part: 'opensAt' | 'dueAt') =>
    html`<label class="over"
      >${words}
      <input
        class="entry"
        type="datetime-local"
        data-path=${part}
        aria-invalid=${isWrong(gaps, part)}
        .value=${toLocalField(plan[part])}
        @change=${(event: Event) => change({ ...plan, [part]: fromLocalField(typed(event)) })}
    /></label>`;
  return html`<section>
    <h2>${msg('Dates')} <span class="aside">${msg('late work stays possible')}</span></h2>
    <div class="pair dates">${field(msg('Opens'), 'opensAt')} ${field(msg('Due'), 'dueAt')}</div>
    ${wrong(gaps, 'dueAt', 'dates-wrong')}
  </section>`;
}
