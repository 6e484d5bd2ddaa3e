/**
 * Why a media file was refused, or why work on it stopped. The codes are facts about the file or
 * the run; the sentence that a person reads is made elsewhere.
 */

/**
 * - `not_media`: no film or sound recording (a text, a picture, a playlist, an archive).
 * - `empty_file`: no bytes at all.
 * - `truncated_file`: the end of the film is missing (a broken upload, a camera that lost power).
 * - `no_picture`: sound only.
 * - `too_long`, `too_large`: longer, or more pixels in a frame, than the limits allow.
 * - `unreadable`: a film, but damaged, encrypted or in a codec that ffmpeg cannot decode.
 * - `transcode_failed`: reading worked, converting did not.
 * - `needs_ffmpeg`: possible only once ffmpeg is installed.
 * - `timed_out`: the run took longer than its limit, or stopped moving.
 * - `cancelled`: the caller's signal ended the run.
 */
export type MediaErrorCode =
  | 'not_media'
  | 'empty_file'
  | 'truncated_file'
  | 'no_picture'
  | 'too_long'
  | 'too_large'
  | 'unreadable'
  | 'transcode_failed'
  | 'needs_ffmpeg'
  | 'timed_out'
  | 'cancelled';

/** What a log may show about a failure; never shown to a person. */
export interface MediaErrorDetails {
  exitCode?: number;
  /** The last lines that the tool wrote about its failure. */
  toolLog?: string;
  durationSeconds?: number;
  limitSeconds?: number;
  limitMs?: number;
  width?: number;
  height?: number;
  /** A technical reason in a few words. */
  reason?: string;
}

/** Thrown by everything in this folder, and nothing else is. */
export class MediaError extends Error {
  readonly code: MediaErrorCode;
  readonly details: MediaErrorDetails;

  constructor(code: MediaErrorCode, details: MediaErrorDetails = {}, options?: ErrorOptions) {
    super(details.reason ? `${code}: ${details.reason}` : code, options);
    this.name = 'MediaError';
    this.code = code;
    this.details = details;
  }
}
