import type { DeepLinkingOffer } from '#contract/launch';

/** Weeks and sums of what is about to be added to a course; days are `YYYY-MM-DD`. */

interface Activity {
  key: string;
  week: number;
  lengthWeeks: number;
  dueDay: number;
  maximumPoints: number;
}

/** A day some days later. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** This Monday (when it is one) or the next, and those after it. */
export function mondaysFrom(today: string, count: number): string[] {
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay();
  const first = addDays(today, (8 - weekday) % 7);
  return Array.from({ length: count }, (_, at) => addDays(first, at * 7));
}

/** The day on which an activity is due. */
export function dueDayOf(
  activity: Pick<Activity, 'week' | 'lengthWeeks' | 'dueDay'>,
  firstMonday: string,
): string {
  const weeks = activity.week - 1 + activity.lengthWeeks - 1;
  return addDays(firstMonday, weeks * 7 + activity.dueDay - 1);
}

/** The months over the weeks of a course: which, from which week, and for how many. */
export function monthsOver(
  firstMonday: string,
  weeks: number,
): { day: string; from: number; weeks: number }[] {
  const months: { day: string; from: number; weeks: number }[] = [];
  for (let week = 1; week <= weeks; week += 1) {
    const day = addDays(firstMonday, (week - 1) * 7);
    const last = months.at(-1);
    if (last && last.day.slice(0, 7) === day.slice(0, 7)) last.weeks += 1;
    else months.push({ day, from: week, weeks: 1 });
  }
  return months;
}

/** What an LMS does with what is sent to it, and a person should know before. */
const NOTICES = ['no-columns', 'points-scaled', 'dates-here', 'save-there'] as const;
export type Notice = (typeof NOTICES)[number];

/** The outcome as the LMS lets it come about. */
export function acceptedOutcome(
  outcome: Outcome,
  accepts: Pick<DeepLinkingOffer, 'acceptsLineItem'>,
): Outcome {
  return accepts.acceptsLineItem === false ? { ...outcome, columns: 0, points: 0 } : outcome;
}

/** What is to be said about a choice before it is sent; in the order in which it matters. */
export function noticesOf(
  outcome: Outcome & { highestPoints: number },
  accepts: Pick<
    DeepLinkingOffer,
    'acceptsLineItem' | 'keepsDates' | 'maximumPoints' | 'autoCreates'
  >,
): Notice[] {
  if (outcome.activities === 0) return [];
  const { maximumPoints } = accepts;
  const hasColumns = outcome.columns > 0 && accepts.acceptsLineItem !== false;
  const isTooHigh = maximumPoints !== null && outcome.highestPoints > maximumPoints;
  const hasDates = outcome.from !== null || outcome.until !== null;
  return [
    ...(outcome.columns > 0 && !hasColumns ? (['no-columns'] as const) : []),
    ...(hasColumns && isTooHigh ? (['points-scaled'] as const) : []),
    ...(hasDates && !accepts.keepsDates ? (['dates-here'] as const) : []),
    // Several are stored without a form; a single one waits in it.
    ...(!accepts.autoCreates && outcome.activities === 1 ? (['save-there'] as const) : []),
  ];
}

/** What will be created. */
export interface Outcome {
  activities: number;
  columns: number;
  points: number;
  from: string | null;
  until: string | null;
}

/** The sum of chosen activities of a template. */
export function outcomeOfActivities(activities: readonly Activity[], firstMonday: string): Outcome {
  const starts = activities.map((activity) => addDays(firstMonday, (activity.week - 1) * 7));
  const ends = activities.map((activity) => dueDayOf(activity, firstMonday));
  return {
    activities: activities.length,
    ...sumOf(activities),
    from: starts.sort()[0] ?? null,
    until: ends.sort().at(-1) ?? null,
  };
}

/** The sum of chosen tasks. */
export function outcomeOfTasks(
  tasks: readonly { maximumPoints: number; opensAt: string | null; dueAt: string | null }[],
): Outcome {
  const days = (instants: (string | null)[]) =>
    instants.flatMap((instant) => (instant === null ? [] : [instant.slice(0, 10)])).sort();
  return {
    activities: tasks.length,
    ...sumOf(tasks),
    from: days(tasks.map((task) => task.opensAt))[0] ?? null,
    until: days(tasks.map((task) => task.dueAt)).at(-1) ?? null,
  };
}

function sumOf(parts: readonly { maximumPoints: number }[]): { columns: number; points: number } {
  return {
    columns: parts.filter((part) => part.maximumPoints > 0).length,
    points: parts.reduce((sum, part) => sum + part.maximumPoints, 0),
  };
}
