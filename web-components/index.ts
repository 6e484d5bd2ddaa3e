/**
 * Defines the elements of Lookfor that can stand alone on any page. Import the module of a single
 * element instead to load only that one.
 */
export { createApi, ApiError, apiContext, type Api } from '#elements/kit/api';
export { setLocale } from '#elements/kit/locale';
export { LookforSaveState } from '#elements/kit/save-state';
