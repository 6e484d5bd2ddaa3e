/** A day (`YYYY-MM-DD`) some days later; negative goes back. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/**
 * The instant at which it is a given time of a day in a time zone. In the hour that a clock change
 * leaves out, the hour after it.
 * @throws {RangeError} for a time zone that is not known
 */
export function dayInZone(
  day: string,
  time: { hours: number; minutes: number },
  timeZone: string,
): Date {
  const wallMs = Date.parse(`${day}T00:00:00Z`) + (time.hours * 60 + time.minutes) * 60_000;
  // The offset belongs to the instant that is looked for: the second look is on its side of a change.
  const firstGuessMs = wallMs - offsetMs(wallMs, timeZone);
  return new Date(wallMs - offsetMs(firstGuessMs, timeZone));
}

/** How far the clocks of a zone are ahead of UTC at an instant. */
function offsetMs(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instantMs);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  const wallMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wallMs - Math.floor(instantMs / 1000) * 1000;
}
