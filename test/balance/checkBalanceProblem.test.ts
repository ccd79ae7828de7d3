import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { assignToSeats } from '../../src/balance/assignToSeats.js';
import { balanceTerritories, balanceTerritoriesAsync } from '../../src/balance/balanceTerritories.js';
import { boundFreeCentres } from '../../src/balance/bound/freeCentres/boundFreeCentres.js';
import { prepareColumns } from '../../src/balance/prepareColumns.js';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { disruptionFrontier } from '../../src/balance/realign/disruptionFrontier.js';
import { relabelToIncumbent } from '../../src/balance/realign/relabelToIncumbent.js';
import { repairAlignment } from '../../src/balance/realign/repairAlignment.js';
import { InputError } from '../../src/core/errors.js';

const good = prepareColumns({
  x: [0, 1, 2, 10],
  y: [0, 0, 0, 5],
  loads: { visits: [4, 2, 4, 3] },
  territories: 2,
  tolerance: 0.5,
});
const amounts = (...values: number[]) => Float64Array.from(values);
const indexes = (...values: number[]) => Int32Array.from(values);
/** Any value where another belongs, as plain JavaScript would hand it over. */
const withThis = (changes: Readonly<Record<string, unknown>>) => ({ ...good, ...changes }) as BalanceProblem;
const withTravel = (changes: Readonly<Record<string, unknown>>) =>
  withThis({ travel: { ...good.travel, ...changes } });
const issuesOf = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.issues.map(({ row, field, code }) => `${row} ${field} ${code}`);
  }
  return [];
};

describe('a problem made by hand', () => {
  it.each<[string, (problem: BalanceProblem) => unknown]>([
    ['balanceTerritories', balanceTerritories],
    ['boundFreeCentres', boundFreeCentres],
    ['disruptionFrontier', disruptionFrontier],
    ['repairAlignment', repairAlignment],
    ['relabelToIncumbent', (problem) => relabelToIncumbent(problem, indexes(0, 0, 1, 1))],
  ])('is looked at before %s begins', (_, run) => {
    for (const nothing of [null, undefined, [], 'problem', 7n, Symbol('problem')]) {
      expect(issuesOf(() => run(nothing as never))).toEqual(['null problem wrong-type']);
    }
    expect(issuesOf(() => run({} as never))).toContain('null territoryIds not-a-list');
    expect(issuesOf(() => run(withThis({ trips: amounts(1, Number.NaN, 1, 1) })))).toEqual([
      '1 trips out-of-range',
    ]);
    expect(issuesOf(() => run(good))).toEqual([]);
  });

  it.each<[string, BalanceProblem, string]>([
    [
      'a territory that is no text',
      withThis({ territoryIds: ['a', Symbol('b')] }),
      '1 territoryIds wrong-type',
    ],
    ['no territory', withThis({ territoryIds: [] }), 'null territoryIds empty'],
    ['fewer names than units', withThis({ unitIds: ['a'] }), 'null unitIds wrong-length'],
    ['a measure without a column', withThis({ loads: [] }), 'null loads wrong-length'],
    ['a load below nothing', withThis({ loads: [amounts(1, 2, -1, 3)] }), '2 loads.visits out-of-range'],
    ['loads in a list', withThis({ loads: [[1, 2, 3, 4]] }), 'null loads.visits wrong-type'],
    [
      'a limit that is no number',
      withThis({ uppers: [amounts(9, Number.NaN)] }),
      '1 uppers.visits out-of-range',
    ],
    ['locks of another length', withThis({ trips: amounts(1) }), 'null trips wrong-length'],
    ['a lock to nowhere', withThis({ locks: indexes(-1, 2, -1, -1) }), '1 locks out-of-range'],
    [
      'a holder that is not there',
      withThis({ incumbents: indexes(0, 0, 0, 5) }),
      '3 incumbents out-of-range',
    ],
    ['a family without its lowest', withThis({ families: indexes(0, 0, 1, 3) }), '2 families out-of-range'],
    [
      'half a row of eligibility',
      withThis({ eligible: Uint8Array.of(1, 1, 1) }),
      'null eligible wrong-length',
    ],
    ['a row that is not there', withThis({ eligibleRow: indexes(0, 0, 1, 0) }), '2 eligibleRow out-of-range'],
    ['a need that is no text', withThis({ needs: [null] }), '0 needs wrong-type'],
    ['a weight of a BigInt', withThis({ disruptionWeight: 1n }), 'null disruptionWeight out-of-range'],
    [
      'a budget that is no number',
      withThis({ disruptionBudget: Number.NaN }),
      'null disruptionBudget out-of-range',
    ],
    ['no travel', withThis({ travel: null }), 'null travel.kind unknown-word'],
    ['travel without end', withTravel({ scale: Number.POSITIVE_INFINITY }), 'null travel.scale out-of-range'],
    ['four dimensions', withTravel({ dimension: 4n }), 'null travel.dimension out-of-range'],
    [
      'half a place',
      withTravel({ places: amounts(0, 0, 1, 0, 2, Number.NaN, 10, 5) }),
      '2 travel.places out-of-range',
    ],
    ['a median of squares', withTravel({ centre: 'median' }), 'null travel.centre unknown-word'],
    [
      'a cost that is none',
      withThis({ travel: { kind: 'matrix', costs: amounts(1, 2, 3, 4, 5, 6, 7, -8) } }),
      '3 travel.costs out-of-range',
    ],
    [
      'costs between a few',
      withThis({ travel: { kind: 'between', costs: amounts(1) } }),
      'null travel.costs wrong-length',
    ],
    [
      'pairs that fall',
      withThis({
        travel: {
          kind: 'sparse',
          offsets: indexes(0, 2, 3, 4, 5),
          territories: indexes(1, 0, 0, 0, 0),
          costs: new Float64Array(5),
        },
      }),
      '1 travel.territories out-of-range',
    ],
    [
      'offsets that fall',
      withThis({
        travel: {
          kind: 'sparse',
          offsets: indexes(0, 2, 1, 1, 1),
          territories: indexes(0),
          costs: amounts(1),
        },
      }),
      '2 travel.offsets out-of-range',
    ],
  ])('is refused for %s', (_, problem, issue) => {
    expect(issuesOf(() => balanceTerritories(problem))).toContain(issue);
  });

  it('is refused by a rejection in the async form', async () => {
    await expect(balanceTerritoriesAsync(null as never)).rejects.toBeInstanceOf(InputError);
  });

  it('has its first bad entries named and the others counted', () => {
    const places = new Float64Array(600).fill(Number.POSITIVE_INFINITY);
    const issues = issuesOf(() => balanceTerritories(prepareMany(places)));
    expect(issues).toHaveLength(101);
    expect(issues[100]).toBe('null travel.places out-of-range');
  });

  it('may hold arrays of another realm', () => {
    const trips = runInNewContext('new Float64Array(4).fill(1)');
    expect(trips instanceof Float64Array).toBe(false);
    expect(issuesOf(() => balanceTerritories(withThis({ trips })))).toEqual([]);
  });
});

