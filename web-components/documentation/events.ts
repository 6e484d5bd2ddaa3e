import type { Piece } from '#contract/documentation';
import type { CitedPiece } from '#contract/narrations';
import { OUTWARD } from '#elements/kit/events';

/** A piece shall be cited at the cursor. */
export class CitePieceRequest extends Event {
  static readonly eventName = 'lookfor-cite-piece';
  readonly piece: CitedPiece;

  constructor(piece: CitedPiece) {
    super(CitePieceRequest.eventName, OUTWARD);
    this.piece = piece;
  }
}

/** What a person wishes to happen with the file of a piece. */
export type PieceFileWish = 'pause' | 'resume' | 'choose';

/** The wish that something happens with the file of a piece. */
export class PieceFileRequest extends Event {
  static readonly eventName = 'lookfor-piece-file';
  readonly wish: PieceFileWish;
  readonly piece: Piece;

  constructor(wish: PieceFileWish, piece: Piece) {
    super(PieceFileRequest.eventName, OUTWARD);
    this.wish = wish;
    this.piece = piece;
  }
}

/** A piece is another than before: somebody in it agreed, or has withdrawn. */
export class PieceChange extends Event {
  static readonly eventName = 'lookfor-piece-change';
  readonly piece: Piece;

  constructor(piece: Piece) {
    super(PieceChange.eventName, OUTWARD);
    this.piece = piece;
  }
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-cite-piece': CitePieceRequest;
    'lookfor-piece-file': PieceFileRequest;
    'lookfor-piece-change': PieceChange;
  }
}
