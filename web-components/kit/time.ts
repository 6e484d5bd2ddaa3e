import { msg, str } from '@lit/localize';
import { formatLocale } from '#elements/kit/locale';

/** Clock of a clip with tenths: `107.84` → `1:47.8`. Cut, not rounded: it shows what has passed. */
export function formatSeconds(seconds: number): string {
  const tenths = Math.floor(Math.max(0, seconds) * 10 + 1e-6);
  return `${wholeClock(Math.floor(tenths / 10))}.${tenths % 10}`;
}

/** Clock without tenths, for lengths and rulers: `252` → `4:12`. */
export function formatClock(seconds: number): string {
  return wholeClock(Math.floor(Math.max(0, seconds) + 1e-6));
}

/**
 * A stretch: `1:33–1:38`, or with tenths at both ends when either has some: `1:43.0–1:52.4`.
 * A point (`end` absent or equal) is one time.
 */
export function formatRange(startSeconds: number, endSeconds?: number | null): string {
  const isPoint =
    endSeconds === undefined || endSeconds === null || endSeconds - startSeconds < 0.05;
  const times = isPoint ? [startSeconds] : [startSeconds, endSeconds];
  const isWhole = times.every((time) => Math.abs(time - Math.round(time)) < 0.05);
  return times
    .map((time) => (isWhole ? formatClock(Math.round(time)) : formatSeconds(time + 0.001)))
    .join('–');
}

/** A time in words, for screen readers: "1 minute 47.8 seconds". */
export function spokenSeconds(seconds: number): string {
  const tenths = Math.floor(Math.max(0, seconds) * 10 + 1e-6);
  const minutes = Math.floor(tenths / 600);
  const rest = new Intl.NumberFormat(formatLocale(), { maximumFractionDigits: 1 }).format(
    (tenths % 600) / 10,
  );
  if (minutes === 0) return msg(str`${rest} seconds`);
  return msg(str`${minutes} min ${rest} seconds`);
}

/** The value of `<time datetime>` for a stretch of seconds. */
export function machineDuration(seconds: number): string {
  return `PT${Math.round(Math.max(0, seconds) * 10) / 10}S`;
}

/**
 * Reads a time as people type it: `1:47.8`, `1:47,8`, `107.8`, `1:02:03`, `1m 47s`.
 * Null when it is none.
 */
export function parseTime(typed: string): number | null {
  const text = typed.trim().toLowerCase().replace(',', '.');
  const clock = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2}(?:\.\d+)?)$/.exec(text);
  if (clock) {
    const [, hours = '0', minutes = '0', seconds = '0'] = clock;
    if (Number(seconds) >= 60 || (clock[1] !== undefined && Number(minutes) >= 60)) return null;
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  }
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const units = /^(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+(?:\.\d+)?)\s*s)?$/.exec(text);
  if (units && text !== '') {
    const [, hours = '0', minutes = '0', seconds = '0'] = units;
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  }
  return null;
}

/** A day (`2026-11-14`) in words: "14 November 2026". */
export function formatDay(day: string): string {
  // A day has no zone; noon UTC with zone UTC keeps it the same day everywhere.
  return new Intl.DateTimeFormat(formatLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );
}

/** The day of now as consents and due days count it, in UTC: `2026-11-14`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** An instant as people say it: "14:06" today, otherwise "14 Nov, 14:06" (with the year if not this). */
export function formatInstant(instant: string, now: Date = new Date()): string {
  const date = new Date(instant);
  const time = formatTimeOfDay(instant);
  if (date.toDateString() === now.toDateString()) return time;
  const day = new Intl.DateTimeFormat(formatLocale(), {
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  }).format(date);
  return `${day}, ${time}`;
}

/** Hours and minutes of an instant, in the reader's zone: "14:06". */
export function formatTimeOfDay(instant: string): string {
  return new Intl.DateTimeFormat(formatLocale(), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));
}

function wholeClock(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
