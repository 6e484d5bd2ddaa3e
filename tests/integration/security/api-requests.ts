import type { Route, RouteRequest } from '#contract/route';
import type { TaskPlan } from '#contract/tasks';
import type { API } from '#server/app';

/** One thing of each kind that an institution has; whoever knows an id asks for it by that. */
export interface Ids {
  clip: string;
  filmedPerson: string;
  excerpt: string;
  piece: string;
  /** Somebody who can be recognised in it. */
  piecePerson: string;
  /** Two words of its vocabularies. */
  term: string;
  otherTerm: string;
  framework: string;
  draft: string;
  /** A task on which somebody has handed in and has a mark. */
  task: string;
  /** A task on which somebody has only begun. */
  openTask: string;
  /** A mark of theirs, and what they said about it. */
  mark: string;
  spokenNote: string;
  narration: string;
  transfer: string;
  /** A signed form of the filmed person. */
  evidence: string;
  /** A collection of the institution. */
  collection: string;
  /** Its offer to a third institution. */
  share: string;
  /** That third institution. */
  institution: string;
  /** What the lecturer said about a moment of the task. */
  post: string;
  /** A person of the course. */
  member: string;
  /** The course as we know it. */
  course: string;
}

/** What a request needs besides ids, of the institution that asks. */
export interface Facts {
  passId: string;
  plan: TaskPlan;
  taskRevision: number;
  narrationRevision: number;
  draftContent: { key: string; title: { en: string } };
  /** The sealed request of a deep-linking launch. */
  deepLinking: string;
}

/** A signed form, as small as can be. */
export const FORM = {
  fileName: 'form.pdf',
  type: 'application/pdf' as const,
  base64: Buffer.from('%PDF-1.4').toString('base64'),
};

type Requests = {
  [Slice in keyof typeof API]: {
    [Name in keyof (typeof API)[Slice]]: (
      ids: Ids,
      facts: Facts,
    ) => (typeof API)[Slice][Name] extends infer R extends Route ? RouteRequest<R> : never;
  };
};

const file = { fileName: 'file.json', base64: Buffer.from('{}').toString('base64') };
const day = (from: number): string =>
  new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
const consent = {
  ...{ purposes: ['training' as const], audience: 'course' as const },
  ...{ validFrom: day(-1), validUntil: day(30), evidence: '', assentNote: '' },
};
const person = { pseudonym: 'Child Z', kind: 'child' as const, ranges: [] };
const words = {
  ...{ title: 'A drawing', text: '' },
  ...{ hasPeople: false, isPrivate: false },
};
const stretch = { title: 'A stretch', startSeconds: 1, endSeconds: 2 };
const track = { kind: 'captions' as const, language: 'no' };
const now = new Date().toISOString();

/**
 * A whole and proper request for every route of the API: a route without one does not compile.
 * What it asks for is named by `ids`, so that each can be exchanged for a stranger's.
 */