function prepareMany(places: Float64Array): BalanceProblem {
  const n = places.length / 2;
  const many = prepareColumns({
    x: new Float64Array(n),
    y: new Float64Array(n),
    loads: {},
    territories: 2,
    tolerance: 1,
  });
  return { ...many, travel: { ...many.travel, places } as BalanceProblem['travel'] };
}

describe('relabelToIncumbent', () => {
  it('refuses an assignment that does not fit the problem', () => {
    expect(issuesOf(() => relabelToIncumbent(good, indexes(0, 2, 0, 0)))).toEqual([
      '1 assignment out-of-range',
    ]);
    expect(issuesOf(() => relabelToIncumbent(good, [0, 0, 0, 0] as never))).toEqual([
      'null assignment wrong-type',
    ]);
  });
});

describe('assignToSeats', () => {
  it('says what it is given in place of columns', () => {
    for (const nothing of [null, undefined, 7n, Symbol('seats'), []]) {
      expect(issuesOf(() => assignToSeats(nothing as never))).toEqual(['null problem wrong-type']);
    }
    expect(issuesOf(() => assignToSeats({} as never))).toContain('null loads wrong-type');
  });

  it('says which entries of its travel are wrong', () => {
    const seats = {
      travel: {
        kind: 'geometric' as const,
        dimension: 2 as const,
        metric: 'distance' as const,
        scale: 1,
        places: amounts(0, 0, 1, 0),
        seats: amounts(0, 0),
      },
      loads: amounts(2, 2),
      lowers: amounts(0),
      uppers: amounts(5),
    };
    const travel = (changes: object) => ({ ...seats, travel: { ...seats.travel, ...changes } }) as never;
    expect(issuesOf(() => assignToSeats(travel({ scale: 1n })))).toEqual(['null travel.scale out-of-range']);
    expect(issuesOf(() => assignToSeats(travel({ metric: 'air' })))).toEqual([
      'null travel.metric unknown-word',
    ]);
    expect(issuesOf(() => assignToSeats(travel({ dimension: Symbol('2') })))).toEqual([
      'null travel.dimension out-of-range',
    ]);
    expect(issuesOf(() => assignToSeats(travel({ seats: amounts(0, Number.NaN) })))).toEqual([
      '0 travel.seats out-of-range',
    ]);
  });
});
