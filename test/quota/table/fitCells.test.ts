import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/random.js';
import { fitCells } from '../../../src/quota/table/fitTable.js';
import { groupCells, type MarginGroups, sumGroups } from '../../../src/quota/table/marginGroups.js';

/** So many rounds the plain way: a margin's sums, then its factors. */
function fitPlainly(cells: Float64Array, margins: readonly MarginGroups[], rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    for (const { groupOf, totals } of margins) {
      const factors = sumGroups(cells, groupOf, totals.length).map((sum, g) =>
        sum > 0 ? totals[g] / sum : 0,
      );
      for (let c = 0; c < cells.length; c++) cells[c] *= factors[groupOf[c]];
    }
  }
}

describe('fitCells', () => {
  it('gives what sums and factors one after the other give, to the bit, whatever margins there are', () => {
    const random = createRandom(4);
    for (let trial = 0; trial < 100; trial++) {
      const sizes = [1 + random.nextBelow(5), 1 + random.nextBelow(5), 1 + random.nextBelow(4)];
      const choices = [
        [[0]],
        [[0], [1]],
        [[2], [0], [1]],
        [
          [0, 1],
          [1, 2],
          [2, 0],
        ],
        [[1, 2], [0]],
      ];
      const seed = Float64Array.from({ length: sizes[0] * sizes[1] * sizes[2] }, () =>
        random.nextBelow(4) === 0 ? 0 : random.nextShare() ** 4 * 1e6,
      );
      const margins = choices[random.nextBelow(choices.length)].map((axes): MarginGroups => {
        const groupOf = groupCells(sizes, axes);
        const groups = axes.reduce((product, axis) => product * sizes[axis], 1);
        const wanted = seed.map((cell) => cell * (0.5 + random.nextShare()));
        return { axes, groupOf, totals: sumGroups(wanted, groupOf, groups) };
      });
      const cells = seed.slice();
      const { rounds } = fitCells(cells, margins, { tolerance: 1e-12, maxRounds: 1 + random.nextBelow(30) });
      const plain = seed.slice();
      fitPlainly(plain, margins, rounds);
      expect(cells).toEqual(plain);
    }
  });
});
