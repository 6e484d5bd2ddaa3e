import type { TemplateResult } from 'lit';

/** One exhibit: loads what it shows and draws it. */
export type Exhibit = () => TemplateResult | Promise<TemplateResult>;

/** One line for each exhibit; the modules are loaded only when shown. */
export const exhibits: Readonly<Record<string, Exhibit>> = {
  kit: async () => (await import('./kit.exhibit.ts')).kitExhibit(),
  'player-bar': async () => (await import('./player.exhibit.ts')).barExhibit(),
  'player-expiry': async () => (await import('./player.exhibit.ts')).expiryExhibit(),
  'player-row': async () => (await import('./player.exhibit.ts')).rowExhibit(),
  'player-closed': async () => (await import('./player.exhibit.ts')).closedExhibit(),
  'cited-moments': async () => (await import('./player.exhibit.ts')).momentsExhibit(),
  'app-session-end': async () => (await import('./app.exhibit.ts')).sessionEndExhibit(),
  'app-not-allowed': async () => (await import('./app.exhibit.ts')).notAllowedExhibit(),
  'app-offline': async () => (await import('./app.exhibit.ts')).offlineExhibit(),
  'app-lecturer': async () => (await import('./app.exhibit.ts')).lecturerExhibit(),
  assessment: async () => (await import('./assessment.exhibit.ts')).workspaceExhibit(),
  'assessment-release-long': async () =>
    (await import('./assessment.exhibit.ts')).longReleaseExhibit(),
  'assessment-release': async () => (await import('./assessment.exhibit.ts')).releaseExhibit(),
  'assessment-feedback': async () => (await import('./assessment.exhibit.ts')).feedbackExhibit(),
  'assessment-nothing': async () => (await import('./assessment.exhibit.ts')).nothingYetExhibit(),
  'assessment-conflict': async () =>
    (await import('./assessment.exhibit.ts')).settledExhibit('conflict'),
  'assessment-released': async () =>
    (await import('./assessment.exhibit.ts')).settledExhibit('released'),
  'assessment-reader': async () => (await import('./assessment.exhibit.ts')).readerExhibit(),
  'timeline-many': async () => (await import('./timeline.exhibit.ts')).crowdedTimelineExhibit(),
  'observation-new': async () => (await import('./observation.exhibit.ts')).workspaceExhibit('new'),
  'observation-free': async () =>
    (await import('./observation.exhibit.ts')).workspaceExhibit('free'),
  'observation-guided': async () =>
    (await import('./observation.exhibit.ts')).workspaceExhibit('guided'),
  'observation-ready': async () =>
    (await import('./observation.exhibit.ts')).workspaceExhibit('ready'),
  'observation-handed-in': async () =>
    (await import('./observation.exhibit.ts')).workspaceExhibit('handed-in'),
  'observation-offline': async () =>
    (await import('./observation.exhibit.ts')).workspaceOfflineExhibit(),
  'frameworks-shelf': async () => (await import('./frameworks.exhibit.ts')).shelfExhibit('full'),
  'frameworks-empty': async () => (await import('./frameworks.exhibit.ts')).shelfExhibit('empty'),
  'frameworks-failed': async () => (await import('./frameworks.exhibit.ts')).shelfExhibit('failed'),
  'framework-new': async () => (await import('./frameworks.exhibit.ts')).editorExhibit('new'),
  'framework-next': async () => (await import('./frameworks.exhibit.ts')).editorExhibit('next'),
  'exchange-student': async () =>
    (await import('./frameworks.exhibit.ts')).exchangeExhibit('student'),
  'exchange-lecturer': async () =>
    (await import('./frameworks.exhibit.ts')).exchangeExhibit('lecturer'),
  'task-builder': async () => (await import('./tasks.exhibit.ts')).builderExhibit('whole'),
  'task-builder-gaps': async () => (await import('./tasks.exhibit.ts')).builderExhibit('gaps'),
  'task-builder-refused': async () =>
    (await import('./tasks.exhibit.ts')).builderExhibit('refused'),
  'task-builder-failed': async () => (await import('./tasks.exhibit.ts')).builderExhibit('failed'),
  'content-picker': async () => (await import('./tasks.exhibit.ts')).pickerExhibit('tasks'),
  'content-picker-empty': async () => (await import('./tasks.exhibit.ts')).pickerExhibit('empty'),
  'content-picker-editor': async () => (await import('./tasks.exhibit.ts')).pickerExhibit('editor'),
  'content-picker-no-links': async () =>
    (await import('./tasks.exhibit.ts')).pickerExhibit('no-links'),
  'copied-course': async () => (await import('./course.exhibit.ts')).copiedExhibit('question'),
  'copied-course-lost': async () => (await import('./course.exhibit.ts')).copiedExhibit('lost'),
  'content-picker-one': async () => (await import('./tasks.exhibit.ts')).pickerExhibit('one'),
  'task-page': async () => (await import('./tasks.exhibit.ts')).taskPageExhibit('published'),
  'task-page-draft': async () => (await import('./tasks.exhibit.ts')).taskPageExhibit('draft'),
  'own-tasks': async () => (await import('./course.exhibit.ts')).ownTasksExhibit('some'),
  'own-tasks-none': async () => (await import('./course.exhibit.ts')).ownTasksExhibit('none'),
  course: async () => (await import('./course.exhibit.ts')).courseExhibit('whole'),
  'course-empty': async () => (await import('./course.exhibit.ts')).courseExhibit('empty'),
  'course-failed': async () => (await import('./course.exhibit.ts')).courseExhibit('failed'),
  'course-large': async () => (await import('./course.exhibit.ts')).courseExhibit('large'),
  'course-assessor': async () => (await import('./course.exhibit.ts')).courseExhibit('assessor'),
  growth: async () => (await import('./comparison.exhibit.ts')).growthExhibit(),
  comparison: async () => (await import('./comparison.exhibit.ts')).comparisonExhibit(),
  'comparison-groups': async () =>
    (await import('./comparison.exhibit.ts')).comparisonGroupsExhibit(),
  'comparison-first': async () =>
    (await import('./comparison.exhibit.ts')).comparisonFirstExhibit(),
  'comparison-lecturer': async () =>
    (await import('./comparison.exhibit.ts')).comparisonLecturerExhibit(),
  'comparison-closed': async () =>
    (await import('./comparison.exhibit.ts')).comparisonClosedExhibit(),
  'student-task-ready': async () =>
    (await import('./comparison.exhibit.ts')).studentTaskExhibit('ready'),
  'student-task-handed-in': async () =>
    (await import('./comparison.exhibit.ts')).studentTaskExhibit('handed-in'),
};
