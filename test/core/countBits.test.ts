import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBits } from '../../src/core/countBits.js';

describe('countBits', () => {
  it('counts what a number written in twos has', () => {
    fc.assert(
      fc.property(fc.integer(), (word) => {
        expect(countBits(word)).toBe([...(word >>> 0).toString(2)].filter((bit) => bit === '1').length);
      }),
    );
    expect([0, 1, -1, 2 ** 31, 0x55555555].map(countBits)).toEqual([0, 1, 32, 1, 16]);
  });
});
