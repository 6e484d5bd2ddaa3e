import type { Lms } from '../lms.ts';
import type { Person } from '../people.ts';
import { PLATFORMS } from '../platforms/platforms.ts';
import type { Tool } from '../tools.ts';
import { ALL_SCOPES } from '../vocabulary.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { page } from './layout.ts';
import { byAddressForm } from './registration-frame-page.ts';

/** What was typed into the form, to be shown again when something in it is wrong. */
export interface ToolForm {
  values: Record<string, string>;
  scopes: string[];
  /** Wrong fields, by name, in words. */
  problems: Record<string, string>;
}

/** The form before anything was typed. */
export const EMPTY_FORM: ToolForm = { values: {}, scopes: [...ALL_SCOPES], problems: {} };

const FIELDS = [
  { name: 'name', label: 'Name', hint: 'As the course will show it.', lines: 1 },
  { name: 'loginUrl', label: 'Login address', hint: 'Where every launch begins.', lines: 1 },
  {
    name: 'redirectUris',
    label: 'Launch addresses (redirect URIs)',
    hint: 'One in each line. Launches go to these addresses and no others.',
    lines: 2,
  },
  { name: 'targetLinkUri', label: 'Target address', hint: 'Start page of the tool.', lines: 1 },
  {
    name: 'deepLinkingUrl',
    label: 'Deep-linking address',
    hint: 'Where content is chosen. Empty: the target address.',
    lines: 1,
  },
  { name: 'jwksUrl', label: 'Key set address (JWKS)', hint: 'Public keys of the tool.', lines: 1 },
] as const;

