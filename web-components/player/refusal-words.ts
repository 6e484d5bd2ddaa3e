import { msg } from '@lit/localize';

/** Codes which say that a clip may not be played, however often one asks. */
const CLOSING = [
  'consent_withdrawn',
  'consent_ended',
  'consent_missing',
  'not_found',
  'not_allowed',
] as const;
type ClosingCode = (typeof CLOSING)[number];

/** Is this a clip that is closed, rather than one that fails for the moment? */
export function isClosing(code: string): code is ClosingCode {
  return (CLOSING as readonly string[]).includes(code);
}

/** Why a clip is closed, in a sentence that blames nobody. */
export function closingWords(code: string): string {
  switch (code as ClosingCode) {
    case 'consent_withdrawn':
      return msg('A person in this clip has withdrawn consent, so it can no longer be played.');
    case 'consent_ended':
      return msg('The consent for this clip has ended, so it can no longer be played.');
    case 'consent_missing':
      return msg(
        'Not everyone who is seen or heard in this clip has a recorded consent for this use, so it cannot be played here.',
      );
    default:
      return msg('This clip is not here any more, or not for you.');
  }
}
