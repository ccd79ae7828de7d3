import fc from 'fast-check';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.js';

const seed = fc.maxSafeInteger();

describe('createRandom', () => {
  it('stays in range for every seed and size', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 2 ** 32 }), (start, size) => {
        const random = createRandom(start);
        const index = random.nextBelow(size);
        expect(Number.isInteger(index) && index >= 0 && index < size).toBe(true);
        const share = random.nextShare();
        expect(share >= 0 && share < 1).toBe(true);
      }),
    );
  });

  it('shuffles without losing anything, the same way for the same seed', () => {
    fc.assert(
      fc.property(seed, fc.array(fc.nat()), (start, items) => {
        const [once, again] = [[...items], [...items]];
        createRandom(start).shuffle(once);
        createRandom(start).shuffle(again);
        expect(once).toEqual(again);
        expect(once.toSorted()).toEqual(items.toSorted());
      }),
    );
  });

  it('draws the numbers that uniformInt of pure-rand makes of the same words', () => {
    fc.assert(
      fc.property(
        seed,
        fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 2 ** 32 })),
        (start, size) => {
          const words = createRandom(start);
          const generator = { next: () => (words.nextShare() * 2 ** 32) | 0 };
          const random = createRandom(start);
          for (let k = 0; k < 5; k++) {
            expect(random.nextBelow(size)).toBe(uniformInt(generator as never, 0, size - 1));
          }
        },
      ),
    );
  });
});
