import { html } from 'lit';
import { courseCopyRoutes, type CourseCopy } from '#contract/course-copies';
import { courseWorkRoutes, type OwnWork, type TaskProgress } from '#contract/course-work';
import { courseRoutes, type Course, type CoursePerson, type Session } from '#contract/launch';
import { taskRoutes, type TaskSummary } from '#contract/tasks';
import { CAPABILITIES_OF, type AssignableRole, type Role } from '#contract/vocabulary';
import '#elements/course/copied-course';
import '#elements/course/course-page';
import '#elements/course/own-tasks';
import { pretendApi, refusal, type Answer } from './pretend-server.ts';

function idOf(number: number): string {
  return `0190a1b2-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

function person(number: number, name: string, words: string[], role: Role): CoursePerson {
  return {
    personId: idOf(number),
    name,
    platformRoles: words,
    role,
    assignedRole: null,
    assignedAt: null,
    isMe: number === 1,
    hasLaunched: number < 12,
    groups: number >= 10 ? [`Lab group ${number % 2 === 0 ? 'A' : 'B'}`] : [],
  };
}

function sampleCourse(students: number): Course {
  const learners = Array.from({ length: students }, (_, at) =>
    person(
      10 + at,
      `Participant ${(4096 + at * 7).toString(16).toUpperCase()}`,
      ['Learner'],
      'student',
    ),
  );
  return {
    title: 'EDU 210 Observing Young Children',
    people: [
      person(1, 'L. M.', ['Instructor'], 'lecturer'),
      person(2, 'K. D.', ['Instructor', 'TeachingAssistant'], 'assessor'),
      {
        ...person(3, 'A. V.', ['Learner'], 'assessor'),
        assignedRole: 'assessor',
        assignedAt: '2026-11-03T09:12:00Z',
      },
      person(4, 'R. S.', ['Mentor'], 'observer'),
      ...learners,
    ],
    rosterOffered: true,
    rosterReadAt: '2026-11-21T07:40:00Z',
    rosterIsStale: false,
    groups: ['Lab group A', 'Lab group B'].map((name, at) => ({
      id: idOf(800 + at),
      name,
      setName: 'Labs',
      size: students / 2,
    })),
  };
}

function summary(number: number, different: Partial<TaskSummary>): TaskSummary {
  return {
    id: idOf(100 + number),
    title: 'Narration 2: The child’s initiative',
    state: 'published',
    clipTitle: 'Blocks before snack',
    posterUrl: new URL('/sample-media/bridge/poster.jpg', location.href).href,
    maximumPoints: 30,
    opensAt: null,
    dueAt: '2026-11-20T17:00:00Z',
    placed: true,
    sentAt: null,
    gapCount: 0,
    updatedAt: '2026-11-01T09:00:00Z',
    ...different,
  };
}

const tasks = [
  summary(1, {}),
  summary(2, {
    title: 'Who waits, and who is waited for?',
    dueAt: '2036-12-04T17:00:00Z',
    maximumPoints: 0,
    placed: false,
  }),
  summary(3, {
    title: 'Narration 3: Begin again',
    state: 'draft',
    gapCount: 3,
    posterUrl: null,
    clipTitle: null,
  }),
  summary(4, {
    title:
      'A title that somebody wrote in one go, with everything that the task is about, so that nobody could overlook what is meant by it in the second week of the course',
    opensAt: '2036-12-07T07:00:00Z',
  }),
];

/** A course, or one of the states that it may be in. */
export function courseExhibit(kind: 'whole' | 'empty' | 'failed' | 'large' | 'assessor') {
  let course =
    kind === 'empty'
      ? { ...sampleCourse(0), people: sampleCourse(0).people.slice(0, 1), rosterReadAt: null }
      : sampleCourse(kind === 'large' ? 300 : 24);
  const role = kind === 'assessor' ? 'assessor' : 'lecturer';
  const session: Session = {
    personId: idOf(1),
    name: null,
    role,
    capabilities: [...CAPABILITIES_OF[role]],
    courseTitle: course.title,
    locale: 'en',
  };
  const answers: Answer[] = [
    {
      route: courseRoutes.getCourse,
      reply: () => course,
      ...(kind === 'failed' && { problem: refusal('unavailable', 503) }),
    },
    {
      route: courseRoutes.readRoster,
      reply: () => course,
      delayMs: 1_500,
      problem: refusal('platform_unreachable', 502),
    },
    {
      route: courseRoutes.assignRole,
      delayMs: 300,
      reply: ({ params, body }) => {
        const { role: named } = body as { role: AssignableRole | null };
        course = {
          ...course,
          people: course.people.map((one) =>
            one.personId === params['personId']
              ? {
                  ...one,
                  role: named ?? (one.platformRoles.includes('Learner') ? 'student' : one.role),
                  assignedRole: named,
                  assignedAt: named && new Date().toISOString(),
                }
              : one,
          ),
        };
        return course;
      },
    },
    {
      route: courseCopyRoutes.getCourseCopy,
      reply: () => sampleCopy(kind === 'large' ? null : 'own'),
    },
    { route: taskRoutes.listTasks, reply: () => ({ tasks: kind === 'empty' ? [] : tasks }) },
    {
      route: courseWorkRoutes.readProgress,
      reply: () => ({ progress: sampleProgress(kind === 'large' ? 300 : 24) }),
    },
  ];
  const api = pretendApi(answers);
  return html`<lookfor-course-page .api=${api} .session=${session}></lookfor-course-page>`;
}

function sampleProgress(students: number): TaskProgress[] {
  const third = students / 3;
  return tasks
    .filter(({ state }) => state === 'published')
    .map(({ id: taskId }, at) => ({
      taskId,
      notBegun: at === 0 ? 4 : third,
      stages: {
        'at-work': at === 0 ? 0 : third / 2,
        observed: at === 0 ? 0 : third / 2,
        'handed-in': at === 0 ? 3 : third,
        returned: at === 0 ? students - 7 : 0,
      },
    }));
}

/** What a student has begun in a course, or nothing yet. */
export function ownTasksExhibit(kind: 'some' | 'none') {
  const stages: OwnWork['stage'][] = ['handed-in', 'at-work', 'returned', 'observed'];
  const work = tasks.map(({ id: taskId }, at) => ({ taskId, stage: stages[at] ?? 'at-work' }));
  const api = pretendApi([
    { route: taskRoutes.listTasks, reply: () => ({ tasks }) },
    {
      route: courseWorkRoutes.listOwnWork,
      reply: () => ({ work: kind === 'none' ? [] : work }),
    },
  ]);
  const session: Session = {
    ...{ personId: idOf(1), name: null, role: 'student' },
    capabilities: [...CAPABILITIES_OF.student],
    ...{ courseTitle: 'EDU 210 Observing Young Children', locale: 'en' },
  };
  return html`<lookfor-own-tasks .api=${api} .session=${session}></lookfor-own-tasks>`;
}

function sampleCopy(
  decision: CourseCopy['copies'][number]['decision'],
  lostLink: CourseCopy['lostLink'] = null,
): CourseCopy {
  const dueAt = '2025-11-20T17:00:00Z';
  const copied = [
    { title: 'Narration 1: Who fetched the chair?', maximumPoints: 20, dueAt, isBegun: false },
    { title: 'Narration 2: The child’s initiative', maximumPoints: 30, dueAt, isBegun: true },
    { title: 'Three moments', maximumPoints: 0, dueAt: null, isBegun: false },
  ];
  return {
    copies: [
      {
        fromCourseId: idOf(900),
        fromTitle: 'EDU 210 Observing Young Children, 2025',
        decision,
        decidedAt: null,
        tasks: copied.map((task, at) => ({ ...task, taskId: idOf(200 + at) })),
      },
    ],
    lostLink,
  };
}

/** A copied course before its lecturer has decided, or with a link that lost its task. */
export function copiedExhibit(kind: 'question' | 'lost') {
  const lost = kind === 'lost' ? { title: 'Week 3: observe and write' } : null;
  const api = pretendApi([
    { route: courseCopyRoutes.getCourseCopy, reply: () => sampleCopy(null, lost) },
    {
      route: courseCopyRoutes.decideCourseCopy,
      reply: ({ body }) => sampleCopy((body as { decision: 'keep' | 'own' }).decision),
    },
    { route: courseCopyRoutes.chooseForLink, reply: () => sampleCopy(null) },
  ]);
  return html`<lookfor-copied-course .api=${api}></lookfor-copied-course>`;
}
