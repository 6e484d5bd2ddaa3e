import type { ScoreHabits } from './platforms/platform.ts';
import { Refusal } from './refusal.ts';
import type { Score } from './score.rules.ts';

/** Offer of the tool to open a piece of handed-in work from the gradebook. */
export interface SubmissionReview {
  reviewableStatus?: string[];
  label?: string;
  url?: string;
  custom?: Record<string, string>;
}

/** What a tool says about a gradebook column (an AGS line item without its address). */
export interface ColumnWish {
  label: string;
  scoreMaximum: number;
  resourceId?: string;
  tag?: string;
  /** The activity (resource link) that the column belongs to. */
  activityId?: string;
  startDateTime?: string;
  endDateTime?: string;
  gradesReleased?: boolean;
  submissionReview?: SubmissionReview;
}

/** A column of the gradebook. */
export interface Column extends ColumnWish {
  id: string;
  clientId: string;
  /** Made together with its activity: the tool may not delete it. */
  ownedByActivity: boolean;
}

/** One grade: the meeting point of a student and a column. */
export interface Cell {
  columnId: string;
  userId: string;
  /** Points on the column's own scale, or null for no grade. */
  points: number | null;
  comment: string;
  /** Instant that a later score must be later than; a change by hand moves it too. */
  modifiedMs: number;
  /** Instant at which this LMS wrote the cell, for "8 seconds ago". */
  writtenMs: number;
  changedBy: 'tool' | 'hand';
  /** A person set this grade: scores are answered 200 and change nothing. */
  overridden: boolean;
  /** When the work was handed in, if the tool said so. */
  submittedAt?: string;
  activityProgress?: string;
  gradingProgress?: string;
}

/** What a posted score did to its cell. */
export type ScoreEffect = 'set' | 'cleared' | 'untouched' | 'kept by hand';

/** What a score does to the points: a number shows, null empties, undefined leaves them alone. */
function newPoints(column: Column, score: Score, habits: ScoreHabits): number | null | undefined {
  const { scoreGiven, scoreMaximum, gradingProgress, activityProgress } = score;
  const points =
    scoreGiven === undefined || scoreMaximum === undefined
      ? undefined
      : (scoreGiven / scoreMaximum) * column.scoreMaximum;
  const capped =
    points === undefined || habits.overMaximum === 'kept'
      ? points
      : Math.min(points, column.scoreMaximum);
  if (gradingProgress === 'FullyGraded') {
    if (capped !== undefined) return capped;
    const isPreserved = habits.readsCanvasSubmission && score.preservesScore === true;
    return habits.finalWithoutPoints === 'empties' && !isPreserved ? null : undefined;
  }
  if (gradingProgress === 'PendingManual' && capped !== undefined) {
    if (habits.pendingWithPoints === 'shows') return capped;
    return habits.pendingWithPoints === 'empties' ? null : undefined;
  }
  const isReset = activityProgress === 'Initialized' && gradingProgress === 'NotReady';
  const effect = isReset && points === undefined ? habits.reset : habits.progress;
  return effect === 'empties' ? null : undefined;
}

function checkOrder(lastMs: number, postedMs: number, habits: ScoreHabits): void {
  const unitMs = habits.clock === 'seconds' ? 1000 : 1;
  const [last, posted] = [Math.floor(lastMs / unitMs), Math.floor(postedMs / unitMs)];
  if (posted > last || (posted === last && habits.takesSameInstant)) return;
  const least = habits.clock === 'seconds' ? 'at least one whole second ' : '';
  throw new Refusal(
    habits.conflictStatus,
    `The timestamp ${new Date(postedMs).toISOString()} is not ${least}later than the last change of this grade, ${new Date(lastMs).toISOString()}.`,
  );
}

/** Columns and cells, in memory. */
export class Gradebook {
  columns: Column[] = [];
  cells: Cell[] = [];
  #lastColumnId = 0;

