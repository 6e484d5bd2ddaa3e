import { msg, str } from '@lit/localize';
import type { CellState, RefusalCause } from './release.rules.ts';

/** What the cells of one kind are called under their number. */
export function cellWords(state: CellState): string {
  switch (state) {
    case 'sent':
      return msg('in the gradebook');
    case 'accepted':
      return msg('accepted by the LMS');
    case 'differs':
      return msg('unlike the gradebook');
    case 'kept':
      return msg('released here');
    case 'waiting':
      return msg('waiting');
    case 'refused':
      return msg('refused');
    case 'ready':
      return msg('ready to release');
    case 'open':
      return msg('still to mark');
  }
}

/** What a refusal most likely means, and what to do in the LMS before sending again. */
export function remedyWords(cause: RefusalCause, candidate: string): string {
  switch (cause) {
    case 'changed-there':
      return msg(
        'Somebody set another mark in the gradebook later. Lookfor does not write over that by itself.',
      );
    case 'clear-by-hand':
      return msg(
        str`This LMS does not let a tool clear a grade. Remove the mark of ${candidate} in the gradebook by hand, then read the gradebook here.`,
      );
    case 'silent':
      return msg(
        'The LMS did not answer for two days. When it can be reached again, send the mark again.',
      );
    case 'not-enrolled':
      return msg(
        str`It says this when somebody is not enrolled as a student in the course. Enrol ${candidate} as a student there, then send again.`,
      );
    case 'cell-locked':
      return msg(
        str`Most often the cell is locked. Unlock it for ${candidate} in the gradebook, then send again.`,
      );
    case 'column-gone':
      return msg(
        'The gradebook column was deleted, or moved. Lookfor makes a new one where the LMS allows it. If this stays, open the activity in the LMS once, then send again.',
      );
    case 'no-rights':
      return msg(
        'The LMS does not allow Lookfor to write marks here any more. Ask your administrator to allow grades for this tool, then send again.',
      );
    case 'unknown':
      return msg(
        'Lookfor does not know this answer. Show it to your administrator, then send again.',
      );
  }
}

/** Why the gradebook could not be read, and what that means. */
export function readingProblemWords(code: string, status: number | null): string {
  // It may well let us read, and cannot at the moment.
  if (code === 'platform_refused' && status !== null && (status >= 500 || status === 429))
    return msg(
      str`The LMS could not show its gradebook just now (error ${status}). What was accepted is safe; read it again in a while.`,
    );
  switch (code) {
    case 'platform_unreachable':
      return msg(
        'The LMS did not answer when its gradebook was to be read. What was accepted is safe.',
      );
    case 'column_gone':
      return msg('The gradebook column is not there any more. Send the marks again to have one.');
    default:
      return msg(
        'The LMS does not let Lookfor read its gradebook. What it accepted is shown, but not compared.',
      );
  }
}
