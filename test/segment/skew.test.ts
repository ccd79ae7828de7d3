import { Matrix } from 'ml-matrix';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InputError, OptionsError } from '../../src/core/errors.js';
import { createRandom, type Random } from '../../src/core/random.js';
import { fillSeats } from '../../src/segment/pods/fillSeats.js';
import { planRotation } from '../../src/segment/pods/planRotation.js';
import { categoryPredictors } from '../../src/segment/potential/categoryPredictors.js';
import { solveLeastSquares } from '../../src/segment/potential/leastSquares.js';
import { scoreLookAlikes } from '../../src/segment/potential/scoreLookAlikes.js';
import { selectSmallest } from '../../src/segment/potential/selectSmallest.js';
import { bant } from '../../src/segment/qualification/framework.js';
import { qualifyAccounts } from '../../src/segment/qualification/qualifyAccounts.js';
import { type DealQualification, qualifyDeals } from '../../src/segment/qualification/qualifyDeals.js';
import type { Condition } from '../../src/segment/segments/condition.js';
import { createPrototypes } from '../../src/segment/segments/prototypes.js';
import { runRounds } from '../../src/segment/segments/runRounds.js';
import { segmentByCodes } from '../../src/segment/segments/segmentByCodes.js';
import { segmentByDimensions } from '../../src/segment/segments/segmentByDimensions.js';
import { segmentByRules } from '../../src/segment/segments/segmentByRules.js';
import { compareTiers } from '../../src/segment/tiers/compareTiers.js';
import { holdTiers } from '../../src/segment/tiers/holdTiers.js';
import { tierByNaturalBreaks } from '../../src/segment/tiers/tierByNaturalBreaks.js';
import { tierByPareto } from '../../src/segment/tiers/tierByPareto.js';
import { tierByQuantiles } from '../../src/segment/tiers/tierByQuantiles.js';
import { tierByThresholds } from '../../src/segment/tiers/tierByThresholds.js';
import { findTrends } from '../../src/segment/whitespace/findTrends.js';
import { sumByPeriod } from '../../src/segment/whitespace/sumByPeriod.js';
import { computeWorkload } from '../../src/segment/workload/computeWorkload.js';

/** Inputs that are not what anybody hopes for: how many steps they take, counted, and that they end well. */

/** A list that counts how often entries of it are read. */
function counted<T extends object>(list: T): { list: T; reads: () => number } {
  let reads = 0;
  const get = (target: T, key: string | symbol) => {
    if (typeof key === 'string' && /^\d/.test(key)) reads++;
    return Reflect.get(target, key);
  };
  return { list: new Proxy(list, { get, set: Reflect.set.bind(null) as never }), reads: () => reads };
}

const names = (count: number) => Array.from({ length: count }, (_, t) => `t${t}`);
const accounts = (count: number, n: (row: number) => number) =>
  Array.from({ length: count }, (_, i) => ({ id: `a${i}`, measures: {}, attributes: { n: n(i) } }));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('many tiers', () => {
  it('of service levels are listed and read once', () => {
    const own = Object.fromEntries(
      names(500).map((tier) => [tier, { field: { visits: 6, serviceMin: 60 } }]),
    );
    let lists = 0;
    let reads = 0;
    const table = new Proxy(own, {
      ownKeys: (target) => {
        lists++;
        return Reflect.ownKeys(target);
      },
      get: (target, key) => {
        reads++;
        return Reflect.get(target, key);
      },
    });
    const { hours } = computeWorkload(names(500), table, { season: { field: [1, 3] } });
    expect(hours).toEqual(new Float64Array(500).fill(6));
    expect(lists).toBe(1);
    expect(reads).toBe(500);
  });

  const tiers = names(1000);
  const falling = Array.from({ length: 999 }, (_, t) => 999 - t);
  const values = Array.from({ length: 500 }, (_, i) => (i * 7) % 1000);

  it('are halved and halved again, not gone through for every value', () => {
    const { list, reads } = counted(falling);
    const { tiers: found } = tierByThresholds(values, tiers, list);
    expect(found).toEqual(values.map((value) => tiers[999 - value]));
    // They are read a few times to be checked, and ten times for a value.
    expect(reads()).toBeLessThan(5 * 999 + 500 * 11);
  });

  it('are not gone through for every value that may be held either', () => {
    const { list, reads } = counted(falling);
    const previous = values.map((_, i) => tiers[(i * 31) % 1000]);
    const { tiers: found } = holdTiers(values, previous, tiers, list, { band: 0.01 });
    expect(reads()).toBeLessThan(8 * 999 + 500 * 11);
    const expected = values.map((value, i) => {
      const from = tiers.indexOf(previous[i]);
      const plain = 999 - value;
      if (plain === from) return tiers[plain];
      const to = falling.findIndex((least, t) => value >= least + (t < from ? 0.01 : -0.01) * least);
      return tiers[to < 0 ? 999 : to];
    });
    expect(found).toEqual(expected);
  });

  it('are held as each threshold says where the band turns their order about', () => {
    // Raised by twice their size, -1 is 1 and -10 is 10.
    expect(holdTiers([2], ['C'], ['A', 'B', 'C'], [-1, -10], { band: 2 }).tiers).toEqual(['A']);
    expect(holdTiers([-2], ['A'], ['A', 'B', 'C'], [-1, -10], { band: 2 }).tiers).toEqual(['A']);
  });

  it('may be empty, however many lie between two values', () => {
    const giant = [...new Array<number>(99).fill(1), 1e6];
    const { counts } = tierByPareto(giant, names(100), new Array<number>(99).fill(0.01));
    expect(counts[0]).toBe(1);
    expect(counts.reduce((sum, count) => sum + count)).toBe(100);
    const equal = new Array<number>(50).fill(3);
    expect(tierByQuantiles(equal, names(2000), new Array<number>(1999).fill(1 / 2000)).counts[0]).toBe(50);
  });

  it('are refused where tables of them would not fit into memory', () => {
    const many = Array.from({ length: 10_001 }, (_, i) => i);
    expect(() => tierByNaturalBreaks(many, names(10_001))).toThrow(OptionsError);
    expect(() => compareTiers([], [], names(2001))).toThrow(/tiers should be 2000 at the most/);
    expect(() => categoryPredictors('name', names(16_000))).toThrow(InputError);
  });
});

