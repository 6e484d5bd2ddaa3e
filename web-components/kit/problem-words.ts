import { msg } from '@lit/localize';
import { ApiError, type ApiErrorCode } from '#elements/kit/api';

/** What a person reads about an error: what happened, what is safe, what to do next. */
export function problemWords(error: unknown): string {
  return codeWords(error instanceof ApiError ? error.code : 'internal');
}

/**
 * The sentence of one error code in the reader's language. An unknown code reads as `internal`.
 * A function, not a table: the words must follow the language of now.
 */
export function codeWords(code: ApiErrorCode | (string & {})): string {
  const known = code as ApiErrorCode;
  const words = (wordsElsewhere[known] ?? SENTENCES[known]) as (() => string) | undefined;
  return (words ?? SENTENCES.internal)();
}

/** Sentences where no course is around the elements: a page of the institution sets them. */
export const wordsElsewhere: Partial<Record<ApiErrorCode, () => string>> = {};

const SENTENCES: Readonly<Record<ApiErrorCode, () => string>> = {
  offline: () =>
    msg(
      'There is no connection to Lookfor. What you write is kept on this device and sent when the connection is back.',
    ),
  invalid_request: () => msg('Something here is not as it should be. Nothing was changed.'),
  not_signed_in: () => msg('Open the activity again from your course.'),
  session_expired: () =>
    msg('You were away for a while. Your work is safe. Open the activity again from your course.'),
  not_allowed: () => msg('Your role in this course does not allow this.'),
  not_found: () => msg('This is not here, or not for you.'),
  conflict: () =>
    msg('This was changed somewhere else meanwhile. Nothing is lost: look at both versions.'),
  too_many_requests: () => msg('That was very fast. Wait a moment and try again.'),
  internal: () =>
    msg('Lookfor could not do this. What was saved before is safe. Try again in a moment.'),
  unavailable: () =>
    msg('Lookfor is starting or very busy. What was saved before is safe. Try again in a moment.'),

  clip_not_ready: () => msg('This clip is still being prepared. Come back in a few minutes.'),
  reference_refused: () => msg('The film at this address cannot be a clip.'),
  clip_in_use: () => msg('This clip is used in tasks and cannot be removed.'),
  clip_not_described: () => msg('The clip needs a title before it can be published.'),
  clip_not_published: () =>
    msg('This clip is a draft. Publish it in the library before you link to it.'),
  clip_retired: () => msg('This clip is retired: new tasks cannot take it. Choose another one.'),
  person_has_consent: () =>
    msg('A consent of this person is recorded. Record a withdrawal instead of removing them.'),
  consent_missing: () =>
    msg('Not everyone who is seen or heard in this clip has a recorded consent for this use.'),
  consent_withdrawn: () =>
    msg('A person in this clip has withdrawn consent. It cannot be played any more.'),
  consent_ended: () => msg('The consent for this clip has ended. It cannot be played any more.'),
  share_ended: () => msg('The institution that this clip comes from does not share it any more.'),
  media_expired: () => msg('The clip was open for a long time. Load it again to go on watching.'),

  piece_unreadable: () =>
    msg('This file cannot be read as a picture (JPEG, PNG, WebP) or a recording.'),
  not_media: () =>
    msg(
      'This file is not a video that can be read. Choose another one, or export it again as MP4.',
    ),
  empty_file: () => msg('This file is empty. Copy it again from the camera.'),
  truncated_file: () =>
    msg(
      'This file breaks off before its end. Copy it again from the camera and upload it once more.',
    ),
  no_picture: () =>
    msg('This file has sound but no picture. Look whether it is the film, and choose another one.'),
  storage_full: () =>
    msg('There is not enough room on the server for this file. Ask your administrator.'),
  too_long: () =>
    msg('This recording is longer than Lookfor accepts here. Cut it and upload the part you need.'),
  too_large: () => msg('This file, or its picture, is larger than Lookfor accepts here.'),
  unreadable: () =>
    msg(
      'This film is damaged, locked or in a format that cannot be read. Play it on your device, and export it again as MP4.',
    ),
  needs_ffmpeg: () =>
    msg(
      'This format can only be prepared when ffmpeg is installed on the server. The file is kept; ask your administrator.',
    ),
  transcode_cancelled: () =>
    msg('The preparation was stopped. The file is kept: you can try once more.'),
  transcode_failed: () =>
    msg('This file could not be turned into a clip. The file is kept: you can try once more.'),

  task_incomplete: () => msg('The task is not complete yet.'),
  task_not_open: () => msg('This task is not open.'),
  task_in_use: () =>
    msg('Students have this task already, so this part of it stays. You can change its words.'),
  pass_incomplete: () => msg('Something is still missing in this pass.'),
  already_handed_in: () => msg('This has been handed in and cannot be changed.'),
  not_revealed: () =>
    msg('What others noticed is shown after you have handed in your own observation.'),
  narration_incomplete: () => msg('The narration is not ready to be handed in.'),
  rubric_incomplete: () => msg('Choose a level for every criterion first.'),
  mark_removed: () => msg('The moment was removed.'),
  reason_missing: () => msg('Say why this member gets other points than the group.'),
  already_released: () => msg('This mark has been released and is with the student.'),
  nothing_to_release: () => msg('There is no finished mark to release.'),
  no_gradebook: () =>
    msg('The LMS has given no gradebook column for this task, so no mark can be sent.'),
  column_gone: () => msg('The gradebook column of this task is not there any more.'),
  changed_in_gradebook: () =>
    msg('The gradebook holds a mark that somebody set there later. It was left as it is.'),
  clear_impossible: () =>
    msg('This LMS does not let a tool take a mark back. Remove it in the gradebook by hand.'),

  framework_incomplete: () =>
    msg('Something is still missing in this framework. The draft is kept.'),
  file_refused: () => msg('This file could not be read. Nothing was changed.'),

  launch_unknown_platform: () => msg('This LMS is not registered with Lookfor.'),
  launch_inactive: () => msg('This LMS is registered but not active.'),
  launch_pending: () => msg('This LMS is registered and waits to be switched on.'),
  launch_invalid_login: () => msg('The LMS sent an incomplete start of a launch.'),
  launch_expired: () => msg('This link has expired. Open the activity again from your course.'),
  launch_used: () => msg('This launch was used before. Open the activity again from your course.'),
  launch_other_browser: () => msg('This launch was not started in this browser.'),
  launch_refused: () => msg('The message of the LMS could not be verified.'),
  launch_malformed: () => msg('The message of the LMS is not a complete LTI 1.3 launch.'),
  launch_unknown_deployment: () => msg('This deployment is not known to Lookfor.'),
  launch_platform_error: () => msg('The LMS reported that it could not sign you in.'),
  launch_keys_unavailable: () => msg('The keys of the LMS could not be fetched.'),
  launch_unsupported: () => msg('This kind of launch is not supported.'),
  launch_anonymous: () => msg('The LMS did not say who you are.'),
  launch_unknown_person: () =>
    msg('The LMS named somebody whom Lookfor has not met in this course.'),
  launch_no_work: () => msg('This person has not handed in anything here yet.'),

  platform_unreachable: () =>
    msg('The LMS did not answer. What you did is kept here and will be sent again.'),
  platform_refused: () => msg('The LMS refused the request. What you did is kept here.'),
  roster_not_offered: () => msg('The LMS offers no list of the people in this course.'),
  address_refused: () => msg('This address may not be fetched.'),
};
