import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createNearTerritories } from '../../../src/balance/centred/nearTerritories.js';

/** Territories on a line of few places, so that many centres are equally near; an empty one has no centre. */
const anyTerritories = fc.array(fc.array(fc.nat(12), { maxLength: 5 }), { minLength: 2, maxLength: 14 });

describe('the nearest territories', () => {
  test.prop([fc.array(anyTerritories, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 8 })], {
    numRuns: 300,
    seed: 1,
  })('are the first of all in the order of reach, the lowest among equal ones', (rounds, most) => {
    const k = Math.min(...rounds.map((territories) => territories.length));
    const width = Math.min(most, k - 1);
    const lists: Int32Array[] = [];
    const size = new Int32Array(k);
    let territories: readonly (readonly number[])[] = [];
    let places: readonly number[] = [];
    const reach = (p: number, j: number) =>
      territories[j].length === 0 ? Number.POSITIVE_INFINITY : Math.abs(places[p] - territories[j][0]);
    const groups = { lists, size, add: () => {}, remove: () => {} };
    const near = createNearTerritories(groups, { reach }, k, width);
    // The same list is written again and again while territories change.
    for (const round of rounds) {
      territories = round.slice(0, k);
      places = territories.flat();
      let from = 0;
      for (let j = 0; j < k; j++) {
        const first = from;
        size[j] = territories[j].length;
        from += size[j];
        // The part at the centre is the last of its list.
        lists[j] = Int32Array.from({ length: size[j] }, (_, e) => first + e).reverse();
      }
      near.refresh(k * k);
      for (let a = 0; a < k; a++) {
        const centre = territories[a][0];
        const howFar = (j: number) =>
          territories[a].length === 0
            ? 0
            : territories[j].length === 0
              ? -1
              : Math.abs(centre - territories[j][0]);
        const byReach = Array.from({ length: k }, (_, j) => j).filter((j) => j !== a);
        byReach.sort((i, j) => howFar(i) - howFar(j) || i - j);
        expect(Array.from(near.list.subarray(width * a, width * (a + 1)))).toEqual(byReach.slice(0, width));
      }
    }
  });

  test('are listed anew in turn where the looks of a round are too few for all', () => {
    const k = 5;
    /** Territory j is one part at place j; a round later the centres stand in the opposite order. */
    let centres = [0, 1, 2, 3, 4];
    const groups = {
      lists: Array.from({ length: k }, (_, j) => Int32Array.of(j)),
      size: new Int32Array(k).fill(1),
      add: () => {},
      remove: () => {},
    };
    const near = createNearTerritories(groups, { reach: (p, j) => Math.abs(p - centres[j]) }, k, 1);
    near.refresh(1);
    expect(Array.from(near.list)).toEqual([1, 0, 1, 2, 3]);
    centres = [4, 3, 2, 1, 0];
    near.refresh(2 * k);
    expect(Array.from(near.list)).toEqual([4, 3, 1, 2, 3]);
    near.refresh(k + 1);
    expect(Array.from(near.list)).toEqual([4, 3, 1, 1, 3]);
    near.refresh(1);
    expect(Array.from(near.list)).toEqual([4, 3, 1, 1, 0]);
    centres = [0, 1, 2, 3, 4];
    near.refresh(1);
    expect(Array.from(near.list)).toEqual([1, 3, 1, 1, 0]);
    near.refresh(100 * k);
    expect(Array.from(near.list)).toEqual([1, 0, 1, 2, 3]);
  });
});
