import { describe, expect, test } from 'vitest';
import {
  cueAt,
  hintsOf,
  mergedWithNext,
  split,
  withCue,
  withCueAfter,
  withEdgeAt,
  withEdgeNudged,
  withNewCue,
  without,
  type EditedCue,
} from '#elements/caption-editor/cue-edits.rules';
import { EditHistory } from '#elements/caption-editor/edit-history';
import { editorWish, type EditorKeyFacts } from '#elements/caption-editor/editor-keys.rules';

const cue = (
  id: string,
  startSeconds: number,
  endSeconds: number,
  text = id,
  speaker = '',
): EditedCue => ({ id, startSeconds, endSeconds, text, speaker, settings: '' });

const three = [cue('c1', 1, 3), cue('c2', 4, 6), cue('c3', 8, 9)];
const timesOf = (cues: readonly EditedCue[]) =>
  cues.map(({ id, startSeconds, endSeconds }) => [id, startSeconds, endSeconds]);

describe('the times of a line', () => {
  test.each([
    ['start', 4.5, 4.5, 6],
    ['end', 5.25, 4, 5.25],
    // Past the other edge, the line moves as a whole.
    ['start', 7, 7, 9],
    ['end', 3, 1, 3],
    // Never out of the clip.
    ['start', -2, 0, 6],
    ['end', 99, 4, 10],
    ['start', 99, 9.8, 10],
  ] as const)('%s at %d: %d to %d', (edge, at, startSeconds, endSeconds) => {
    const moved = withEdgeAt(three, 'c2', edge, at, 10).find(({ id }) => id === 'c2');
    expect(moved).toMatchObject({ startSeconds, endSeconds });
  });

  test('a frame is a frame, whatever the rate, and comes back', () => {
    const facts = { frameRate: 30_000 / 1001, durationSeconds: 10 };
    const on = withEdgeNudged(three, 'c2', 'start', 1, facts);
    const frame = Math.round(4 * facts.frameRate);
    expect(on[1]?.startSeconds).toBeCloseTo((frame + 1) / facts.frameRate, 3);
    const back = withEdgeNudged(on, 'c2', 'start', -1, facts);
    expect(back[1]?.startSeconds).toBeCloseTo(frame / facts.frameRate, 3);
  });

  test('lines stay in the order of the clip', () => {
    const moved = withCue(three, 'c1', { startSeconds: 7, endSeconds: 7.5 });
    expect(moved.map(({ id }) => id)).toEqual(['c2', 'c1', 'c3']);
  });
});

describe('new lines', () => {
  test('last two seconds, or until the next line begins', () => {
    expect(timesOf(withNewCue(three, 3.2, 10).cues)[1]).toEqual(['c4', 3.2, 4]);
    expect(timesOf(withCueAfter(three, 'c2', 10).cues)[2]).toEqual(['c4', 6, 8]);
    expect(timesOf(withNewCue([], 9.95, 10).cues)).toEqual([['c1', 9.8, 10]]);
  });

  test('an id that is in use is not given again', () => {
    const { currentId } = withNewCue([cue('c1', 0, 1), cue('c3', 1, 2)], 5, 10);
    expect(currentId).toBe('c4');
  });
});

describe('splitting and merging', () => {
  const talk = [cue('c1', 0, 10, 'It falls down again', 'Child A'), cue('c2', 10, 12, 'Again?')];

  test('at the caret, the time is shared out as the words are', () => {
    const { cues, currentId } = split(talk, 'c1', 9, 50);
    expect(cues[0]).toMatchObject({ text: 'It falls', endSeconds: 4.737, speaker: 'Child A' });
    expect(cues[1]).toMatchObject({ text: 'down again', startSeconds: 4.737, id: currentId });
    expect(cues.map(({ id }) => id)).toEqual(['c1', 'c3', 'c2']);
  });

  test('where the clip stands, the words are cut between two words', () => {
    const { cues } = split(talk, 'c1', null, 6);
    expect(cues[0]).toMatchObject({ text: 'It falls down', endSeconds: 6 });
  });

  test('too short a line stays whole', () => {
    const short = [cue('c1', 0, 0.3, 'No')];
    expect(split(short, 'c1', 1, 0.1).cues).toEqual(short);
  });

  test('words of one person are joined, of two people told apart', () => {
    const same = [cue('c1', 0, 1, 'If I', 'Child A'), cue('c2', 1, 2, 'put it here', 'Child A')];
    expect(mergedWithNext(same, 'c1').cues).toMatchObject([
      { id: 'c1', startSeconds: 0, endSeconds: 2, text: 'If I put it here', speaker: 'Child A' },
    ]);
    const two = [cue('c1', 0, 1, 'Why?', 'Child A'), cue('c2', 1, 2, 'So!', 'Educator E')];
    expect(mergedWithNext(two, 'c1').cues).toMatchObject([{ text: '– Why?\n– So!', speaker: '' }]);
    expect(mergedWithNext(two, 'c2').cues).toEqual(two);
  });

  test('after a removal the next line is worked on, or the last', () => {
    expect(without(three, 'c2')).toMatchObject({ currentId: 'c3' });
    expect(without(three, 'c3')).toMatchObject({ currentId: 'c2' });
    expect(without([three[0] ?? cue('c1', 0, 1)], 'c1')).toEqual({ cues: [], currentId: '' });
  });
});

