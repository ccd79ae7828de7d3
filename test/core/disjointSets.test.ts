import { describe, expect, it } from 'vitest';
import { createDisjointSets } from '../../src/core/disjointSets.js';

describe('createDisjointSets', () => {
  it('starts with every item alone', () => {
    const sets = createDisjointSets(3);
    expect([0, 1, 2].map(sets.find)).toEqual([0, 1, 2]);
  });

  it('says whether a union joined anything', () => {
    const sets = createDisjointSets(4);
    expect(sets.union(0, 1)).toBe(true);
    expect(sets.union(2, 3)).toBe(true);
    expect(sets.union(1, 0)).toBe(false);
    expect(sets.union(3, 0)).toBe(true);
    expect(sets.union(1, 2)).toBe(false);
  });

  it('survives a chain of 200,000 items', () => {
    const size = 200_000;
    const sets = createDisjointSets(size);
    for (let i = 1; i < size; i++) sets.union(i, i - 1);
    expect(sets.find(0)).toBe(sets.find(size - 1));
  });
});