describe('selectSmallest', () => {
  it.each<[string, (i: number, n: number) => number]>([
    ['falling and rising again', (i, n) => Math.abs(i - n / 2)],
    ['rising and falling again', (i, n) => Math.min(i, n - i)],
    ['rising', (i) => i],
    ['equal', () => 7],
  ])('reads values that are %s a few times each', (_, valueAt) => {
    const n = 4096;
    const values = Float64Array.from({ length: n }, (_, i) => valueAt(i, n));
    const sorted = values.slice().sort();
    const { list, reads } = counted(values);
    expect(selectSmallest(list, n / 2)).toBe(sorted[n / 2]);
    expect(reads()).toBeLessThan(12 * n);
  });
});

describe('solveLeastSquares', () => {
  it('finds all columns that follow from others in one go', () => {
    const columns = Array.from({ length: 40 }, (_, j) =>
      Float64Array.from({ length: 60 }, (_, i) => (j + 1) * (i % 7)),
    );
    const picked = vi.spyOn(Matrix.prototype, 'subMatrixColumn');
    expect(solveLeastSquares(columns, columns[0]).kept).toEqual([0]);
    expect(picked.mock.calls.length).toBeLessThanOrEqual(2);
  });
});

describe('scoreLookAlikes', () => {
  it('takes a level for every account', () => {
    const list = accounts(150_000, (i) => i);
    const isBest = new Uint8Array(150_000);
    isBest[0] = 1;
    const { evidence } = scoreLookAlikes(list, isBest, [{ id: 'id', value: ({ id }) => id }]);
    expect(evidence).toHaveLength(150_000);
    expect(evidence[0].level).toBe('a0');
  });
});

describe('fillSeats', () => {
  it('looks at people who are alike as one, and again only when their best pod is taken', () => {
    const people = names(200).map((_, i) => ({ role: i % 2 === 0 ? 'AE' : 'SE' }));
    const needs = names(100).map(() => []);
    const looked = vi.spyOn(Map.prototype, 'get');
    const podOf = fillSeats(people, needs, { AE: 1, SE: 1 }, () => 7);
    const looks = looked.mock.calls.length;
    expect(Array.from(podOf)).toEqual(people.map((_, i) => Math.floor(i / 2)));
    expect(looks).toBeLessThan(3 * 200 * 100);
  });
});

describe('planRotation', () => {
  it('moves everybody in a ring of many pods', () => {
    const pods = names(150_000).map((id) => ({ id, members: [{ id: `of ${id}`, role: 'AE' }] }));
    const { moves } = planRotation(pods, { periods: 1, continuityShare: 0, roleShares: { AE: 1 } });
    expect(moves).toHaveLength(150_000);
  });
});

