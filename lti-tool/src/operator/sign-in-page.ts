import { html } from './html.ts';
import { field, form, operatorPage, type OperatorFrame } from './operator-frame.ts';

/** The page of whoever is not signed in. */
export function signInPage(
  frame: OperatorFrame,
  { hasSecret, problem }: { hasSecret: boolean; problem: 'wrong' | 'tooMany' | 'linkOver' | null },
): string {
  const words = frame.words.signIn;
  const secret =
    hasSecret &&
    form(
      frame,
      '/operator/sign-in',
      html`${field(words.secret, 'secret', { type: 'password', isRequired: true })}
        <button class="action main">${words.enter}</button>`,
    );
  return operatorPage(
    frame,
    words.heading,
    html`<main class="alone">
      <h1>${words.heading}</h1>
      ${problem && html`<p class="said not" role="alert">${words[problem]}</p>`} ${secret}
      <p class="quiet">${words.byLink}</p>
      <p><code>npm run lookfor -- operator link</code></p>
    </main>`,
  );
}

/** A link serves by a press of a button: whatever only looks at addresses does not use it up. */
export function linkPage(frame: OperatorFrame, token: string): string {
  const words = frame.words.signIn;
  return operatorPage(
    frame,
    words.linkHeading,
    html`<main class="alone">
      <h1>${words.linkHeading}</h1>
      <p class="quiet">${words.linkText}</p>
      ${form(
        frame,
        '/operator/enter',
        html`<input type="hidden" name="link" value="${token}" /><button class="action main">
            ${words.enter}
          </button>`,
      )}
    </main>`,
  );
}

/** A page for what is not there, or could not be shown. */
export function sentencePage(
  frame: OperatorFrame,
  { sentence, home }: { sentence: string; home: string },
  reference: string | null,
): string {
  return operatorPage(
    frame,
    sentence,
    html`<main class="alone">
      <h1>${sentence}</h1>
      ${reference !== null && html`<p><code>${reference}</code></p>`}
      <p><a class="word" href="${home}">${frame.words.back}</a></p>
    </main>`,
  );
}
