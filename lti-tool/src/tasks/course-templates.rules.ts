import type { CourseTemplate, TemplateActivity } from '#contract/course-template';
import type { TaskPlan } from '#contract/tasks';
import { addDays, dayInZone } from './zoned-time.ts';

/** Whether a day (`YYYY-MM-DD`) is a Monday. */
export function isMonday(day: string): boolean {
  return new Date(`${day}T12:00:00Z`).getUTCDay() === 1;
}

/** When an activity opens (Monday, 08:00) and is due (the due day of its last week, 23:59). */
export function activityDates(
  activity: Pick<TemplateActivity, 'week' | 'lengthWeeks' | 'dueDay'>,
  firstMonday: string,
  timeZone: string,
): { opensAt: string; dueAt: string } {
  const firstDay = addDays(firstMonday, (activity.week - 1) * 7);
  const dueDay = addDays(firstDay, (activity.lengthWeeks - 1) * 7 + activity.dueDay - 1);
  return {
    opensAt: dayInZone(firstDay, { hours: 8, minutes: 0 }, timeZone).toISOString(),
    dueAt: dayInZone(dueDay, { hours: 23, minutes: 59 }, timeZone).toISOString(),
  };
}

/** The plan of a task made from an activity. */
export function planFromActivity(
  activity: TemplateActivity,
  references: { clipId: string | null; frameworkId: string | null },
  dates: { opensAt: string; dueAt: string },
): TaskPlan {
  const { title, helpingQuestion, lookFors, passes, revealRule, narration, maximumPoints } =
    activity;
  return structuredClone({
    title,
    ...references,
    helpingQuestion,
    lookFors,
    ...(activity.beliefs && { beliefs: activity.beliefs }),
    passes,
    reveal: { rule: revealRule, at: revealRule === 'at-date' ? dates.dueAt : null },
    narration,
    maximumPoints,
    ...dates,
  });
}

/** What the picker shows of a template. */
export function templateSummary({ key, title, summary, weeks, activities }: CourseTemplate) {
  return {
    key,
    title,
    summary,
    weeks,
    activities: activities.map((activity) => ({
      key: activity.key,
      title: activity.title,
      week: activity.week,
      lengthWeeks: activity.lengthWeeks,
      dueDay: activity.dueDay,
      maximumPoints: activity.maximumPoints,
    })),
  };
}
