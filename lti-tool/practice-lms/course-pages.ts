import type { Activity } from './course-state.ts';

/** A tool's activity in the text of a page, in a frame of this size (CSS pixels). */
export interface FramePart {
  kind: 'frame';
  activityId: string;
  width: number;
  height: number;
}

/** What a page is made of, from top to bottom. */
export type PagePart = { kind: 'text'; text: string } | FramePart;

/** A page of the course that somebody writes. */
export interface CoursePage {
  id: string;
  title: string;
  parts: PagePart[];
}

/** Size of a frame whose tool names none, in CSS pixels. */
const USUAL = { width: 800, height: 500 };

/** The pages of the course. */
export class CoursePages {
  all: CoursePage[] = [];

  /** The page with this id. */
  page(id: unknown): CoursePage | undefined {
    return this.all.find((page) => page.id === id);
  }

  /** A new page with room for a first paragraph. */
  add(title: string): CoursePage {
    const last = Math.max(0, ...this.all.map(({ id }) => Number(id)));
    const page: CoursePage = { id: String(last + 1), title, parts: [{ kind: 'text', text: '' }] };
    this.all.push(page);
    return page;
  }

  /** What somebody wrote: the title, and the texts in their order. */
  write(page: CoursePage, title: string, texts: readonly string[]): void {
    page.title = title.trim() === '' ? page.title : title.trim();
    const words = [...texts];
    page.parts = page.parts.map((part) =>
      part.kind === 'text' ? { kind: 'text', text: words.shift() ?? part.text } : part,
    );
  }

  /** Puts an activity at the end of a page, and room for words below it. */
  insert(page: CoursePage, { id }: Activity, size: { width?: number; height?: number }): void {
    page.parts.push(
      { ...USUAL, ...size, kind: 'frame', activityId: id },
      { kind: 'text', text: '' },
    );
  }

  /** Takes an activity out of all pages; the words around it stay. */
  takeOut(activityId: string): void {
    for (const page of this.all)
      page.parts = page.parts.filter(
        (part) => part.kind === 'text' || part.activityId !== activityId,
      );
  }
}
