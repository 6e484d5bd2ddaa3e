import type { Lms } from '../lms.ts';
import type { Switches } from '../switches.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';

type YesNo = {
  [Name in keyof Switches]: Switches[Name] extends boolean ? Name : never;
}[keyof Switches];

const YES_NO: readonly { name: YesNo; label: string; hint: string }[] = [
  {
    name: 'scoresFail',
    label: 'Fail on every score',
    hint: 'Error 500. The mark must wait in the tool.',
  },
  { name: 'kitIsNoStudent', label: 'Kit is not a student', hint: 'Grades for Kit are refused.' },
  { name: 'lockRobin', label: 'Lock Robin’s grade', hint: 'Error 500, without a reason.' },
  {
    name: 'noPlatformStorage',
    label: 'No platform storage',
    hint: 'The launch must work by cookie or in a new tab.',
  },
  {
    name: 'silentPlatformStorage',
    label: 'Platform storage never answers',
    hint: 'It is announced, and then nobody is at home.',
  },
  {
    name: 'noNames',
    label: 'Send no names',
    hint: 'No names and addresses, here or in the roster.',
  },
  { name: 'shortTokens', label: 'Tokens live five seconds', hint: 'Instead of an hour.' },
  {
    name: 'assessorAsTeachingAssistant',
    label: 'Ash is a teaching assistant',
    hint: 'Off: Ash arrives as plain Instructor and stands in the roster as Learner (Moodle). On: Instructor and TeachingAssistant (Canvas).',
  },
  {
    name: 'oddAnswers',
    label: 'Odd but real answers',
    hint: 'Token labelled as HTML, curly quotes in Link, short role names.',
  },
  {
    name: 'smallPages',
    label: 'Lists in pages of two',
    hint: 'Roster, line items and results.',
  },
];

/** The switches that make this LMS difficult. They work by script, and without it by one button. */
export function switchPanel(lms: Lms): SafeHtml {
  const { switches } = lms.state;
  return html`<section class="box" id="difficult">
    <h2>Make it difficult</h2>
    <form method="post" action="/switches" id="switches-form">
      <ul class="faults">
        <li>
          <label
            ><input
              type="checkbox"
              name="silence"
              value="hang"
              ${switches.silence !== 'off' && html`checked`}
            /><span>Do not answer for one minute</span
            ><small>The tool should keep the mark and try again.</small></label
          >
        </li>
        <li>
          <label class="select"
            >Answer slowly
            <select name="delayMs">
              ${[0, 500, 2000, 10_000].map(
                (delayMs) =>
                  html`<option value="${delayMs}" ${switches.delayMs === delayMs && html`selected`}>
                    ${delayMs === 0 ? 'no' : `${delayMs / 1000} s later`}
                  </option>`,
              )}
            </select></label
          >
        </li>
        ${YES_NO.map(
          ({ name, label, hint }) =>
            html`<li>
              <label
                ><input
                  type="checkbox"
                  name="${name}"
                  value="true"
                  ${switches[name] && html`checked`}
                /><span>${label}</span><small>${hint}</small></label
              >
            </li>`,
        )}
      </ul>
      <p class="inside row">
        <noscript><button class="button small">Set</button></noscript>
        <span role="status" id="switches-status"></span>
      </p>
    </form>
  </section>`;
}

/** Reads the form of the panel: a box that is not sent is off. */
export function switchesFromForm(form: Record<string, unknown>): Partial<Switches> {
  const change: Partial<Switches> = {
    silence: form['silence'] === 'hang' ? 'hang' : 'off',
    delayMs: Number(form['delayMs']),
  };
  for (const { name } of YES_NO) change[name] = form[name] === 'true';
  return change;
}
