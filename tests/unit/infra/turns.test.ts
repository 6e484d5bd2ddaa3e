import type { Request, Response } from 'express';
import { describe, expect, test } from 'vitest';
import { inTurns } from '#server/infra/turns';

const nobody = [{} as Request, {} as Response] as const;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('requests come in by turns of the event loop', () => {
  test('so many at each, in the order in which they came', async () => {
    const waitForTurn = inTurns(2);
    const letIn: number[] = [];
    for (const no of [1, 2, 3, 4, 5]) waitForTurn(...nobody, () => letIn.push(no));
    expect(letIn).toEqual([]);
    await nextTurn();
    expect(letIn).toEqual([1, 2]);
    await nextTurn();
    expect(letIn).toEqual([1, 2, 3, 4]);
    waitForTurn(...nobody, () => letIn.push(6));
    await nextTurn();
    expect(letIn).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('whoever asks while others are let in waits like them, and the next one is not forgotten', async () => {
    const waitForTurn = inTurns(2);
    const letIn: string[] = [];
    waitForTurn(...nobody, () => {
      letIn.push('first');
      waitForTurn(...nobody, () => letIn.push('asked meanwhile'));
    });
    await nextTurn();
    expect(letIn).toEqual(['first']);
    await nextTurn();
    expect(letIn).toEqual(['first', 'asked meanwhile']);
    waitForTurn(...nobody, () => letIn.push('later'));
    await nextTurn();
    expect(letIn).toEqual(['first', 'asked meanwhile', 'later']);
  });
});
