/**
 * The elements of Lookfor that can stand alone on any page, and what they need there. Import the
 * module of a single element instead to load only that one.
 */
export { ApiError, createApi, type Api, type ApiOptions } from '#elements/kit/api';
export { NavigateRequest } from '#elements/kit/events';
export { setLocale } from '#elements/kit/locale';
export { LookforSaveState } from '#elements/kit/save-state';
export { LookforCitedMoment } from '#elements/player/cited-moment';
export { LookforClipFrame } from '#elements/player/clip-frame';
export { LookforPlayer } from '#elements/player/clip-player';
export { PlaybackController } from '#elements/player/playback-controller';