function quote(text: string): string {
  return /^[\w:/.@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The ready-made command that tells Lookfor about this LMS. */
function registrationCommand(lms: Lms, tool: Tool): string {
  const { auth, token, jwks } = lms.urlsFor(tool);
  const { tokenAudience } = lms.state.platform;
  const options = {
    name: lms.title,
    issuer: lms.issuer,
    'client-id': tool.clientId,
    'auth-url': auth,
    'token-url': token,
    'jwks-url': jwks,
    deployment: tool.deploymentId,
    ...(tokenAudience === null ? {} : { 'token-audience': tokenAudience }),
  };
  const words = Object.entries(options).map(([name, value]) => `--${name} ${quote(value)}`);
  return `npm run lookfor -- platform add ${words.join(' ')}`;
}

function registered(lms: Lms, tool: Tool): SafeHtml {
  const { auth, token, jwks } = lms.urlsFor(tool);
  const { tokenAudience } = lms.state.platform;
  const facts: [string, string][] = [
    ['Issuer', lms.issuer],
    ['Client id', tool.clientId],
    ['Deployment id', tool.deploymentId],
    ['Authentication address', auth],
    ['Token address', token],
    ...(tokenAudience === null
      ? []
      : [['Token audience', tokenAudience] satisfies [string, string]]),
    ['Key set address', jwks],
  ];
  return html`<section class="box" data-tool="${tool.clientId}">
    <h2>${tool.name} <small>registered</small></h2>
    <div class="inside stack">
      <p>Type this into the tool, so that it knows this LMS:</p>
      <dl class="facts">
        ${facts.map(
          ([term, value]) =>
            html`<div>
              <dt>${term}</dt>
              <dd><code>${value}</code></dd>
            </div>`,
        )}
      </dl>
      <p>Or, in the folder of Lookfor:</p>
      <pre tabindex="0" aria-label="Command">${registrationCommand(lms, tool)}</pre>
      <p class="note">
        It starts at ${tool.loginUrl}, launches go to ${tool.redirectUris.join(', ')}.
      </p>
      <div class="row">
        <a class="button" href="/administration?change=${tool.clientId}">Change</a>
        <form method="post" action="/administration/${tool.clientId}/remove">
          <button class="button">Remove with all its activities and grades</button>
        </form>
      </div>
    </div>
  </section>`;
}

function field(form: ToolForm, spec: (typeof FIELDS)[number]): SafeHtml {
  const problem = form.problems[spec.name];
  const value = form.values[spec.name] ?? '';
  const described = html`aria-describedby="${spec.name}-hint${problem && ` ${spec.name}-problem`}"
  ${problem !== undefined && html`aria-invalid="true"`}`;
  return html`<div class="field">
    <label for="${spec.name}">${spec.label}</label>
    ${
      spec.lines === 1
        ? html`<input id="${spec.name}" name="${spec.name}" value="${value}" ${described} />`
        : html`<textarea id="${spec.name}" name="${spec.name}" rows="${spec.lines}" ${described}>
${value}</textarea>`
    }
    <small id="${spec.name}-hint">${spec.hint}</small>
    ${
      problem !== undefined &&
      html`<small class="bad" id="${spec.name}-problem">${spec.label}: ${problem}</small>`
    }
  </div>`;
}

function platformForm(lms: Lms): SafeHtml {
  const { platform } = lms.state;
  return html`<section class="box" id="platform">
    <h2>Play a platform</h2>
    <form method="post" action="/administration/platform" class="inside stack">
      <div class="field">
        <label for="platform-key">This LMS answers like</label>
        <select id="platform-key" name="platform" aria-describedby="platform-hint">
          ${Object.values(PLATFORMS).map(
            ({ key, name }) =>
              html`<option value="${key}" ${key === platform.key && html`selected`}>
                ${name}
              </option>`,
          )}
        </select>
        <small id="platform-hint"
          >Addresses, claims, roles, lists and grades become those of the platform. The tool must
          then be told its addresses anew.</small
        >
      </div>
      <p><button class="button">Play it</button></p>
    </form>
  </section>`;
}

function registrationForm(form: ToolForm): SafeHtml {
  const changed = form.values['clientId'];
  return html`<section class="box" id="register">
    <h2>${changed === undefined ? 'Register a tool' : `Change ${form.values['name'] ?? ''}`}</h2>
    <form method="post" action="/administration" class="inside stack" novalidate>
      ${
        Object.keys(form.problems).length > 0 &&
        html`<p role="alert" class="bad">Some fields need another look. Nothing was registered.</p>`
      }
      ${
        changed !== undefined &&
        html`<input type="hidden" name="clientId" value="${changed}" />
          <input type="hidden" name="deploymentId" value="${form.values['deploymentId'] ?? ''}" />`
      }
      ${FIELDS.map((spec) => field(form, spec))}
      <fieldset>
        <legend>The tool may use</legend>
        ${ALL_SCOPES.map(
          (scope) =>
            html`<label
              ><input
                type="checkbox"
                name="scopes"
                value="${scope}"
                ${form.scopes.includes(scope) && html`checked`}
              />
              ${scope.slice(scope.lastIndexOf('/') + 1)}</label
            >`,
        )}
      </fieldset>
      <p>
        <button class="button blue">
          ${changed === undefined ? 'Register the tool' : 'Save the change'}
        </button>
      </p>
    </form>
  </section>`;
}

/** Page of the administrator: registers tools by hand. Everybody else is told whom to be. */
export function administrationPage(lms: Lms, viewer: Person, form: ToolForm): string {
  const allowed = viewer.part === 'administrator';
  const main = allowed
    ? html`${lms.state.tools.map((tool) => registered(lms, tool))}
      ${lms.state.platform.registration.byAddress && byAddressForm()} ${registrationForm(form)}
      ${platformForm(lms)}`
    : html`<section class="box">
        <h2>Only for the administrator</h2>
        <p class="inside">
          ${viewer.givenName} may not register tools.
          <a href="/administration?as=max">Be Max, the administrator</a>.
        </p>
      </section>`;
  return page({
    lms,
    viewer,
    title: 'Administration',
    current: '/administration',
    here: '/administration',
    main,
  });
}
