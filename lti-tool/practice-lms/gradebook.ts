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
export type ScoreEffect = 'set' | 'cleared' | 'kept by hand';

function visiblePoints(column: Column, score: Score): number | null {
  if (score.gradingProgress !== 'FullyGraded') return null;
  if (score.scoreGiven === undefined || score.scoreMaximum === undefined) return null;
  return (score.scoreGiven / score.scoreMaximum) * column.scoreMaximum;
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
   * Writes a score of the tool. Refuses with 409 what is not later than the last change, in whole
   * seconds as Moodle counts. Like Moodle, anything but a `FullyGraded` score empties the cell.
   */
  recordScore(column: Column, score: Score, nowMs: number): ScoreEffect {
    const before = this.cell(column.id, score.userId);
    const postedMs = Date.parse(score.timestamp);
    if (before && Math.floor(before.modifiedMs / 1000) >= Math.floor(postedMs / 1000)) {
      throw new Refusal(
        409,
        `The timestamp ${score.timestamp} is not at least one whole second later than the last change of this grade, ${new Date(before.modifiedMs).toISOString()}.`,
      );
    }
    const progress = {
      activityProgress: score.activityProgress,
      gradingProgress: score.gradingProgress,
      ...(score.submittedAt === undefined ? {} : { submittedAt: score.submittedAt }),
    };
    if (before?.overridden) {
      Object.assign(before, progress);
      return 'kept by hand';
    }
    const points = visiblePoints(column, score);
    this.#write({
      ...(before?.submittedAt === undefined ? {} : { submittedAt: before.submittedAt }),
      ...progress,
      columnId: column.id,
      userId: score.userId,
      points,
      comment: score.comment ?? '',
      modifiedMs: postedMs,
      writtenMs: nowMs,
      changedBy: 'tool',
      overridden: false,
    });
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
