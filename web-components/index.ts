/**
 * The elements of Lookfor that can stand alone on any page, and what they need there. Import the
 * module of a single element instead to load only that one, and `kit/page-api` with it where
 * `api-base` and `token` are its way to the server.
 */
import './kit/page-api.ts';
export { LookforAssessmentWorkspace } from '#elements/assessment/assessment-workspace';
export { LookforFeedbackPage } from '#elements/assessment/feedback-page';
export { LookforReleasePage } from '#elements/assessment/release-page';
export { LookforClipCard } from '#elements/clip-library/clip-card';
export { LookforClipLibrary } from '#elements/clip-library/clip-library';
export { LookforClipPage } from '#elements/clip-page/clip-page';
export { LookforTranscript } from '#elements/clip-page/transcript';
export { LookforClipUpload } from '#elements/clip-upload/clip-upload';
export { LookforObservationComparison } from '#elements/comparison/observation-comparison';
export { LookforContentPicker } from '#elements/content-picker/content-picker';
export { LookforCoursePage } from '#elements/course/course-page';
export { LookforOwnTasks } from '#elements/course/own-tasks';
export { LookforGrowthPage } from '#elements/growth/growth-page';
export { LookforExchangeMenu } from '#elements/exchange/exchange-menu';
export { LookforResearchBundle } from '#elements/exchange/research-bundle';
export { LookforFrameworkEditor } from '#elements/frameworks/framework-editor';
export { LookforFrameworkShelf } from '#elements/frameworks/framework-shelf';
export { ApiError, createApi, type Api, type ApiOptions } from '#elements/kit/api';
export { NavigateRequest } from '#elements/kit/events';
export { setLocale } from '#elements/kit/locale';
export { LookforSaveState } from '#elements/kit/save-state';
export { LookforNarrationEditor } from '#elements/narration/narration-editor';
export { LookforNarrationReader } from '#elements/narration/narration-reader';
export { LookforObservationWorkspace } from '#elements/observation/observation-workspace';
export { LookforTimeline } from '#elements/observation/timeline';
export { LookforCitedMoment } from '#elements/player/cited-moment';
export { LookforClipFrame } from '#elements/player/clip-frame';
export { LookforPlayer } from '#elements/player/clip-player';
export { PlaybackController } from '#elements/player/playback-controller';
export { LookforStudentTask } from '#elements/student-task/student-task';
export { LookforTaskBuilder } from '#elements/task-builder/task-builder';
export { LookforTaskPage } from '#elements/task-page/task-page';
