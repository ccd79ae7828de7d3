import { describe, expect, it } from 'vitest';
import { createScratch } from '../../../src/segment/whitespace/scratch.js';

describe('createScratch', () => {
  it('holds as many numbers as were asked for, fractions and whole ones', () => {
    const scratch = createScratch(3);
    [2, 0.25, -1e300].forEach((value, e) => {
      scratch[e] = value;
    });
    expect([...scratch]).toEqual([2, 0.25, -1e300]);
    expect(createScratch(0)).toHaveLength(0);
  });

  it('is a typed array where a list would be laid out as a dictionary', () => {
    expect(createScratch(2 ** 25 + 1)).toBeInstanceOf(Float64Array);
  });
});
