import { CoursePages } from './course-pages.ts';
import type { CoursePage } from './course-pages.ts';
import { Gradebook } from './gradebook.ts';
import type { Cell, Column, ColumnWish } from './gradebook.ts';
import { MessageLog } from './message-log.ts';
import { randomText } from './one-time.ts';
import { PEOPLE, STUDENTS } from './people.ts';
import type { Platform, PlatformKey } from './platforms/platform.ts';
import { PLATFORMS } from './platforms/platforms.ts';
import { SwitchBoard } from './switches.ts';
import type { Switches } from './switches.ts';
import { toolFromRegistration } from './tools.ts';
import type { Tool, ToolRegistration } from './tools.ts';

/** The one course of the practice LMS. */
export const COURSE = {
  id: '12',
  label: 'EDU 210',
  title: 'EDU 210 Observing Young Children',
} as const;

/** Groups of the course: who meets when. */
export const GROUPS: readonly { id: string; name: string; userIds: readonly string[] }[] = [
  { id: '31', name: 'Morning group', userIds: ['5', '6'] },
  { id: '32', name: 'Afternoon group', userIds: ['7'] },
];

/** Opening and closing instants of an activity, as deep linking gives them. */
export interface Period {
  startDateTime?: string;
  endDateTime?: string;
}

/** What a new activity is made of. */
export interface ActivityWish {
  title: string;
  text?: string;
  /** Where the launch goes; the tool's own address when left out. */
  url?: string;
  custom?: Record<string, string>;
  available?: Period;
  submission?: Period;
  opensIn?: 'frame' | 'window';
}

/** An activity of the course (an LTI resource link). */
export interface Activity extends ActivityWish {
  id: string;
  clientId: string;
  /** `page`: it stands in the text of a page, and not among the activities. */
  origin: 'by hand' | 'deep linking' | 'page';
  createdAt: string;
}

/** A launch that was answered with an id_token. */
export interface LaunchRecord {
  at: string;
  personKey: string;
  messageType: string;
  activityId?: string;
}

/** All that outlives a restart when a data folder is given. */
export interface SavedCourse {
  tools: Tool[];
  activities: Activity[];
  columns: Column[];
  cells: Cell[];
  lastActivityId: number;
  lastColumnId: number;
  /** Absent in files of before there were pages. */
  pages?: CoursePage[];
  /** Absent in files of before platforms could be played. */
  platform?: PlatformKey;
}