export const REQUESTS: Requests = {
  pages: { issuePageToken: () => ({ body: { person: { reference: 'somebody' } } }) },
  session: { getSession: () => ({}), renewToken: () => ({}) },
  courseWork: { listOwnWork: () => ({}), readProgress: () => ({}) },
  course: {
    getCourse: () => ({}),
    readRoster: () => ({ body: { onlyIfStale: true } }),
    assignRole: ({ member }) => ({ params: { personId: member }, body: { role: 'assessor' } }),
  },
  collections: {
    listCollections: () => ({ query: {} }),
    createCollection: () => ({ body: { title: 'New', scope: 'institution' } }),
    renameCollection: ({ collection }) => ({
      params: { collectionId: collection },
      body: { title: 'Changed' },
    }),
    addToCollection: ({ collection, clip }) => ({
      params: { collectionId: collection, clipId: clip },
    }),
    listShares: ({ collection }) => ({ params: { collectionId: collection } }),
    offerCollection: ({ collection, institution }) => ({
      params: { collectionId: collection },
      body: { institutionId: institution },
    }),
    listOffers: () => ({}),
    answerOffer: ({ share }) => ({ params: { shareId: share }, body: { answer: 'accept' } }),
    takeFromCollection: ({ collection, clip }) => ({
      params: { collectionId: collection, clipId: clip },
    }),
    endShare: ({ share }) => ({ params: { shareId: share } }),
    removeCollection: ({ collection }) => ({ params: { collectionId: collection } }),
  },
  curation: {
    getCuration: ({ clip }) => ({ params: { clipId: clip } }),
    moveClip: ({ clip }) => ({ params: { clipId: clip }, body: { move: 'retire', why: 'Old' } }),
  },
  documentation: {
    listPieces: ({ task }) => ({ params: { taskId: task } }),
    addPiece: ({ task }) => ({ params: { taskId: task }, body: { ...words, kind: 'note' } }),
    readPiece: ({ piece }) => ({ params: { pieceId: piece } }),
    changePiece: ({ piece }) => ({ params: { pieceId: piece }, body: words }),
    addPiecePerson: ({ piece }) => ({
      params: { pieceId: piece },
      body: { pseudonym: 'Child Z', kind: 'child', consent },
    }),
    recordPieceConsent: ({ piece, piecePerson }) => ({
      params: { pieceId: piece, personId: piecePerson },
      body: consent,
    }),
    withdrawPieceConsent: ({ piece, piecePerson }) => ({
      params: { pieceId: piece, personId: piecePerson },
    }),
    removePiece: ({ piece }) => ({ params: { pieceId: piece } }),
  },
  references: {
    addReference: () => ({
      body: { address: 'https://youtu.be/abcdefghijk', title: 'A film', durationSeconds: 60 },
    }),
  },
  excerpts: {
    listExcerpts: ({ clip }) => ({ params: { clipId: clip } }),
    addExcerpt: ({ clip }) => ({ params: { clipId: clip }, body: stretch }),
    changeExcerpt: ({ excerpt }) => ({ params: { excerptId: excerpt }, body: stretch }),
    playExcerpt: ({ excerpt }) => ({ params: { excerptId: excerpt } }),
    removeExcerpt: ({ excerpt }) => ({ params: { excerptId: excerpt } }),
  },
  captions: {
    listTracks: ({ clip }) => ({ params: { clipId: clip } }),
    getTrack: ({ clip }) => ({ params: { ...track, clipId: clip } }),
    writeTrack: ({ clip }) => ({
      params: { ...track, clipId: clip },
      body: { label: 'Norsk', vtt: 'WEBVTT\n\n', isDraft: true, baseRevision: 0 },
    }),
    removeTrack: ({ clip }) => ({ params: { ...track, clipId: clip } }),
    requestCaptions: ({ clip }) => ({
      params: { clipId: clip },
      body: { language: 'no', label: 'Norsk' },
    }),
  },
  care: {
    listViewings: ({ clip }) => ({ params: { clipId: clip } }),
    listEndingConsents: () => ({}),
    // Before names are shown: there are no copies then.
    setDownloadable: ({ clip }) => ({ params: { clipId: clip }, body: { isDownloadable: true } }),
    downloadClip: ({ clip }) => ({ params: { clipId: clip }, body: { purpose: 'training' } }),
    setWatermark: ({ clip }) => ({ params: { clipId: clip }, body: { isWatermarked: true } }),
    setIdentity: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
      body: { identity: 'Somebody' },
    }),
    getIdentity: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
    }),
    getCertificate: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
    }),
    listRemovedClips: () => ({}),
    getRemovalCertificate: ({ clip }) => ({ params: { clipId: clip } }),
    closePerson: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
    }),
    reopenPerson: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
    }),
    maskPerson: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
      body: { style: 'blur' },
    }),
  },
  vocabularies: {
    listTerms: () => ({}),
    addTerm: () => ({ body: { vocabulary: 'domain', name: 'Z' } }),
    changeTerm: ({ term }) => ({ params: { termId: term }, body: { isRetired: true } }),
    mergeTerm: ({ term, otherTerm }) => ({
      params: { termId: term },
      body: { intoId: otherTerm },
    }),
  },
  evidence: {
    listEvidence: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
    }),
    addEvidence: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
      body: FORM,
    }),
    openEvidence: ({ clip, filmedPerson, evidence }) => ({
      params: { clipId: clip, personId: filmedPerson, evidenceId: evidence },
    }),
    removeEvidence: ({ clip, filmedPerson, evidence }) => ({
      params: { clipId: clip, personId: filmedPerson, evidenceId: evidence },
    }),
  },
  frameworks: {
    listFrameworks: () => ({}),
    listShelf: () => ({}),
    getFramework: ({ framework }) => ({ params: { frameworkId: framework } }),
    exportFramework: ({ framework }) => ({
      params: { frameworkId: framework },
      query: { format: 'json' },
    }),
    beginFrameworkDraft: ({ framework }) => ({ body: { fromFrameworkId: framework } }),
    importFramework: () => ({ body: file }),
    getFrameworkDraft: ({ draft }) => ({ params: { draftId: draft } }),
    saveFrameworkDraft: ({ draft }, { draftContent }) => ({
      params: { draftId: draft },
      body: {
        baseRevision: 1,
        content: { ...draftContent, source: '', tiers: [], codes: [] },
      },
    }),
    publishFrameworkDraft: ({ draft }) => ({
      params: { draftId: draft },
      body: { baseRevision: 1 },
    }),
    removeFrameworkDraft: ({ draft }) => ({ params: { draftId: draft } }),
  },
  tasks: {
    listTasks: () => ({}),
    createTask: ({ clip }) => ({ body: { clipId: clip } }),
    getTask: ({ task }) => ({ params: { taskId: task } }),
    changeTask: ({ openTask, clip, framework }, { plan, taskRevision }) => ({
      params: { taskId: openTask },
      body: {
        baseRevision: taskRevision,
        plan: { ...plan, clipId: clip, frameworkId: framework },
      },
    }),
    publishTask: ({ task }) => ({ params: { taskId: task } }),
    revealTask: ({ task }) => ({ params: { taskId: task } }),
    listTemplates: () => ({}),
    createFromTemplate: () => ({
      params: { templateKey: 'no-such-template' },
      body: { activityKeys: ['one'], firstMonday: '2027-01-11' },
    }),
    answerDeepLinking: ({ task, clip }, { deepLinking }) => ({
      body: { request: deepLinking, taskIds: [task], clipIds: [clip] },
    }),
    removeTask: ({ task }) => ({ params: { taskId: task } }),
  },
  courseCopies: {
    getCourseCopy: () => ({}),
    decideCourseCopy: ({ course }) => ({
      params: { fromCourseId: course },
      body: { decision: 'own' },
    }),
    chooseForLink: ({ course, task }) => ({
      params: { fromCourseId: course },
      body: { taskId: task },
    }),
  },
  secondViews: {
    getSecondView: ({ clip }) => ({ params: { clipId: clip } }),
    setSecondView: ({ clip }) => ({
      params: { clipId: clip },
      body: { viewClipId: crypto.randomUUID(), offsetSeconds: 1 },
    }),
    removeSecondView: ({ clip }) => ({ params: { clipId: clip } }),
  },
  teams: {
    listTeams: ({ task }) => ({ params: { taskId: task } }),
    saveTeams: ({ task, member }) => ({
      params: { taskId: task },
      body: { teams: [{ id: crypto.randomUUID(), name: 'One', personIds: [member] }] },
    }),
  },
  joint: {
    tellPresence: ({ openTask }) => ({
      params: { taskId: openTask },
      body: { seconds: 1, isPlaying: false },
    }),
    withdrawYes: ({ openTask }) => ({ params: { taskId: openTask } }),
  },
  preferences: {
    readPreferences: () => ({}),
    savePreferences: () => ({ body: { toleranceSeconds: null } }),
  },
  jointNarrations: {
    tellWriting: ({ openTask }) => ({ params: { taskId: openTask }, body: { block: 0 } }),
    withdrawNarrationYes: ({ openTask }) => ({ params: { taskId: openTask } }),
  },
  spokenNotes: {
    keepSpokenNote: ({ mark, spokenNote }) => ({
      params: { markId: mark, noteId: spokenNote },
      body: { mediaType: 'audio/webm', base64: 'AAAA', agreedAt: now },
    }),
    hearSpokenNote: ({ spokenNote }) => ({ params: { noteId: spokenNote } }),
    removeSpokenNote: ({ spokenNote }) => ({ params: { noteId: spokenNote } }),
  },
  frameworkMoves: {
    previewFrameworkMove: ({ task }) => ({ params: { taskId: task } }),
    moveFramework: ({ task, framework }) => ({
      params: { taskId: task },
      body: { frameworkId: framework },
    }),
    undoFrameworkMove: ({ task }) => ({ params: { taskId: task } }),
  },
  observations: {
    openObservation: ({ openTask }) => ({ params: { taskId: openTask } }),
    changeMarks: ({ openTask }, { passId }) => ({
      params: { taskId: openTask },
      body: {
        changes: [
          {
            kind: 'put',
            mark: {
              ...{ id: crypto.randomUUID(), passId, startSeconds: 1, endSeconds: null },
              ...{ body: '', codeIds: [], lookForId: null, child: null, changedAt: now },
            },
          },
        ],
      },
    }),
    setHelpingQuestion: ({ openTask }) => ({
      params: { taskId: openTask },
      body: { text: 'Who began?' },
    }),
    setBeliefs: ({ openTask }) => ({ params: { taskId: openTask }, body: { beliefs: {} } }),
    setContrast: ({ openTask }) => ({
      params: { taskId: openTask, lookForId: 'none' },
      body: { row: { verdict: 'same', because: '', cites: [] }, was: null },
    }),
    addWatched: ({ openTask }, { passId }) => ({
      params: { taskId: openTask, passId },
      body: { ranges: [[0, 1]] },
    }),
    completePass: ({ openTask }, { passId }) => ({
      params: { taskId: openTask, passId },
      body: {},
    }),
    handInObservation: ({ openTask }) => ({ params: { taskId: openTask } }),
    myGrowth: () => ({}),
    compareObservations: ({ task }) => ({ params: { taskId: task } }),
    readWords: ({ task }) => ({
      params: { taskId: task },
      query: { fromSeconds: 0, toSeconds: 60 },
    }),
  },
  seminars: {
    listPosts: ({ task }) => ({ params: { taskId: task } }),
    hidePost: ({ task, post }) => ({
      params: { taskId: task, postId: post },
      body: { reason: 'It names somebody.' },
    }),
    showPost: ({ task, post }) => ({ params: { taskId: task, postId: post } }),
    writePost: ({ task, post }) => ({
      params: { taskId: task, postId: post },
      body: { startSeconds: 1, endSeconds: 2, body: 'Changed' },
    }),
    removePost: ({ task, post }) => ({ params: { taskId: task, postId: post } }),
  },
  narrations: {
    openNarration: ({ openTask }) => ({ params: { taskId: openTask } }),
    saveNarration: ({ openTask }, { narrationRevision }) => ({
      params: { taskId: openTask },
      body: {
        ...{ baseRevision: narrationRevision, title: '', question: '', stage: 'observe' },
        doc: { type: 'doc', content: [] },
      },
    }),
    handInNarration: ({ openTask }, { narrationRevision }) => ({
      params: { taskId: openTask },
      body: { revision: narrationRevision },
    }),
    readNarration: ({ narration }) => ({ params: { narrationId: narration } }),
  },
  heritage: {
    listReadings: ({ clip }) => ({ params: { clipId: clip } }),
    getObservationShowing: ({ task }) => ({ params: { taskId: task } }),
    setObservationShowing: ({ task }) => ({
      params: { taskId: task },
      body: { isShown: true, isNamed: true },
    }),
    getShowing: ({ narration }) => ({ params: { narrationId: narration } }),
    setShowing: ({ narration }) => ({
      params: { narrationId: narration },
      body: { isShown: true, isNamed: true },
    }),
  },
  actionSteps: {
    getActionStep: ({ narration }) => ({ params: { narrationId: narration } }),
    setActionStep: ({ narration }) => ({
      params: { narrationId: narration },
      body: {
        baseRevision: 0,
        step: {
          ...{ text: 'Wait longer', dueOn: null, outcome: '', clipIds: [] },
          ...{ isShown: false, isNamed: false },
        },
      },
    }),
  },
  exchange: {
    exportObservation: ({ task }) => ({ params: { taskId: task }, query: { format: 'json' } }),
    exportOwnWork: ({ task }) => ({ params: { taskId: task } }),
    importObservation: ({ openTask }, { passId }) => ({
      params: { taskId: openTask },
      body: { file, passId, isLook: false },
    }),
    importExpertReading: ({ task }) => ({
      params: { taskId: task },
      body: { file, name: 'Expert 9', isLook: false },
    }),
    listResearchBundles: ({ task }) => ({ params: { taskId: task } }),
    makeResearchBundle: ({ task }) => ({
      params: { taskId: task },
      body: { purpose: 'To learn what strangers may see.' },
    }),
  },
  assessments: {
    readFeedback: ({ task }) => ({ params: { taskId: task } }),
    listQueue: ({ task }) => ({ params: { taskId: task } }),
    openAssessment: ({ narration }) => ({ params: { narrationId: narration } }),
    saveAssessment: ({ narration }) => ({
      params: { narrationId: narration },
      body: { baseRevision: 1, marks: [], passages: [], overallComment: 'Changed' },
    }),
    finishAssessment: ({ narration }) => ({
      params: { narrationId: narration },
      body: { revision: 1 },
    }),
    viewRelease: ({ task }) => ({ params: { taskId: task } }),
    releaseMarks: ({ task, narration }) => ({
      params: { taskId: task },
      body: { narrationIds: [narration] },
    }),
    retryTransfer: ({ task, transfer }) => ({ params: { taskId: task, transferId: transfer } }),
    withdrawMark: ({ task, narration }) => ({
      params: { taskId: task, narrationId: narration },
    }),
    sendUnsent: ({ task }) => ({ params: { taskId: task } }),
    readGradebook: ({ task }) => ({ params: { taskId: task } }),
    sendDiffering: ({ task, transfer }) => ({
      params: { taskId: task },
      body: { transferIds: [transfer] },
    }),
  },
  clips: {
    listClips: () => ({ query: {} }),
    createClip: () => ({ body: { fileName: 'film.mp4', bytes: 1 } }),
    getClip: ({ clip }) => ({ params: { clipId: clip } }),
    listSimilarClips: ({ clip }) => ({ params: { clipId: clip } }),
    describeClip: ({ clip }) => ({ params: { clipId: clip }, body: { title: 'Changed' } }),
    retryClip: ({ clip }) => ({ params: { clipId: clip } }),
    cancelPreparation: ({ clip }) => ({ params: { clipId: clip } }),
    choosePoster: ({ clip }) => ({ params: { clipId: clip }, body: { name: 'poster.jpg' } }),
    publishClip: ({ clip }) => ({ params: { clipId: clip } }),
    addFilmedPerson: ({ clip }) => ({ params: { clipId: clip }, body: person }),
    changeFilmedPerson: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
      body: { ...person, pseudonym: 'Child Y' },
    }),
    recordConsent: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
      body: consent,
    }),
    setCaptions: ({ clip }) => ({
      params: { clipId: clip, language: 'nl' },
      body: { label: 'Nederlands', vtt: 'WEBVTT\n\n00:00.000 --> 00:01.000\nDag\n' },
    }),
    playClip: ({ clip }) => ({ params: { clipId: clip } }),
    watchOn: ({ clip }) => ({ params: { clipId: clip } }),
    withdrawConsent: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
    }),
    removeFilmedPerson: ({ clip, filmedPerson }) => ({
      params: { clipId: clip, personId: filmedPerson },
    }),
    removeClip: ({ clip }) => ({ params: { clipId: clip } }),
  },
};
