import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIndexedHeap } from '../../src/core/indexedHeap.js';

const size = 10;
const key = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(Infinity, -Infinity, -0));
const step = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.nat(size - 1), key) },
  { weight: 1, arbitrary: fc.constant('pop' as const) },
);

describe('createIndexedHeap', () => {
  it('behaves like sorting all waiting indexes again at every step', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const heap = createIndexedHeap(size);
        const waiting = new Map<number, number>();
        for (const action of steps) {
          if (action === 'pop') {
            const [first] = [...waiting].sort(([i, a], [j, b]) => (a < b ? -1 : a > b ? 1 : i - j));
            expect(heap.pop()).toBe(first?.[0] ?? -1);
            if (first) waiting.delete(first[0]);
          } else {
            heap.set(...action);
            waiting.set(...action);
            expect(heap.keyOf(action[0])).toBe(action[1]);
          }
          expect(heap.size()).toBe(waiting.size);
        }
      }),
    );
  });
});
