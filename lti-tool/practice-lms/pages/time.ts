/** Time of day in UTC, e.g. 10:06:41 or 10:06. */
export function clock(instant: string, seconds = false): string {
  return new Date(instant).toISOString().slice(11, seconds ? 19 : 16);
}

/** Day and time in UTC, e.g. "30 Oct, 18:00". */
export function dayAndTime(instant: string): string {
  const date = new Date(instant);
  const month = date.toLocaleString('en-GB', { month: 'short', timeZone: 'UTC' });
  return `${date.getUTCDate()} ${month}, ${clock(date.toISOString())}`;
}

/** How long ago, in words: seconds, minutes, hours, then days. */
export function ago(thenMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - thenMs) / 1000));
  const steps: [number, string][] = [
    [60, 'second'],
    [60, 'minute'],
    [24, 'hour'],
  ];
  let amount = seconds;
  for (const [size, unit] of steps) {
    if (amount < size) return `${amount} ${unit}${amount === 1 ? '' : 's'} ago`;
    amount = Math.floor(amount / size);
  }
  return `${amount} day${amount === 1 ? '' : 's'} ago`;
}
