import { describe, expect, it } from 'vitest';
import { partitionUnits } from '../../../src/balance/centred/partitionUnits.js';
import { prepareCentred } from '../../../src/balance/centred/prepareCentred.js';
import { createTerritoryPool, type TerritoryPool } from '../../../src/balance/centred/territoryPool.js';
import { resolveBalanceOptions } from '../../../src/balance/options.js';
import { createSearchProblem } from '../../../src/balance/searchProblem.js';
import { createWork, runTask } from '../../../src/balance/work.js';
import { createRandom, type Random } from '../../../src/core/random.js';
import { plainProblem } from './centredProblems.js';

const CLIMB = { steps: 60, length: 0.1, patience: 10 };

interface Territory {
  readonly units: number[];
  readonly cost: number;
}

/** Sets of units by chance, dearer the more they hold, as they are in a pool. */
function makeTerritories(n: number, count: number, random: Random): Territory[] {
  return Array.from({ length: count }, () => {
    const units = Array.from({ length: n }, (_, u) => u).filter(() => random.nextBelow(3) === 0);
    return { units, cost: 5 * units.length + random.nextBelow(80) / 4 };
  }).filter(({ units }) => units.length > 0);
}

function makePool(territories: readonly Territory[]): TerritoryPool {
  const starts = [0];
  for (const { units } of territories) starts.push(starts[starts.length - 1] + units.length);
  return {
    ...createTerritoryPool(
      prepareCentred(
        createSearchProblem(
          plainProblem(
            new Float64Array(2).fill(1),
            2,
            { lower: 0, upper: 2 },
            { kind: 'between', costs: new Float64Array(4) },
          ),
          null,
        ),
      ),
    ),
    count: () => territories.length,
    starts: () => Int32Array.from(starts),
    units: () => Int32Array.from(territories.flatMap(({ units }) => units)),
    costs: () => Float64Array.from(territories, ({ cost }) => cost),
  };
}

/** The least cost of all choices of k territories that hold every unit once. */
function bruteForce(territories: readonly Territory[], n: number, k: number): number {
  let least = Number.POSITIVE_INFINITY;
  const isHeld = new Uint8Array(n);
  const choose = (from: number, left: number, held: number, cost: number): void => {
    if (left === 0) {
      if (held === n) least = Math.min(least, cost);
      return;
    }
    for (let c = from; c < territories.length; c++) {
      const { units } = territories[c];
      if (units.some((u) => isHeld[u] === 1)) continue;
      for (const u of units) isHeld[u] = 1;
      choose(c + 1, left - 1, held + units.length, cost + territories[c].cost);
      for (const u of units) isHeld[u] = 0;
    }
  };
  choose(0, k, 0, 0);
  return least;
}

function partition(
  territories: readonly Territory[],
  n: number,
  k: number,
  below: number,
  evaluations = Number.POSITIVE_INFINITY,
) {
  const every = (length: number) => Int32Array.from({ length }, (_, at) => at);
  const what = { candidates: every(territories.length), rows: every(n), count: k };
  const work = createWork(resolveBalanceOptions({}));
  const prices = new Float64Array(n).fill(5);
  const effort = { nodes: 1e6, evaluations };
  return runTask(partitionUnits(makePool(territories), what, below, prices, CLIMB, effort, work), work);
}

describe('units partitioned among the territories of a pool', () => {
  it('cost least of all partitions, where there is one', () => {
    let some = 0;
    let none = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const random = createRandom(seed);
      const n = 5 + random.nextBelow(4);
      const k = 2 + random.nextBelow(3);
      const territories = makeTerritories(n, 8 + random.nextBelow(50), random);
      const least = bruteForce(territories, n, k);
      const { chosen, isExact } = partition(territories, n, k, 1000);
      expect(isExact).toBe(true);
      if (least === Number.POSITIVE_INFINITY) {
        none++;
        expect(chosen).toBeNull();
        continue;
      }
      some++;
      expect(chosen).toHaveLength(k);
      const taken = Array.from(chosen!, (c) => territories[c]);
      expect(taken.flatMap(({ units }) => units).sort((a, b) => a - b)).toEqual(
        Array.from({ length: n }, (_, u) => u),
      );
      expect(taken.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(least, 9);
      // Nothing is cheaper than the cheapest.
      expect(partition(territories, n, k, least).chosen).toBeNull();
      expect(partition(territories, n, k, least + 0.01).chosen).not.toBeNull();
    }
    expect(Math.min(some, none)).toBeGreaterThan(20);
  });

  it('are left as they are where the evaluations run out, and it says so', () => {
    let worn = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      const territories = makeTerritories(8, 60, random);
      const least = bruteForce(territories, 8, 3);
      const { chosen, isExact } = partition(territories, 8, 3, 1000, 0);
      expect(chosen).toBeNull();
      if (!isExact) worn++;
      // Without a look at any node it may be proven only that there is none.
      else expect(least).toBe(Number.POSITIVE_INFINITY);
    }
    expect(worn).toBeGreaterThan(20);
  });
});
