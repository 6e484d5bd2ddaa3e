import { describe, expect, it } from 'vitest';
import { LookforSaveState } from '#elements/kit/save-state';

describe('decorated properties', () => {
  it('are reactive: no class field hides the accessor', () => {
    expect(LookforSaveState.elementProperties.has('kept')).toBe(true);
    const element = new LookforSaveState();
    expect(Object.hasOwn(element, 'kept')).toBe(false);
    expect(element.kept).toBe(0);
  });
});
