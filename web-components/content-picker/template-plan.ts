import { msg, str } from '@lit/localize';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { taskRoutes } from '#contract/tasks';
import type { RouteReply } from '#contract/route';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { formatDay } from '#elements/kit/time';
import { cssFacts } from '#elements/kit/css-facts';
import { monthName, shortDay } from './outcome-words.ts';
import { dueDayOf, monthsOver } from './selection.rules.ts';
import { templatePlanStyles } from './template-plan.styles.ts';

/** A course template as the picker knows it. */
export type TemplateOffer = RouteReply<typeof taskRoutes.listTemplates>['templates'][number];
type Activity = TemplateOffer['activities'][number];

/** Another template, other activities, or another first Monday. */
export class TemplateChoice extends Event {
  static readonly eventName = 'lookfor-template-choice';
  readonly choice: { templateKey?: string; activityKeys?: string[]; firstMonday?: string };

  constructor(choice: TemplateChoice['choice']) {
    super(TemplateChoice.eventName, OUTWARD);
    this.choice = choice;
  }
}

/**
 * Course templates at the left, the chosen one over its weeks at the right.
 *
 * @tag lookfor-template-plan
 * @fires lookfor-template-choice {TemplateChoice} - something else is chosen
 */
@customElement('lookfor-template-plan')
export class LookforTemplatePlan extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, templatePlanStyles];

  @property({ attribute: false }) templates: readonly TemplateOffer[] = [];
  @property({ attribute: false }) chosen: TemplateOffer | undefined;
  /** Keys of the activities that are to be added. */
  @property({ attribute: false }) activityKeys: readonly string[] = [];
  @property({ attribute: false }) firstMonday = '';
  /** Mondays on offer. */
  @property({ attribute: false }) mondays: readonly string[] = [];
  /** The LMS takes only one activity at a time. */
  @property({ type: Boolean, attribute: 'only-one' }) onlyOne = false;

  #choose(choice: TemplateChoice['choice']): void {
    this.dispatchEvent(new TemplateChoice(choice));
  }

  #tick(key: string, isTicked: boolean): void {
    const others = this.onlyOne ? [] : this.activityKeys.filter((one) => one !== key);
    this.#choose({ activityKeys: isTicked ? [...others, key] : [...others] });
  }

  override render() {
    const { chosen } = this;
    return html`<fieldset class="templates">
        <legend class="unseen">${msg('Course templates')}</legend>
        ${this.templates.map(
          (template) =>
            html`<label
              ><input
                type="radio"
                name="template"
                .checked=${live(template.key === chosen?.key)}
                @change=${() => this.#choose({ templateKey: template.key })}
              /><b>${template.title}</b><span>${sizeWords(template)}</span></label
            >`,
        )}
      </fieldset>
      ${chosen ? this.#renderPlan(chosen) : nothing}`;
  }

  #renderPlan(template: TemplateOffer): TemplateResult {
    return html`<section class="plan" aria-labelledby="chosen">
      <label class="on-phone"
        >${msg('Template')}
        <select
          @change=${(event: Event) =>
            this.#choose({ templateKey: (event.currentTarget as HTMLSelectElement).value })}
        >
          ${this.templates.map(
            (one) =>
              html`<option value=${one.key} ?selected=${one.key === template.key}>
                ${one.title}
              </option>`,
          )}
        </select></label
      >
      <div class="head">
        <div>
          <h2 id="chosen">${template.title}</h2>
          <p>${template.summary}</p>
        </div>
        <label
          >${msg('First Monday')}
          <select
            @change=${(event: Event) =>
              this.#choose({ firstMonday: (event.currentTarget as HTMLSelectElement).value })}
          >
            ${this.mondays.map(
              (monday) =>
                html`<option value=${monday} ?selected=${monday === this.firstMonday}>
                  ${formatDay(monday)}
                </option>`,
            )}
          </select></label
        >
      </div>
      <table>
        <thead>
          <tr>
            <th class="what" scope="col">${msg('Activity')}</th>
            <th class="weeks" scope="col">
              <span class="unseen">${msg('Weeks')}</span>${this.#renderWeeks(template)}
            </th>
            <th class="points" scope="col">${msg('Points')}</th>
            <th class="due" scope="col">${msg('Due')}</th>
          </tr>
        </thead>
        <tbody>
          ${template.activities.map((activity) => this.#renderActivity(template, activity))}
        </tbody>
      </table>
      <p class="key" aria-hidden="true">
        <span><i></i>${msg('marked')}</span>
        <span><i class="unmarked"></i>${msg('not marked')}</span>
      </p>
    </section>`;
  }

  #renderWeeks(template: TemplateOffer): TemplateResult {
    const { weeks } = template;
    return html`<div class="scale" aria-hidden="true" ${cssFacts({ '--weeks': weeks })}>
      ${monthsOver(this.firstMonday, weeks).map(
        (month) =>
          html`<b ${cssFacts({ '--from': month.from, '--length': month.weeks })}
            >${monthName(month.day)}</b
          >`,
      )}
      ${Array.from({ length: weeks }, (_, at) => html`<span>${at + 1}</span>`)}
    </div>`;
  }

  #renderActivity(template: TemplateOffer, activity: Activity): TemplateResult {
    const isTicked = this.activityKeys.includes(activity.key);
    const isMarked = activity.maximumPoints > 0;
    return html`<tr class=${isTicked ? '' : 'left-out'}>
      <th class="what" scope="row">
        <label
          ><input
            type="checkbox"
            .checked=${live(isTicked)}
            @change=${(event: Event) =>
              this.#tick(activity.key, (event.currentTarget as HTMLInputElement).checked)}
          />${activity.title}</label
        >
      </th>
      <td class="weeks">
        <span class="unseen"
          >${
            activity.lengthWeeks === 1
              ? msg(str`Week ${activity.week}`)
              : msg(str`Weeks ${activity.week} to ${activity.week + activity.lengthWeeks - 1}`)
          }</span
        >
        <div class="track" ${cssFacts({ '--weeks': template.weeks })}>
          <i
            class=${isMarked ? '' : 'unmarked'}
            ${cssFacts({ '--from': activity.week, '--length': activity.lengthWeeks })}
          ></i>
        </div>
      </td>
      <td class="points">${isMarked ? activity.maximumPoints : ''}</td>
      <td class="due">
        ${isTicked ? shortDay(dueDayOf(activity, this.firstMonday)) : msg('left out')}
      </td>
    </tr>`;
  }
}

function sizeWords({ weeks, activities }: TemplateOffer): string {
  const activityWords =
    activities.length === 1 ? msg('1 activity') : msg(str`${activities.length} activities`);
  return weeks === 1
    ? msg(str`1 week, ${activityWords}`)
    : msg(str`${weeks} weeks, ${activityWords}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-template-plan': LookforTemplatePlan;
  }
  interface HTMLElementEventMap {
    'lookfor-template-choice': TemplateChoice;
  }
}
