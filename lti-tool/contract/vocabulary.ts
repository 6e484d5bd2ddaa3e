/**
 * Every closed list of the product, once. Server, elements and templates take their words from here.
 */

/** Who a person is in one course. Requirements: the table "People" of the pedagogy. */
export const ROLES = [
  'lecturer',
  'student',
  'assessor',
  'facilitator',
  'practitioner',
  'administrator',
  'observer',
] as const;
export type Role = (typeof ROLES)[number];

/** What a person may do. A use-case asks for a capability, never for a role. */
export const CAPABILITIES = [
  'clips.browse',
  'clips.manage',
  'vocabularies.manage',
  'tasks.read',
  'tasks.build',
  'course.read',
  'course.manage',
  'observations.write',
  'observations.compare',
  'seminars.lead',
  'narrations.write',
  'narrations.mark',
  'marks.release',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** What each role may do. Nothing else grants a right: what is not listed is refused. */
export const CAPABILITIES_OF: Readonly<Record<Role, readonly Capability[]>> = {
  lecturer: [
    'clips.browse',
    'clips.manage',
    'vocabularies.manage',
    'tasks.read',
    'tasks.build',
    'course.read',
    'course.manage',
    'observations.compare',
    'seminars.lead',
    'narrations.mark',
    'marks.release',
  ],
  assessor: [
    'clips.browse',
    'tasks.read',
    'course.read',
    'observations.compare',
    'narrations.mark',
    'marks.release',
  ],
  student: ['tasks.read', 'observations.write', 'observations.compare', 'narrations.write'],
  facilitator: [
    'clips.browse',
    'tasks.read',
    'course.read',
    'observations.compare',
    'seminars.lead',
  ],
  practitioner: ['tasks.read', 'observations.write', 'observations.compare'],
  administrator: ['vocabularies.manage'],
  observer: ['tasks.read'],
};

/** Roles that a lecturer may give inside one course; they outlive every roster. */
export const ASSIGNABLE_ROLES = ['assessor', 'facilitator', 'lecturer', 'student'] as const;
export type AssignableRole = (typeof ASSIGNABLE_ROLES)[number];

/** Languages of the interface; English is the source. */
export const LOCALES = ['en', 'pl', 'it', 'nl', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];

/** A clip's way from the file to something that plays. */
export const CLIP_STATES = ['uploading', 'waiting', 'processing', 'ready', 'failed'] as const;
export type ClipState = (typeof CLIP_STATES)[number];

/**
 * Who may find a clip in the library. `draft` is seen by its owner only; `proposed` waits for the
 * review of a colleague and `consent` for the check of its consents: those who look after clips see it.
 */
export const CURATION_STATES = ['draft', 'proposed', 'consent', 'published', 'retired'] as const;
export type CurationState = (typeof CURATION_STATES)[number];

/** Steps of a clip on its way through the library. */
export const CURATION_MOVES = [
  'propose',
  'approve',
  'return',
  'publish',
  'renew',
  'retire',
  'restore',
] as const;
export type CurationMove = (typeof CURATION_MOVES)[number];

/** By what the library is narrowed. */
export const CLIP_FACETS = [
  'domain',
  'area',
  'strategy',
  'ageGroup',
  'setting',
  'language',
  'length',
  'consent',
] as const;
export type ClipFacet = (typeof CLIP_FACETS)[number];

/** How long a clip is: up to one, three and five minutes, or longer. */
export const CLIP_LENGTHS = ['upTo1', 'upTo3', 'upTo5', 'longer'] as const;
export type ClipLength = (typeof CLIP_LENGTHS)[number];

/**
 * What the library tells apart by consent: how far a clip may be shown for teaching today, whether
 * everybody agreed to research too, or that it may not be shown.
 */
export const CONSENT_SCOPES = [
  'course',
  'institution',
  'partners',
  'public',
  'research',
  'none',
] as const;
export type ConsentScope = (typeof CONSENT_SCOPES)[number];

/** Stages of transcoding, in order, for honest progress. */
export const TRANSCODE_STAGES = [
  'mask',
  'check',
  'poster',
  'sound',
  'first',
  'picture',
  'done',
] as const;
export type TranscodeStage = (typeof TRANSCODE_STAGES)[number];

/** The five uses of a clip (T7), and research. Consent names which it covers. */
export const PURPOSES = [
  'training',
  'team',
  'practice',
  'parents',
  'children',
  'research',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** How far a clip may be shown, narrowest first: the narrowest consent decides. */
export const AUDIENCES = ['course', 'institution', 'partners', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What becomes of the picture where a person is masked; the sound is silent either way. */
export const MASK_STYLES = ['blur', 'black'] as const;
export type MaskStyle = (typeof MASK_STYLES)[number];

/** What of a clip is destroyed when it is masked after all: the film, what was made of it, words. */
export const DESTROYED_PARTS = ['original', 'served', 'captions'] as const;
export type DestroyedPart = (typeof DESTROYED_PARTS)[number];

/** What becomes of a part of the picture that is masked before a file is uploaded. */
export const BOX_STYLES = ['blur', 'pixelate', 'black'] as const;
export type BoxStyle = (typeof BOX_STYLES)[number];

/** What is heard instead of words that are masked before a file is uploaded. */
export const SOUND_MASKS = ['mute', 'beep'] as const;
export type SoundMaskStyle = (typeof SOUND_MASKS)[number];

/** What a signed form may be kept as. */
export const EVIDENCE_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
/** Who may be filmed: a child agrees through a guardian, and is asked too. */
export const PERSON_KINDS = ['child', 'adult'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/** What of a task can stand alone in a page of a course: its question, or its narration. */
export const TASK_PARTS = ['question', 'narration'] as const;
export type TaskPart = (typeof TASK_PARTS)[number];

/** Students see a task once it is published. */
export const TASK_STATES = ['draft', 'published'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** When others' readings appear (T2). */
export const REVEAL_RULES = ['after-own', 'at-date', 'by-hand', 'per-group'] as const;
export type RevealRule = (typeof REVEAL_RULES)[number];

/** Who observes: each alone, or groups together (J2). */
export const WORK_MODES = ['alone', 'group'] as const;
export type WorkMode = (typeof WORK_MODES)[number];

/** Whether everybody of a group writes a narration of their own, or all write one. */
export const NARRATION_WORKS = ['each', 'together'] as const;
export type NarrationWork = (typeof NARRATION_WORKS)[number];

/** How a group hands in: one member for all, or when everybody has said yes. */
export const HAND_IN_RULES = ['one', 'all'] as const;
export type HandInRule = (typeof HAND_IN_RULES)[number];

/** The five stages of a pedagogical narration (Q1). */
export const NARRATION_STAGES = ['observe', 'interpret', 'deepen', 'link', 'evaluate'] as const;
export type NarrationStage = (typeof NARRATION_STAGES)[number];

/** How far an assessor is with one narration. */
export const ASSESSMENT_STATES = ['todo', 'draft', 'marked', 'released'] as const;
export type AssessmentState = (typeof ASSESSMENT_STATES)[number];

/**
 * How far somebody has come with a task: begun; the observation handed in and the narration still to
 * write; everything handed in; the mark released to them.
 */
export const WORK_STAGES = ['at-work', 'observed', 'handed-in', 'returned'] as const;
export type WorkStage = (typeof WORK_STAGES)[number];

/** What became of a score on its way to the gradebook. */
export const SCORE_STATES = ['waiting', 'sent', 'refused'] as const;
export type ScoreState = (typeof SCORE_STATES)[number];

/** What a row of the outbox says to the gradebook. */
export const SCORE_KINDS = ['grade', 'handed-in', 'cleared'] as const;
export type ScoreKind = (typeof SCORE_KINDS)[number];

/**
 * What the gradebook holds beside what it was sent. `accepted`: the LMS took it, nobody has read it
 * back yet. `absent`: the cell is empty.
 */
export const SCORE_STANDINGS = ['on-its-way', 'accepted', 'same', 'differs', 'absent'] as const;
export type ScoreStanding = (typeof SCORE_STANDINGS)[number];

/** The eight hues that tell codes apart, in the order in which they are handed out. */
export const CODE_HUES = [3, 2, 5, 4, 6, 7, 8, 1] as const;
