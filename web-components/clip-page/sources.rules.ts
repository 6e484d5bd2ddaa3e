/** Sources in one run of text: between those that end as sentences do, nothing has to stand. */
export function inOneRun(sources: readonly string[]): string {
  return sources
    .map((source) => source.trim())
    .filter((source) => source !== '')
    .reduce(
      (told, next) => (told === '' ? next : `${told}${/[.!?]$/.test(told) ? '' : ';'} ${next}`),
      '',
    );
}
