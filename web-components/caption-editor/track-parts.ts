import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { TrackBrief, TrackKind } from '#contract/captions';
import type { WebVttProblem } from '#contract/shared/webvtt';
import { contentLanguages } from '#elements/clip-library/clip-words';
import { icon } from '#elements/kit/icons';
import { currentLocale } from '#elements/kit/locale';
import { twoTexts } from '#elements/kit/two-texts';
import { fileProblemWords, trackKindWords, trackName } from './caption-words.ts';
import type { TrackDraft } from './track-draft.ts';

/** Which track of a clip. */
export type TrackChoice = Pick<TrackBrief, 'kind' | 'language'>;

const MOST_PROBLEMS = 8;

/** Turns to another track of the clip, or begins one in another language. */
export function trackMenu(
  { kind, language }: TrackChoice,
  { tracks, spokenLanguage }: { tracks: readonly TrackBrief[]; spokenLanguage: string },
  turnTo: (track: TrackChoice) => void,
): TemplateResult {
  const isThere = tracks.some((one) => one.kind === kind && one.language === language);
  const known: readonly TrackChoice[] = isThere ? tracks : [...tracks, { kind, language }];
  const languages = contentLanguages([spokenLanguage, language, currentLocale()]);
  const option = (track: TrackChoice) =>
    html`<option
      value="${track.kind} ${track.language}"
      .selected=${track.kind === kind && track.language === language}
    >
      ${trackName(track)}
    </option>`;
  const handleChange = (event: Event): void => {
    const [chosen, code = ''] = (event.target as HTMLSelectElement).value.split(' ');
    turnTo({ kind: chosen as TrackKind, language: code });
  };
  return html`<select aria-label=${msg('Which track')} @change=${handleChange}>
    ${known.map(option)}
    ${(['captions', 'descriptions'] as const).map(
      (one) =>
        html`<optgroup label=${msg(str`New: ${trackKindWords(one)}`)}>
          ${languages
            .map((code) => ({ kind: one, language: code }))
            .filter(
              (track) => !known.some((it) => it.kind === one && it.language === track.language),
            )
            .map(option)}
        </optgroup>`,
    )}
  </select>`;
}

/** Whether the lines are checked or a draft, and the step from one to the other. */
export function trackStanding(draft: TrackDraft, hasLines: boolean): TemplateResult {
  const isDraft = draft.writing?.isDraft ?? true;
  const isMachine = draft.track?.isMachine ?? false;
  return html`<p class="standing">
      ${
        !isDraft
          ? msg('Checked: everybody who watches the clip gets it, each change at once.')
          : isMachine
            ? msg('A draft that a service wrote. Only those who look after clips see it.')
            : msg('A draft that only those who look after clips see')
      }
    </p>
    ${
      isDraft
        ? html`<button
            class="primary"
            ?disabled=${!hasLines}
            @click=${() => draft.write({ isDraft: false })}
          >
            ${msg('I have checked it')}
          </button>`
        : html`<button @click=${() => draft.write({ isDraft: true })}>
            ${msg('Make it a draft again')}
          </button>`
    }`;
}

/** Two texts of one track, until somebody chooses. */
export function trackConflict(draft: TrackDraft): TemplateResult | typeof nothing {
  if (!draft.conflict) return nothing;
  return twoTexts(
    msg(
      'These lines were changed in another window or on another device meanwhile. Both are kept until you choose.',
    ),
    (choice) => draft.settle(choice),
  );
}

/** Why a file was not taken over, problem by problem. */
export function refusedFile(problems: readonly WebVttProblem[]): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  const more = problems.length - MOST_PROBLEMS;
  return html`<section class="conflict" role="alert">
    <p>${msg('The file was not taken over. Your lines are as they were.')}</p>
    <ul>
      ${problems.slice(0, MOST_PROBLEMS).map((one) => html`<li>${fileProblemWords(one)}</li>`)}
      ${more > 0 ? html`<li>${msg(str`${more} more`)}</li>` : nothing}
    </ul>
  </section>`;
}

/** How to begin: at the clip, or with the lines of another language. */
export function noLines(
  { kind, language }: TrackChoice,
  tracks: readonly TrackBrief[],
  on: { add: () => void; copy: (track: TrackBrief) => void },
): TemplateResult {
  const others = tracks.filter((track) => track.kind === kind && track.language !== language);
  return html`<div class="state">
    <h2>${msg('There are no lines yet')}</h2>
    <p>
      ${
        kind === 'captions'
          ? msg('Play the clip, and press A where somebody begins to speak.')
          : msg(
              'Press A where something is to be seen that nobody says. The clip pauses there until it is read.',
            )
      }
    </p>
    <button @click=${on.add}>${icon('plus')} ${msg('Add a line here')}</button>
    ${others.map(
      (track) =>
        html`<button class="quiet" @click=${() => on.copy(track)}>
          ${msg(str`Begin with a copy of: ${trackName(track)}`)}
        </button>`,
    )}
  </div>`;
}
