import { msg, str } from '@lit/localize';
import type { TaskGap } from '#contract/tasks';

/** What is missing, as a finding and what to do about it. */
export interface GapWords {
  finding: string;
  advice: string;
}

/** The sentence of a gap, at its field and in "Before you publish". */
export function gapWords({ gap, path, label }: TaskGap): GapWords {
  switch (gap) {
    case 'title-missing':
      return titleWords(path, label);
    case 'clip-missing':
      return words(msg('There is no clip yet.'), msg('Choose one from the library.'));
    case 'clip-not-ready':
      return words(
        msg(str`“${label}” is still being prepared.`),
        msg('You can publish when it plays.'),
      );
    case 'consent-missing':
      return words(
        msg(str`Consent does not cover “${label}” for training students.`),
        msg('Record it on the page of the clip, or choose another clip.'),
      );
    case 'consent-ends-early':
      return words(
        msg(str`Consent for “${label}” ends before the task is due.`),
        msg('Set an earlier due date, or renew the consent.'),
      );
    case 'framework-missing':
      return words(
        msg('There is no framework.'),
        msg('Look-fors and codes need one to choose from.'),
      );
    case 'passes-missing':
      return words(msg('There is no pass.'), msg('Add at least one viewing with its question.'));
    case 'prompt-missing':
      return promptWords(path, label);
    case 'look-for-without-code':
      return words(
        label ? msg(str`“${label}” has no code.`) : msg('A look-for has no code.'),
        msg('Its code gives it a lane and a colour.'),
      );
    case 'look-for-unknown-code':
      return words(
        msg(str`The code of “${label}” is not in this framework.`),
        msg('Choose another code, or change the framework back.'),
      );
    case 'moment-unknown-look-for':
      return words(
        msg(str`The pass “${label}” cannot be finished.`),
        msg('It asks for a look-for that is not in this task. Take it out.'),
      );
    case 'criteria-missing':
      return words(
        msg('There are points, but no criterion.'),
        msg('Add a criterion, or set the points to 0.'),
      );
    case 'levels-missing':
      return words(
        label ? msg(str`“${label}” needs at least two levels.`) : msg('A criterion needs levels.'),
        msg('A marker chooses between them.'),
      );
    case 'points-differ':
      return words(
        msg('The rubric and the points differ.'),
        msg('The best level of every criterion together makes the points of the task.'),
      );
    case 'words-crossed':
      return words(
        msg('The narration asks for more words at least than at most.'),
        msg('Swap the two numbers.'),
      );
    case 'dates-crossed':
      return words(msg('The task is due before it opens.'), msg('Change one of the two dates.'));
    case 'reveal-date-missing':
      return words(
        msg('The day on which others’ readings appear is not said.'),
        msg('Choose it, or another rule.'),
      );
  }
}

function titleWords(path: string, label: string): GapWords {
  if (path.startsWith('lookFors'))
    return words(msg('A look-for has no words.'), msg('Say what students look for.'));
  if (path.startsWith('passes'))
    return words(msg('A pass has no name.'), msg('A word or two are enough.'));
  if (path.includes('.levels.'))
    return words(
      label ? msg(str`A level of “${label}” has no name.`) : msg('A level has no name.'),
      msg('Markers and students know it by its name.'),
    );
  if (path.startsWith('narration.criteria'))
    return words(msg('A criterion has no name.'), msg('Say in a word what is looked at.'));
  return words(
    msg('The task has no title.'),
    msg('Students see it in their course and in the gradebook.'),
  );
}

function promptWords(path: string, label: string): GapWords {
  if (path.startsWith('helpingQuestion'))
    return words(
      msg('The helping question is empty.'),
      msg('Write it, or let each student set their own.'),
    );
  if (path.startsWith('narration'))
    return words(msg('The narration asks nothing yet.'), msg('Say what to write about.'));
  return words(
    label ? msg(str`The pass “${label}” has no question.`) : msg('A pass has no question.'),
    msg('Say what to watch for this time.'),
  );
}

function words(finding: string, advice: string): GapWords {
  return { finding, advice };
}