describe('hints', () => {
  test.each([
    [cue('c1', 0, 2, 'x'.repeat(34)), undefined, []],
    [cue('c1', 0, 2, 'x'.repeat(40)), undefined, [{ hint: 'fast', lettersPerSecond: 20 }]],
    [cue('c1', 0, 2, 'Yes'), cue('c2', 1.5, 3), [{ hint: 'overlap' }]],
    [cue('c1', 0, 2, 'Yes'), cue('c2', 2, 3), []],
    [cue('c1', 0, 9, 'One\ntwo\nthree'), undefined, [{ hint: 'long' }]],
    [cue('c1', 0, 2, '  '), undefined, [{ hint: 'empty' }]],
  ] as const)('%j', (line, next, hints) => {
    expect(hintsOf(line, next)).toEqual(hints);
  });

  test('the line that is heard is the latest that stands', () => {
    expect(cueAt(three, 4)?.id).toBe('c2');
    expect(cueAt(three, 6)).toBeUndefined();
    expect(cueAt([cue('c1', 0, 5), cue('c2', 2, 3)], 2.5)?.id).toBe('c2');
  });
});

describe('keys', () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, caret: null };
  const writing = { start: 2, end: 2, length: 5 };
  test.each<[Partial<EditorKeyFacts> & { key: string }, ReturnType<typeof editorWish>]>([
    [{ key: 'i' }, { do: 'edge', edge: 'start' }],
    [{ key: 'i', caret: writing }, null],
    [{ key: 'ł', altKey: true, caret: writing }, null],
    [{ key: 'Enter', caret: writing }, { do: 'next' }],
    [{ key: 'Enter', shiftKey: true, caret: writing }, null],
    [{ key: 'Enter', ctrlKey: true, caret: writing }, { do: 'split' }],
    [{ key: 'Backspace', caret: writing }, null],
    [{ key: 'Backspace', caret: { start: 0, end: 0, length: 5 } }, { do: 'merge-back' }],
    [{ key: 'Backspace', caret: { start: 0, end: 3, length: 5 } }, null],
    [{ key: 'Delete', caret: { start: 5, end: 5, length: 5 } }, { do: 'merge' }],
    [{ key: 'Tab', caret: writing }, null],
    [{ key: 'z', metaKey: true, caret: writing }, { do: 'undo' }],
    [{ key: 'Z', ctrlKey: true, shiftKey: true }, { do: 'redo' }],
    [
      { key: 'ArrowLeft', altKey: true },
      { do: 'nudge', edge: 'start', frames: -1 },
    ],
    [
      { key: 'ArrowRight', altKey: true, shiftKey: true, caret: writing },
      { do: 'nudge', edge: 'end', frames: 1 },
    ],
    [{ key: ' ' }, null],
  ])('%j asks for %j', (event, wish) => {
    expect(editorWish({ ...none, ...event })).toEqual(wish);
  });
});

describe('steps back', () => {
  test('typing in one go is one step; a pause, or another line, begins the next', () => {
    let nowMs = 0;
    const history = new EditHistory<string>(() => nowMs);
    history.note('', 'text c1');
    nowMs += 300;
    history.note('I', 'text c1');
    nowMs += 300;
    history.note('It', 'text c2');
    nowMs += 5_000;
    history.note('It f', 'text c2');
    expect(history.undo('It fa')).toBe('It f');
    expect(history.undo('It f')).toBe('It');
    expect(history.undo('It')).toBe('');
    expect(history.canUndo).toBe(false);
    expect(history.redo('')).toBe('It');
    history.note('It');
    expect(history.canRedo).toBe(false);
  });
});
