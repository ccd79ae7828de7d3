import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDisjointSets } from '../../src/core/disjointSets.js';

describe('createDisjointSets', () => {
  it('agrees with relabelling every item of a set', () => {
    const size = 15;
    const pairs = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)));
    fc.assert(
      fc.property(pairs, (unions) => {
        const sets = createDisjointSets(size);
        const labels = Array.from({ length: size }, (_, i) => i);
        for (const [a, b] of unions) {
          const old = labels[a];
          const fresh = labels[b];
          expect(sets.union(a, b)).toBe(old !== fresh);
          for (let i = 0; i < size; i++) if (labels[i] === old) labels[i] = fresh;
        }
        for (let a = 0; a < size; a++) {
          for (let b = 0; b < size; b++) {
            expect(sets.find(a) === sets.find(b)).toBe(labels[a] === labels[b]);
          }
        }
      }),
    );
  });
});
