const LONGEST_ANSWER = 400;

/**
 * The words of a platform, fit to be kept and shown: shortened, and without tokens, e-mail
 * addresses, queries of addresses, and whatever else is named as private (such as the person).
 */
export function keptAnswer(text: string, privateWords: readonly string[] = []): string {
  let kept = text
    .slice(0, 4 * LONGEST_ANSWER)
    .replaceAll(/\beyJ[\w-]+(\.[\w-]*){0,2}/g, '…')
    .replaceAll(/\bBearer\s+\S+/gi, 'Bearer …')
    .replaceAll(
      /("?(?:access_|refresh_|id_)?token"?|"?client_assertion"?)(\s*[:=]\s*)"?[^\s"&,}]+"?/gi,
      '$1$2…',
    )
    .replaceAll(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '…')
    .replaceAll(/(https?:\/\/[^\s"'<>?]+)\?[^\s"'<>]+/g, '$1?…');
  for (const word of privateWords) {
    // One or two letters would blot out half of a sentence, and tell nothing about anybody.
    if (word.length > 2) kept = kept.replaceAll(word, '…');
  }
  return kept.slice(0, LONGEST_ANSWER);
}

/**
 * Seconds of a `Retry-After` header: a number, or the date until which to wait. Null when it is
 * absent or makes no sense; at most an hour, whatever is asked.
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number | null {
  if (header === undefined || header.trim() === '') return null;
  const number = Number(header);
  const seconds = Number.isFinite(number) ? number : (Date.parse(header) - now.getTime()) / 1_000;
  if (!Number.isFinite(seconds)) return null;
  return Math.min(3_600, Math.max(0, seconds));
}
