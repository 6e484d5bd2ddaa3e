import { z } from 'zod';
import { idSchema, instantSchema, localeSchema } from '#contract/common-shapes';
import { route } from '#contract/route';
import { ASSIGNABLE_ROLES, CAPABILITIES, ROLES, TASK_PARTS } from '#contract/vocabulary';

/** Where a launch lands. There is no home page: every launch opens its task. */
export const targetSchema = z.discriminatedUnion('screen', [
  z.object({
    screen: z.literal('task'),
    taskId: idSchema,
    /** A part of it alone, as it stands in a page of the course. */
    part: z.enum(TASK_PARTS).optional(),
  }),
  z.object({
    screen: z.literal('clip'),
    clipId: idSchema,
    /** Only the clip, as it stands in a page that has words of its own. */
    alone: z.boolean().optional(),
  }),
  /** A link of a copied course: its lecturer decides what it opens, others are told to wait. */
  z.object({ screen: z.literal('copied-course'), taskId: idSchema.nullable() }),
  z.object({ screen: z.literal('course') }),
  z.object({ screen: z.literal('deep-linking') }),
  z.object({ screen: z.literal('assessment'), taskId: idSchema, narrationId: idSchema.nullable() }),
]);
export type Target = z.infer<typeof targetSchema>;

/** What an LMS said it accepts, and what is known of it: the picker says beforehand what follows. */
export const deepLinkingSchema = z.object({
  /** Sealed; the answer needs it. */
  request: z.string(),
  returnUrl: z.url(),
  acceptsMultiple: z.boolean(),
  /** Whether it takes links that launch this tool; otherwise nothing can be added. */
  acceptsLinks: z.boolean().default(true),
  /** Whether a gradebook column comes with a link; null when it does not say. */
  acceptsLineItem: z.boolean().nullable().default(null),
  /** Whether it keeps opening and due dates. They hold in Lookfor in any case. */
  keepsDates: z.boolean().default(true),
  /** The most that a column may count to; above it marks are scaled. Null: no limit is known. */
  maximumPoints: z.number().nullable().default(null),
  /** Whether what is chosen goes into a page that somebody writes. */
  isEditor: z.boolean().default(false),
  /** Whether it stores what is chosen at once; otherwise somebody still has to save. */
  autoCreates: z.boolean().default(true),
});
export type DeepLinkingOffer = z.infer<typeof deepLinkingSchema>;

/** What the launch page hands to the elements, as data in the page: never in an address. */
export const bootSchema = z.object({
  token: z.string(),
  tokenExpiresAt: instantSchema,
  locale: localeSchema,
  target: targetSchema,
  /** Sealed, and only in a deep-linking launch. The page posts the answer to `returnUrl` itself. */
  deepLinking: deepLinkingSchema.nullable(),
  /** Kept by the page only: it may carry a session key of the LMS. */
  returnUrl: z.url().nullable(),
  /** Origins of the platform's pages around ours: only they are told how tall this page is. */
  frameOrigins: z.array(z.string()).optional(),
  /**
   * Path of this page for a reload, which must not send the launch once more. It opens nothing
   * without the cookie of this browser; absent where a reload needs a new launch. A POST to
   * `token` below it answers as `renewToken` does, also when the token has ended.
   */
  resumePath: z.string().optional(),
});
export type Boot = z.infer<typeof bootSchema>;

/** Where the LMS may keep a secret for us in the browser (platform storage). */
export interface StorageFacts {
  /** `_parent`, or the name of a frame beside ours. */
  target: string;
  /** The only origin that may answer: the one of the authorisation address. */
  origin: string;
  key: string;
}

/** What a page before the app leaves for its script (web-components/launch). */
export type LaunchFacts =
  | {
      step: 'opening';
      /** Says whether the cookie of this login was kept. */
      probeUrl: string;
      /** Where to go on when this browser can be recognised. */
      authUrl: string;
      /** Null when the LMS has no storage; `value` is what to keep there. */
      storage: (StorageFacts & { value: string }) | null;
    }
  | { step: 'proving'; storage: StorageFacts }
  /** `copied` is what the copy button says afterwards. */
  | { step: 'problem'; copied: string }
  /** An administrator reads what is asked for, or values to type in. */
  | { step: 'agreement' }
  /** The LMS around is told that it may close this page. */
  /** `atOnce`: there is nothing on the page that somebody would have to read first. */
  | { step: 'registered'; atOnce: boolean };

/** Who somebody is on the page of a launch, and what they may do there. */
export const sessionSchema = z.object({
  personId: idSchema,
  /** Null when the LMS keeps names to itself. */
  name: z.string().nullable(),
  role: z.enum(ROLES),
  capabilities: z.array(z.enum(CAPABILITIES)),
  courseTitle: z.string(),
  locale: localeSchema,
  /** The LMS did not say who this is, and its registration lets them read: they keep nothing. */
  isAnonymous: z.literal(true).optional(),
});
export type Session = z.infer<typeof sessionSchema>;

/** Somebody in the course, and what they are there. */
export const coursePersonSchema = z.object({
  personId: idSchema,
  name: z.string(),
  /** What the LMS says, as short role names: "Instructor", "Learner". */
  platformRoles: z.array(z.string()),
  /** What follows from it, or what a lecturer named. */
  role: z.enum(ROLES),
  assignedRole: z.enum(ASSIGNABLE_ROLES).nullable(),
  assignedAt: instantSchema.nullable(),
  isMe: z.boolean(),
  hasLaunched: z.boolean(),
  /** Names of the groups of the course in which this person is. */
  groups: z.array(z.string()),
});
export type CoursePerson = z.infer<typeof coursePersonSchema>;

/** The course of a launch as Lookfor knows it: people, roster, groups. */
export const courseSchema = z.object({
  title: z.string(),
  people: z.array(coursePersonSchema),
  rosterOffered: z.boolean(),
  rosterReadAt: instantSchema.nullable(),
  /** Whether it was read so long ago, or never, that it is worth being read again. */
  rosterIsStale: z.boolean(),
  /** Groups of the course as the LMS made them. */
  groups: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      /** The set that the group belongs to; null where the LMS has no sets. */
      setName: z.string().nullable(),
      size: z.number().int(),
    }),
  ),
});
export type Course = z.infer<typeof courseSchema>;

/** Who somebody is on this page, and a fresh token for it. */
export const sessionRoutes = {
  getSession: route({
    method: 'get',
    path: '/api/session',
    summary: 'Who I am in this course.',
    reply: sessionSchema,
  }),
  renewToken: route({
    method: 'post',
    path: '/api/session/token',
    summary: 'A fresh token before the old one ends.',
    reply: z.object({ token: z.string(), tokenExpiresAt: instantSchema }),
  }),
};

/** The people and groups of a course, and the roles that a lecturer gives. */
export const courseRoutes = {
  getCourse: route({
    method: 'get',
    path: '/api/course',
    summary: 'The people of this course and their roles.',
    reply: courseSchema,
  }),
  readRoster: route({
    method: 'post',
    path: '/api/course/roster',
    summary: 'Read the roster and the groups from the LMS (NRPS). Nobody who left is deleted.',
    body: z.object({
      /** Do nothing when it was read a short time ago. */
      onlyIfStale: z.boolean().default(false),
    }),
    reply: courseSchema,
  }),
  assignRole: route({
    method: 'put',
    path: '/api/course/people/:personId/role',
    summary: 'Name a role for a person in this course, or take it back (null).',
    params: z.object({ personId: idSchema }),
    body: z.object({ role: z.enum(ASSIGNABLE_ROLES).nullable() }),
    reply: courseSchema,
  }),
};