describe('clusterMixed', () => {
  it('has no table of clusters x categories', () => {
    const table = {
      count: 2,
      p: 0,
      q: 1,
      numbers: new Float64Array(0),
      codes: Int32Array.of(3, 5),
      levels: [1e5],
    };
    const prototypes = createPrototypes(table, 1e5);
    runRounds(table, prototypes, Int32Array.of(0, 1), 1, 1);
    expect(prototypes.modes.slice(0, 3)).toEqual(Int32Array.of(3, 5, 0));
  });

  it('takes the most frequent code, of equals the lowest, and fills empty clusters with who is worst off', () => {
    const random = createRandom(3);
    for (let trial = 0; trial < 50; trial++) {
      const count = 40;
      const codes = Int32Array.from({ length: count }, () => random.nextBelow(4));
      const numbers = Float64Array.from({ length: count }, () => random.nextBelow(12));
      const table = { count, p: 1, q: 1, numbers, codes, levels: [4] };
      const prototypes = createPrototypes(table, 9);
      const labels = Int32Array.from({ length: count }, () => random.nextBelow(3));
      runRounds(table, prototypes, labels, 1, 1);
      for (let c = 0; c < 9; c++) {
        const own = [...codes.keys()].filter((i) => labels[i] === c);
        expect(own).toHaveLength(prototypes.sizes[c]);
        expect(own.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('trees of labels', () => {
  it('may be 10,000 levels deep', () => {
    const codes = ['a', 'b', 'b'].map((end) => 'x'.repeat(9999) + end);
    const scheme = Array.from({ length: 10_000 }, (_, level) => level + 1);
    const { segments } = segmentByCodes(codes, { scheme });
    expect(segments.map(({ id, path, count }) => [id.slice(-1), path.length, count])).toEqual([
      ['b', 10_000, 2],
      ['a', 10_000, 1],
    ]);
    const dimensions = names(10_000).map((id) => ({ id, value: () => 'same' }));
    expect(
      segmentByDimensions(
        accounts(2, () => 0),
        dimensions,
      ).segments[0].path,
    ).toHaveLength(10_000);
  });

  it('are not followed below what is pooled', () => {
    const codes = Array.from({ length: 500 }, (_, i) => `${i % 10}${String(i).padStart(19, '0')}`);
    const scheme = Array.from({ length: 20 }, (_, level) => level + 1);
    const cut = vi.spyOn(String.prototype, 'slice');
    const { segments } = segmentByCodes(codes, { scheme, atLeast: 100 });
    const cuts = cut.mock.calls.length;
    expect(segments.map(({ id, count }) => [id, count])).toEqual([['*', 500]]);
    expect(cuts).toBeLessThan(3 * codes.length);
  });
});

describe('qualifyDeals', () => {
  const dealsOf = (count: number, shareOf: (random: Random) => number) => {
    const random = createRandom(7);
    const answers = () => ({ budget: { metShare: shareOf(random) }, need: { metShare: shareOf(random) } });
    return names(count).map((dealId) => ({ dealId, accountId: 'a', answers: answers() }));
  };

  it('takes no sort and grows no list for a deal, where no two are as good', () => {
    const deals = dealsOf(500, (random) => random.nextShare());
    // Counted by hand: a spy on `push` would push what it was called with.
    const { push, sort } = Array.prototype;
    let pushes = 0;
    let sorts = 0;
    Array.prototype.push = function (...items) {
      pushes++;
      return push.apply(this, items);
    };
    Array.prototype.sort = function (compare) {
      sorts++;
      return sort.call(this, compare);
    };
    let qualified: DealQualification[];
    try {
      qualified = qualifyDeals(deals, bant);
    } finally {
      Array.prototype.push = push;
      Array.prototype.sort = sort;
    }
    expect(new Set(qualified.map(({ score }) => score)).size).toBe(500);
    expect(qualified.every(({ gaps }) => gaps.length === 4)).toBe(true);
    expect(Math.max(pushes, sorts)).toBeLessThan(20);
  });

  it('holds a gap once for a criterion and a share in per cent, however many deals have it', () => {
    const qualified = qualifyDeals(
      dealsOf(5000, (random) => random.nextBelow(101) / 100),
      bant,
    );
    const gaps = qualified.flatMap((deal) => deal.gaps);
    expect(new Set(qualified.map((deal) => deal.contributions)).size).toBeGreaterThan(3000);
    expect(new Set(gaps).size).toBe(2 + 2 * 100);
  });

  it('puts gaps of few and of many criteria in the same order, equals in that of the framework', () => {
    const random = createRandom(3);
    for (const count of [1, 2, 15, 16, 17, 40]) {
      const criteria = names(count).map((id) => ({
        ...{ id, name: id, question: `${id}?`, weight: 1 + random.nextBelow(2) },
      }));
      const known = criteria.filter(() => random.nextShare() < 0.7);
      const answers = Object.fromEntries(known.map(({ id }) => [id, { metShare: random.nextBelow(3) / 4 }]));
      const [{ gaps }] = qualifyDeals([{ dealId: 'd', accountId: 'a', answers }], { id: 'f', criteria });
      const places = gaps.map((gap) => criteria.findIndex(({ id }) => id === gap.criterionId));
      expect(new Set(places).size).toBe(count);
      for (let k = 1; k < count; k++) {
        const keys = [k - 1, k].map((j) => [gaps[j].gain, gaps[j].reason === 'unmet' ? 0 : 1, -places[j]]);
        const decided = keys[0].findIndex((key, at) => key !== keys[1][at]);
        expect(keys[0][decided]).toBeGreaterThan(keys[1][decided]);
      }
    }
  });
});

describe('qualifyAccounts', () => {
  const judged = { score: 50, possibleScore: 50, knownShare: 1, contributions: {}, evidence: {}, gaps: [] };
  const deals = names(3000).map((dealId) => ({
    ...{ dealId, accountId: 'a', amount: 1, nextQuestion: null },
    ...judged,
  }));

  it('holds no set of all deals of an account that has thousands', () => {
    const added = vi.spyOn(Set.prototype, 'add');
    const [{ score, bestDealId }] = qualifyAccounts(deals, { combine: 'mean' });
    const adds = added.mock.calls.length;
    expect([score, bestDealId]).toEqual([50, 't0']);
    expect(adds).toBeLessThan(10);
  });

  it('still names the id that two of them have', () => {
    expect(() => qualifyAccounts([...deals, deals[7]])).toThrow(/dealId.*"t7"/);
  });
});

describe('segmentByRules', () => {
  const rules = Array.from({ length: 12 }, (_, r) => ({
    segment: `s${r % 9}`,
    when: { field: 'attributes.n', is: 'above', value: r } as Condition,
  }));

  it('counts overlaps as looking at every account and pair does', () => {
    const random = createRandom(4);
    const list = accounts(100, () => random.nextBelow(16));
    const expected = rules.flatMap((_, first) =>
      rules.flatMap((_, second) => {
        const rows = [...list.keys()].filter(
          (i) => list[i].attributes.n > second && list[i].attributes.n > first,
        );
        const isOverlap = first < second && first % 9 !== second % 9 && rows.length > 0;
        return isOverlap ? [{ first, second, count: rows.length, rows: rows.slice(0, 20) }] : [];
      }),
    );
    expected.sort((a, b) => b.count - a.count || a.first - b.first || a.second - b.second);
    expect(expected.length).toBeGreaterThan(20);
    expect(segmentByRules(list, rules).overlaps).toEqual(expected);
  });

  it('does not look at every pair of rules for every account', () => {
    const list = accounts(640, () => 99);
    const looked = vi.spyOn(Map.prototype, 'get');
    const { overlaps } = segmentByRules(list, rules);
    const looks = looked.mock.calls.length;
    expect(overlaps).toHaveLength((12 * 11) / 2 - 3);
    expect(overlaps[0].count).toBe(640);
    expect(looks).toBeLessThan(3 * overlaps.length);
  });
});

describe('findTrends', () => {
  it('takes series of any length up to 5,000 periods, and refuses what is longer', () => {
    const series = [5, 300, 7, 5000].map((length, s) => ({
      id: `${s}`,
      values: Float64Array.from({ length }, (_, t) => (s + 1) * t + (t % 2)),
    }));
    expect(findTrends(series).map(({ slope }) => Math.round(slope as number))).toEqual([1, 2, 3, 4]);
    const long = { id: 'long', values: new Float64Array(5001) };
    expect(() => findTrends([long])).toThrow(/row 0, values: values should be 5000 periods at the most/);
  });
});

describe('sumByPeriod', () => {
  it('writes every day to its period once', () => {
    const starts = Array.from({ length: 28 }, (_, d) => `2026-02-${String(d + 1).padStart(2, '0')}`);
    const filled = vi.spyOn(Int32Array.prototype, 'fill');
    const sale = { accountId: 'a', on: '2026-02-10', amount: 3 };
    const [{ values }] = sumByPeriod(['a'], ['north'], [sale], { starts, asOf: '2026-02-28' });
    const days = filled.mock.calls.reduce((sum, [, from = 0, to = 0]) => sum + to - from, 0);
    expect(Array.from(values).indexOf(3)).toBe(9);
    expect(days).toBe(28);
  });
});
