import { describe, expect, it } from 'vitest';
import { runsOf } from '../../src/core/runsOf.js';

describe('runsOf', () => {
  it.each([0, 1, 9_999, 10_000, 10_001, 123_456])('covers %i entries once, in order', (count) => {
    let next = 0;
    for (const { from, to } of runsOf(count)) {
      expect(from).toBe(next);
      expect(to).toBeGreaterThan(from);
      next = to;
    }
    expect(next).toBe(count);
  });
});
