import type { ReactiveControllerHost } from 'lit';
import { captionRoutes, type Track, type TrackKind } from '#contract/captions';
import { readWebVtt, writeWebVtt } from '#contract/shared/webvtt';
import { KeptDraft, type DraftServices } from '#elements/kit/kept-draft';
import { editedCues, type EditedCue } from './cue-edits.rules.ts';

/** A track as its writer changes it. */
export interface TrackWriting {
  cues: readonly EditedCue[];
  /** STYLE and REGION blocks of the file, which stay as they are. */
  styles: readonly string[];
  isDraft: boolean;
}

/** Which track of which clip. */
export interface TrackPlace {
  clipId: string;
  kind: TrackKind;
  language: string;
}

/** A track while it is written, kept as KeptDraft promises. */
export class TrackDraft extends KeptDraft<Track, TrackWriting> {
  readonly #place: TrackPlace;

  constructor(host: ReactiveControllerHost, place: TrackPlace, services: () => DraftServices) {
    super(host, `track:${place.clipId}:${place.kind}:${place.language}`, services);
    this.#place = place;
  }

  /** The track as the server has it. */
  get track(): Track | undefined {
    return this.remote;
  }

  /** The lines as they stand here. */
  get writing(): TrackWriting | undefined {
    return this.draft;
  }

  /** Takes a change of some of its parts. */
  write(part: Partial<TrackWriting>): void {
    this.change((writing) => ({ ...writing, ...part }));
  }

  protected override load({ signal }: { signal?: AbortSignal }): Promise<Track> {
    const { api } = this.services();
    return api.call(captionRoutes.getTrack, { params: this.#place }, { signal });
  }

  protected override save(
    { cues, styles, isDraft }: TrackWriting,
    baseRevision: number,
    options: { keepalive?: boolean },
  ): Promise<Track> {
    const { api } = this.services();
    const label = this.remote?.label || languageInItself(this.#place.language);
    // A line without words says nothing yet: only this page has it.
    const vtt = writeWebVtt(
      cues.filter(({ text }) => text.trim() !== ''),
      styles,
    );
    const body = { label, vtt, isDraft, baseRevision };
    return api.call(captionRoutes.writeTrack, { params: this.#place, body }, options);
  }

  protected override draftOf({ vtt, isDraft }: Track): TrackWriting {
    const { cues, styles } = readWebVtt(vtt);
    return { cues: editedCues(cues), styles, isDraft };
  }

  /** Ids and lines without words are this device's own. */
  protected override isSame(one: TrackWriting, other: TrackWriting): boolean {
    const said = ({ cues, styles, isDraft }: TrackWriting) =>
      JSON.stringify([
        writeWebVtt(
          cues.filter(({ text }) => text.trim() !== ''),
          styles,
        ),
        isDraft,
      ]);
    return said(one) === said(other);
  }

  protected override isClosed(): boolean {
    return false;
  }
}

/** The language in its own words, as players list it. */
export function languageInItself(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}