  /** Adds a column for a tool. */
  addColumn(clientId: string, wish: ColumnWish, ownedByActivity: boolean): Column {
    this.#lastColumnId += 1;
    const column = { ...wish, id: String(this.#lastColumnId), clientId, ownedByActivity };
    this.columns.push(column);
    return column;
  }

  /** The column of this tool with this id. */
  column(clientId: string, columnId: string): Column | undefined {
    return this.columns.find((column) => column.clientId === clientId && column.id === columnId);
  }

  /** Columns that belong to an activity. */
  columnsOf(activityId: string): Column[] {
    return this.columns.filter((column) => column.activityId === activityId);
  }

  /** Replaces all that a tool may say about its column; a new maximum rescales the grades. */
  replaceColumn(column: Column, wish: ColumnWish): Column {
    const factor = wish.scoreMaximum / column.scoreMaximum;
    for (const cell of this.cells) {
      if (cell.columnId === column.id && cell.points !== null) cell.points *= factor;
    }
    const replaced = {
      ...wish,
      id: column.id,
      clientId: column.clientId,
      ownedByActivity: column.ownedByActivity && wish.activityId === column.activityId,
    };
    this.columns = this.columns.map((other) => (other.id === column.id ? replaced : other));
    return replaced;
  }

  /** Removes a column with its grades. */
  removeColumn(columnId: string): void {
    this.columns = this.columns.filter((column) => column.id !== columnId);
    this.cells = this.cells.filter((cell) => cell.columnId !== columnId);
  }

  /** The cell of a student, if anything was ever written into it. */
  cell(columnId: string, userId: string): Cell | undefined {
    return this.cells.find((cell) => cell.columnId === columnId && cell.userId === userId);
  }

  /**
   * Writes a score of the tool as the platform does. Refuses what is not later than the last
   * change by the platform's clock.
   */
  recordScore(column: Column, score: Score, nowMs: number, habits: ScoreHabits): ScoreEffect {
    const before = this.cell(column.id, score.userId);
    const postedMs = Date.parse(score.timestamp);
    if (before) checkOrder(before.modifiedMs, postedMs, habits);
    const progress = {
      activityProgress: score.activityProgress,
      gradingProgress: score.gradingProgress,
      ...(score.submittedAt === undefined ? {} : { submittedAt: score.submittedAt }),
    };
    if (before?.overridden) {
      Object.assign(before, progress);
      return 'kept by hand';
    }
    const points = newPoints(column, score, habits);
    const comment = habits.commentReplaces
      ? (score.comment ?? '')
      : [before?.comment, score.comment].filter(Boolean).join('\n');
    this.#write({
      ...(before?.submittedAt === undefined ? {} : { submittedAt: before.submittedAt }),
      ...progress,
      columnId: column.id,
      userId: score.userId,
      points: points === undefined ? (before?.points ?? null) : points,
      comment,
      modifiedMs: postedMs,
      writtenMs: nowMs,
      changedBy: 'tool',
      overridden: false,
    });
    if (points === undefined) return 'untouched';
    return points === null ? 'cleared' : 'set';
  }

  /** A person of the LMS sets a grade; from now on the tool's scores do not change it. */
  changeByHand(
    columnId: string,
    userId: string,
    change: { points: number | null; comment?: string | undefined },
    nowMs: number,
  ): void {
    const before = this.cell(columnId, userId);
    this.#write({
      ...before,
      columnId,
      userId,
      points: change.points,
      comment: change.comment ?? before?.comment ?? '',
      modifiedMs: nowMs,
      writtenMs: nowMs,
      changedBy: 'hand',
      overridden: true,
    });
  }

  /** Lets the tool's scores through again after a change by hand. */
  releaseOverride(columnId: string, userId: string, nowMs: number): void {
    const cell = this.cell(columnId, userId);
    if (cell) Object.assign(cell, { overridden: false, modifiedMs: nowMs });
  }

  /** Number of the newest column. Numbers are never used twice: tools remember addresses. */
  get lastColumnId(): number {
    return this.#lastColumnId;
  }

  /** Puts back what was saved. */
  restore(columns: Column[], cells: Cell[], lastColumnId: number): void {
    this.columns = columns;
    this.cells = cells;
    this.#lastColumnId = lastColumnId;
  }

  #write(cell: Cell): void {
    this.cells = this.cells.filter(
      (other) => other.columnId !== cell.columnId || other.userId !== cell.userId,
    );
    this.cells.push(cell);
  }
}
