import type { Column } from './gradebook.ts';
import type { Lms } from './lms.ts';
import { personByUserId } from './people.ts';
import { Refusal } from './refusal.ts';
import { readScore } from './score.rules.ts';
import type { Score } from './score.rules.ts';
import { readJson } from './service-exchange.ts';
import type { Exchange, ServiceAnswer } from './service-exchange.ts';
import { lineItemUrl } from './service-urls.ts';
import type { Tool } from './tools.ts';

function summaryOf(score: Score): string {
  const name = personByUserId(score.userId)?.givenName ?? `user ${score.userId}`;
  if (score.scoreGiven === undefined) return `Progress ${score.activityProgress} for ${name}`;
  return `Score ${score.scoreGiven} of ${score.scoreMaximum} for ${name}`;
}

function checkStudent(lms: Lms, userId: string): void {
  const student = lms.state.students.find((person) => person.userId === userId);
  const { kitIsNoStudent, lockRobin, scoresFail } = lms.state.switches;
  if (scoresFail) throw new Refusal(500, 'The LMS was switched to fail on scores.');
  // Moodle's words and status for anybody without a role that has grades.
  if (!student || (student.key === 'kit' && kitIsNoStudent)) {
    throw new Refusal(lms.state.platform.scores.notStudentStatus, 'Incorrect score received');
  }
  if (student.key === 'robin' && lockRobin) {
    throw new Refusal(500, 'The grade of Robin is locked; the tool is not told why.');
  }
}

/** Takes a score into the gradebook, or refuses it with the reason. */
export function takeScore(lms: Lms, tool: Tool, column: Column, exchange: Exchange): ServiceAnswer {
  exchange.summary = 'A score';
  const score = readScore(readJson(exchange));
  exchange.summary = summaryOf(score);
  checkStudent(lms, score.userId);
  const effect = lms.state.gradebook.recordScore(
    column,
    score,
    lms.now(),
    lms.state.platform.scores,
  );
  lms.state.onChange();
  const notes = {
    set: `${score.gradingProgress}: the grade was set.`,
    cleared: `${score.gradingProgress} without a final score: the grade is now empty.`,
    untouched: `${score.gradingProgress}: the grade stays as it is.`,
    'kept by hand': 'The grade was changed by hand in the LMS and stays as it is.',
  };
  const { successStatus, answersResultUrl } = lms.state.platform.scores;
  return {
    status: successStatus,
    note: notes[effect],
    ...(answersResultUrl
      ? { body: { resultUrl: resultUrl(lms, tool, column, score.userId) } }
      : {}),
  };
}

function resultUrl(lms: Lms, tool: Tool, column: Column, userId: string): string {
  const address = new URL(lineItemUrl(lms, tool, column));
  address.pathname += '/results';
  if (lms.state.platform.results.address === 'path') address.pathname += `/${userId}`;
  else address.searchParams.set('user_id', userId);
  return address.href;
}

/** Results of a column: of the students who have a grade or a comment, or of all of them. */
export function resultsOf(
  lms: Lms,
  tool: Tool,
  column: Column,
  userId: unknown,
): Record<string, unknown>[] {
  const { listsEverybody, hasComment } = lms.state.platform.results;
  const graders = lms.state.people.filter((person) => person.part === 'lecturer');
  return lms.state.students.flatMap((student) => {
    const cell = lms.state.gradebook.cell(column.id, student.userId);
    if (userId !== undefined && userId !== student.userId) return [];
    const id = resultUrl(lms, tool, column, student.userId);
    if (!cell || (listsEverybody && cell.points === null))
      return listsEverybody ? [{ id, userId: student.userId }] : [];
    return [
      {
        id,
        scoreOf: lineItemUrl(lms, tool, column),
        userId: student.userId,
        resultMaximum: column.scoreMaximum,
        timestamp: new Date(cell.modifiedMs).toISOString(),
        ...(cell.points === null ? {} : { resultScore: cell.points }),
        ...(cell.comment === '' || !hasComment ? {} : { comment: cell.comment }),
        ...(cell.changedBy === 'hand' && lms.state.platform.key !== 'moodle'
          ? { scoringUserId: graders[0]?.userId }
          : {}),
      },
    ];
  });
}
