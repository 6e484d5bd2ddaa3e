import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ConsentDraft } from '#contract/consents';
import { AUDIENCES, PURPOSES, type PersonKind } from '#contract/vocabulary';
import { audienceWords, purposeWords } from '#elements/clip-library/clip-words';
import { toggledPurpose, type ConsentGaps } from './consent-draft.rules.ts';

/** A consent that is being written down, and what to do when somebody changes it. */
export interface ConsentFields {
  draft: ConsentDraft;
  gaps: ConsentGaps;
  /** An adult has no assent beside the consent. */
  kind: PersonKind;
  /** Absent, a new consent begins today. */
  asksBegin?: boolean;
  change: (change: Partial<ConsentDraft>) => void;
}

const valueOf = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLTextAreaElement).value;

/**
 * The fields of a consent form, for whoever is filmed in a clip or seen in own documentation: uses,
 * audience, days, where the form lies, the child's own yes. They lie in the six columns of
 * `formStyles`.
 */
export function consentFields(fields: ConsentFields): TemplateResult {
  const { draft, gaps, kind, asksBegin = false, change } = fields;
  return html`${choices('checkbox', PURPOSES, {
      name: 'purpose',
      legend: msg('May be used for'),
      label: purposeWords,
      isChosen: (purpose) => draft.purposes.includes(purpose),
      choose: (purpose) => change({ purposes: toggledPurpose(draft.purposes, purpose) }),
      wrong: gaps.purposes && msg('Choose at least one use.'),
    })}
    ${choices('radio', AUDIENCES, {
      name: 'audience',
      legend: msg('May be seen in'),
      label: audienceWords,
      isChosen: (audience) => draft.audience === audience,
      choose: (audience) => change({ audience }),
    })}
    ${
      asksBegin
        ? dayField(fields, 'validFrom', {
            label: msg('From'),
            wrong: gaps.validFrom && msg('Give the day it begins.'),
          })
        : nothing
    }
    ${dayField(fields, 'validUntil', { label: msg('Until'), wrong: untilWords(fields) })}
    <div class="field third">
      <label for="evidence">${msg('Signed form')}</label>
      <input
        id="evidence"
        maxlength="500"
        placeholder=${msg('Where it is kept')}
        .value=${draft.evidence ?? ''}
        @input=${(event: Event) => change({ evidence: valueOf(event) })}
      />
    </div>
    ${
      kind === 'child'
        ? html`<div class="field">
            <label for="assent">${msg('The child’s own yes')}</label>
            <textarea
              id="assent"
              class="short"
              rows="1"
              maxlength="2000"
              placeholder=${msg('How the child showed it')}
              .value=${draft.assentNote ?? ''}
              @input=${(event: Event) => change({ assentNote: valueOf(event) })}
            ></textarea>
          </div>`
        : nothing
    }`;
}

interface Choices<T extends string> {
  name: string;
  legend: string;
  label: (value: T) => string;
  isChosen: (value: T) => boolean;
  choose: (value: T) => void;
  /** Why the choice cannot stay as it is. */
  wrong?: string | undefined;
}

/** A group of buttons: several of them with boxes, one of them with radio buttons, which lie in a row. */
function choices<T extends string>(
  type: 'checkbox' | 'radio',
  values: readonly T[],
  { name, legend, label, isChosen, choose, wrong }: Choices<T>,
): TemplateResult {
  return html`<fieldset class="field">
    <legend>${legend}</legend>
    <div class="options ${type === 'radio' ? 'row' : ''}">
      ${values.map(
        (value) =>
          html`<label
            ><input
              type=${type}
              name=${name}
              value=${value}
              aria-invalid=${wrong ? 'true' : nothing}
              .checked=${isChosen(value)}
              @change=${() => choose(value)}
            />${label(value)}</label
          >`,
      )}
    </div>
    ${wrong ? html`<p class="wrong">${wrong}</p>` : nothing}
  </fieldset>`;
}

function dayField(
  { draft, change }: ConsentFields,
  name: 'validFrom' | 'validUntil',
  { label, wrong }: { label: string; wrong: string | undefined },
): TemplateResult {
  return html`<div class="field third pair">
    <label for=${name}>${label}</label>
    <input
      id=${name}
      type="date"
      .value=${draft[name]}
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby=${wrong ? `${name}-wrong` : nothing}
      @input=${(event: Event) => change({ [name]: valueOf(event) })}
    />
    ${wrong ? html`<p class="wrong" id="${name}-wrong">${wrong}</p>` : nothing}
  </div>`;
}

function untilWords({ gaps, asksBegin }: ConsentFields): string | undefined {
  switch (gaps.validUntil) {
    case undefined:
      return undefined;
    case 'missing':
      return msg('Give the day it ends.');
    case 'before-begin':
      // Who is not shown a begin has none to compare with.
      return asksBegin ? msg('It ends before it begins.') : msg('This day has passed.');
    case 'over':
      return msg('This day has passed.');
  }
}
