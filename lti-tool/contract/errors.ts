import { z } from 'zod';

/**
 * Every error that can reach a person: code → HTTP status and the English sentence. Elements
 * translate by code (web-components/kit/problem-words.ts); the sentence here is what an API
 * reader sees. A sentence says what happened, what is safe and what to do next.
 */
export const ERRORS = {
  invalid_request: { status: 400, title: 'Something in this request is not as it should be.' },
  not_signed_in: { status: 401, title: 'Open the activity again from your course.' },
  session_expired: {
    status: 401,
    title:
      'You were away for a while. Your work is safe. Open the activity again from your course.',
  },
  not_allowed: { status: 403, title: 'Your role in this course does not allow this.' },
  not_found: { status: 404, title: 'This is not here, or not for you.' },
  conflict: {
    status: 409,
    title: 'This was changed somewhere else meanwhile. Nothing is lost: look at both versions.',
  },
  too_many_requests: { status: 429, title: 'Too many requests. Wait a moment and try again.' },
  internal: {
    status: 500,
    title: 'Lookfor could not do this. What was saved before is safe. Try again in a moment.',
  },
  unavailable: { status: 503, title: 'Lookfor is starting or very busy. Try again in a moment.' },

  clip_not_ready: { status: 409, title: 'This clip is still being prepared.' },
  reference_refused: { status: 400, title: 'The film at this address cannot be a clip.' },
  clip_in_use: { status: 409, title: 'This clip is used in tasks and cannot be removed.' },
  clip_not_described: { status: 409, title: 'The clip needs a title before it can be published.' },
  clip_not_published: {
    status: 409,
    title: 'This clip is a draft. Publish it in the library before you link to it.',
  },
  clip_retired: {
    status: 409,
    title: 'This clip is retired: new tasks cannot take it. Choose another one.',
  },
  person_has_consent: {
    status: 409,
    title: 'A consent of this person is recorded. Record a withdrawal instead of removing them.',
  },
  consent_missing: {
    status: 403,
    title: 'Not everyone who is seen or heard in this clip has a recorded consent for this use.',
  },
  consent_withdrawn: {
    status: 403,
    title: 'A person in this clip has withdrawn consent. It cannot be played any more.',
  },
  consent_ended: { status: 403, title: 'The consent for this clip has ended.' },
  share_ended: {
    status: 403,
    title: 'The institution that this clip comes from does not share it any more.',
  },
  media_expired: { status: 403, title: 'This address of the clip has expired. Reload the clip.' },

  piece_unreadable: {
    status: 422,
    title: 'This file cannot be read as a picture (JPEG, PNG, WebP) or a recording.',
  },
  not_media: { status: 422, title: 'This file is not a video that can be read.' },
  empty_file: { status: 422, title: 'This file is empty.' },
  truncated_file: {
    status: 422,
    title:
      'This file breaks off before its end. Copy it again from the camera and upload it once more.',
  },
  no_picture: { status: 422, title: 'This file has sound but no picture.' },
  storage_full: {
    status: 507,
    title: 'There is not enough room on the server for this file. Ask your administrator.',
  },
  too_long: { status: 422, title: 'This recording is longer than this installation accepts.' },
  too_large: {
    status: 422,
    title: 'This file, or its picture, is larger than this installation accepts.',
  },
  unreadable: {
    status: 422,
    title: 'This film is damaged, locked or in a format that cannot be read.',
  },
  needs_ffmpeg: {
    status: 422,
    title:
      'This format can only be prepared when ffmpeg is installed on the server. The file is kept; ask your administrator.',
  },
  transcode_cancelled: { status: 422, title: 'The preparation of this clip was stopped.' },
  transcode_failed: { status: 422, title: 'This file could not be turned into a clip.' },

  task_incomplete: { status: 409, title: 'The task is not complete yet.' },
  task_not_open: { status: 409, title: 'This task is not open.' },
  task_in_use: {
    status: 409,
    title: 'Students have this task already, so this part of it stays. You can change its words.',
  },
  pass_incomplete: { status: 409, title: 'Something is still missing in this pass.' },
  already_handed_in: { status: 409, title: 'This has been handed in and cannot be changed.' },
  not_revealed: {
    status: 403,
    title: 'What others noticed is shown after you have handed in your own observation.',
  },
  narration_incomplete: { status: 409, title: 'The narration is not ready to be handed in.' },
  rubric_incomplete: { status: 409, title: 'Choose a level for every criterion first.' },
  mark_removed: { status: 410, title: 'The moment was removed.' },
  reason_missing: {
    status: 409,
    title: 'Whoever gets other points than the group has to be told why.',
  },
  already_released: {
    status: 409,
    title: 'This mark has been released and is with the student.',
  },
  nothing_to_release: { status: 409, title: 'There is no finished mark to release.' },
  no_gradebook: {
    status: 409,
    title: 'The LMS has given no gradebook column for this task, so no mark can be sent.',
  },
  column_gone: {
    status: 409,
    title: 'The gradebook column of this task is not there any more.',
  },
  changed_in_gradebook: {
    status: 409,
    title: 'The gradebook holds a mark that somebody set there later. It was left as it is.',
  },
  clear_impossible: {
    status: 409,
    title: 'This LMS does not let a tool take a mark back. Remove it in the gradebook by hand.',
  },

  framework_incomplete: {
    status: 409,
    title: 'Something is still missing in this framework. The draft is kept.',
  },
  file_refused: {
    status: 422,
    title: 'This file could not be read. Nothing was changed.',
  },

  launch_unknown_platform: { status: 400, title: 'This LMS is not registered with Lookfor.' },
  launch_inactive: { status: 403, title: 'This LMS is registered but not active.' },
  launch_pending: { status: 403, title: 'This LMS is registered and waits to be switched on.' },
  launch_invalid_login: { status: 400, title: 'The LMS sent an incomplete start of a launch.' },
  launch_expired: { status: 400, title: 'This link has expired.' },
  launch_used: { status: 400, title: 'This launch was used before.' },
  launch_other_browser: {
    status: 401,
    title: 'This launch was not started in this browser.',
  },
  launch_refused: { status: 401, title: 'The message of the LMS could not be verified.' },
  launch_malformed: {
    status: 400,
    title: 'The message of the LMS is not a complete LTI 1.3 launch.',
  },
  launch_unknown_deployment: { status: 403, title: 'This deployment is not known to Lookfor.' },
  launch_platform_error: { status: 400, title: 'The LMS reported that it could not sign you in.' },
  launch_keys_unavailable: { status: 401, title: 'The keys of the LMS could not be fetched.' },
  launch_unsupported: { status: 400, title: 'This kind of launch is not supported.' },
  launch_anonymous: { status: 403, title: 'The LMS did not say who you are.' },
  launch_unknown_person: {
    status: 404,
    title: 'The LMS named somebody whom Lookfor has not met in this course.',
  },
  launch_no_work: { status: 404, title: 'This person has not handed in anything here yet.' },

  platform_unreachable: { status: 502, title: 'The LMS did not answer.' },
  platform_refused: { status: 502, title: 'The LMS refused the request.' },
  roster_not_offered: {
    status: 409,
    title: 'The LMS offers no list of the people in this course.',
  },
  address_refused: { status: 400, title: 'This address may not be fetched.' },
} as const satisfies Record<string, { status: number; title: string }>;

/** What may go wrong, by its code. */
export type ErrorCode = keyof typeof ERRORS;

/** RFC 9457 problem details, with our code and a reference that a help desk can look up. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  reference: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
