import { msg } from '@lit/localize';
import type { ApiError } from '#elements/kit/api';
import { problemWords } from '#elements/kit/problem-words';

/** Why a change of a published task is not saved, and what there is to do. */
export function refusalWords(refusal: ApiError): string {
  if (refusal.code === 'task_incomplete')
    return msg('A published task stays complete: mend what is marked below, or put it back.');
  const parts = refusal.problem?.details?.['parts'];
  if (refusal.code === 'task_in_use' && Array.isArray(parts) && parts.includes('frameworkId'))
    return msg(
      'Students have coded with this framework. The task can go on with a newer version of it, offered on its page; a copy, or one brought in from a file, is another framework and needs a new task.',
    );
  return problemWords(refusal);
}