/** State of the practice LMS: what pages show, services change and tests look at. */
export class PracticeLmsState {
  readonly people = PEOPLE;
  readonly students = STUDENTS;
  readonly course = COURSE;
  readonly gradebook = new Gradebook();
  readonly pages = new CoursePages();
  readonly log: MessageLog;
  /** Who is told of copied courses, by client id. */
  readonly noticeHandlers = new Map<string, string>();
  /** Session key inside `return_url`s. A tool that stores or logs it has a leak. */
  readonly sesskey: string = randomText();
  tools: Tool[] = [];
  activities: Activity[] = [];
  launches: LaunchRecord[] = [];
  /** Called after each change that should be saved. */
  onChange: () => void = () => undefined;
  #platform: Platform = PLATFORMS.practice;
  readonly #board: SwitchBoard;
  readonly #now: () => number;
  #lastActivityId = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#board = new SwitchBoard(now);
    this.log = new MessageLog(now);
  }

  /** The platform that this LMS plays. */
  get platform(): Platform {
    return this.#platform;
  }

  /** Plays another platform from now on. Tools must be told its addresses anew. */
  playPlatform(key: PlatformKey): void {
    this.#platform = PLATFORMS[key];
    this.onChange();
  }

  /** How difficult the LMS is at this moment. */
  get switches(): Switches {
    return this.#board.current;
  }

  /** Changes some switches; throws a ZodError on a wrong value. */
  setSwitches(change: Partial<Switches>): Switches {
    return this.#board.set(change);
  }

  /**
   * Registers a tool, or replaces the one with the same client id. Unless told otherwise the
   * course gets a plain link to the tool's start page, as an activity that has no grade.
   */
  registerTool(registration: ToolRegistration, options: { startLink?: boolean } = {}): Tool {
    const tool = toolFromRegistration(registration, this.#freeDeploymentId());
    const known = this.tools.some((other) => other.clientId === tool.clientId);
    this.tools = [...this.tools.filter((other) => other.clientId !== tool.clientId), tool];
    if (!known && options.startLink !== false) this.addStartLink(tool);
    this.onChange();
    return tool;
  }

  /** Removes a tool with its activities, columns and grades. */
  removeTool(clientId: string): void {
    for (const activity of this.activities.filter((one) => one.clientId === clientId)) {
      this.removeActivity(activity.id);
    }
    for (const column of this.gradebook.columns.filter((one) => one.clientId === clientId)) {
      this.gradebook.removeColumn(column.id);
    }
    this.tools = this.tools.filter((tool) => tool.clientId !== clientId);
    this.onChange();
  }

  /** The tool with this client id. */
  tool(clientId: unknown): Tool | undefined {
    return this.tools.find((tool) => tool.clientId === clientId);
  }

  /** The activity with this id. */
  activity(activityId: unknown): Activity | undefined {
    return this.activities.find((activity) => activity.id === activityId);
  }

  /** The plain link of a tool that "Open as …" uses. */
  startLink(clientId: string): Activity | undefined {
    return this.activities.find(
      (activity) => activity.clientId === clientId && activity.origin === 'by hand',
    );
  }

  /** Puts a plain, ungraded link to the tool's start page into the course. */
  addStartLink(tool: Tool): Activity {
    return this.addActivity(tool, { title: tool.name }, 'by hand');
  }

  /** Puts an activity into the course, with a gradebook column if one is wanted. */
  addActivity(
    tool: Tool,
    wish: ActivityWish,
    origin: Activity['origin'],
    column?: Omit<ColumnWish, 'activityId'>,
  ): Activity {
    this.#lastActivityId += 1;
    const id = String(this.#lastActivityId);
    const createdAt = new Date(this.#now()).toISOString();
    const activity: Activity = { ...wish, id, clientId: tool.clientId, origin, createdAt };
    this.activities.push(activity);
    if (column) this.gradebook.addColumn(tool.clientId, { ...column, activityId: id }, true);
    this.onChange();
    return activity;
  }

  /** Removes an activity with its columns and grades. */
  removeActivity(activityId: string): void {
    for (const column of this.gradebook.columnsOf(activityId)) {
      this.gradebook.removeColumn(column.id);
    }
    this.activities = this.activities.filter((activity) => activity.id !== activityId);
    this.pages.takeOut(activityId);
    this.onChange();
  }

  /** A person of the LMS deletes a column with its grades; its activity stays. */
  removeColumn(columnId: string): void {
    this.gradebook.removeColumn(columnId);
    this.onChange();
  }

  /** A person of the LMS changes a grade; points are on the column's scale. */
  changeGradeByHand(
    columnId: string,
    userId: string,
    change: { points: number | null; comment?: string | undefined },
  ): void {
    this.gradebook.changeByHand(columnId, userId, change, this.#now());
    this.onChange();
  }

  /** Lets the tool change this grade again. */
  releaseGrade(columnId: string, userId: string): void {
    this.gradebook.releaseOverride(columnId, userId, this.#now());
    this.onChange();
  }

  /** Starts again: empties course, gradebook, messages and switches. Tools stay if asked. */
  reset(options: { keepTools: boolean }): void {
    this.#board.reset();
    this.log.clear();
    this.launches = [];
    this.activities = [];
    this.pages.all = [];
    this.gradebook.restore([], [], this.gradebook.lastColumnId);
    if (options.keepTools) for (const tool of this.tools) this.addStartLink(tool);
    else this.tools = [];
    this.onChange();
  }

  /** What is worth keeping over a restart. */
  toSaved(): SavedCourse {
    const { columns, cells, lastColumnId } = this.gradebook;
    const { tools, activities } = this;
    return {
      tools,
      activities,
      pages: this.pages.all,
      columns,
      cells,
      lastActivityId: this.#lastActivityId,
      lastColumnId,
      platform: this.#platform.key,
    };
  }

  /** Puts back what was kept. */
  restore(saved: SavedCourse): void {
    this.tools = saved.tools;
    this.activities = saved.activities;
    this.pages.all = saved.pages ?? [];
    this.#lastActivityId = saved.lastActivityId;
    this.#platform = PLATFORMS[saved.platform ?? 'practice'];
    this.gradebook.restore(saved.columns, saved.cells, saved.lastColumnId);
  }

  #freeDeploymentId(): string {
    const taken = new Set(this.tools.map((tool) => tool.deploymentId));
    let id = 1;
    while (taken.has(String(id))) id += 1;
    return String(id);
  }
}
