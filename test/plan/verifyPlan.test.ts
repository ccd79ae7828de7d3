import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../src/core/errors.js';
import type { Plan } from '../../src/plan/plan.js';
import { solvePlan } from '../../src/plan/solvePlan.js';
import type { PlanCheckName } from '../../src/plan/verify/planCheck.js';
import { verifyPlan } from '../../src/plan/verifyPlan.js';
import { createFieldForce } from './support/fieldForce.js';

const input = createFieldForce();
// Without a search, so that prices alone prove the bound.
const plan = solvePlan(input, { cycles: 0 });

/** A copy that may be written to. */
type Draft<T> = T extends object ? { -readonly [K in keyof T]: Draft<T[K]> } : T;

const failed = (verification: ReturnType<typeof verifyPlan>) =>
  verification.checks.filter((check) => !check.ok).map((check) => check.name);

function forge(change: (draft: Draft<Plan>) => unknown): Plan {
  const draft: Draft<Plan> = JSON.parse(JSON.stringify(plan));
  change(draft);
  return draft as Plan;
}

function move(draft: Draft<Plan>, accountId: string, territoryId: string | null): void {
  draft.assignments.find((one) => one.accountId === accountId)!.territoryId = territoryId;
}

describe('verifyPlan', () => {
  it('finds nothing wrong with a plan of the engine, and repeats its figures', () => {
    const verification = verifyPlan(input, plan);
    expect(failed(verification)).toEqual([]);
    expect(verification.ok).toBe(true);
    expect(verification.cost!.total).toBeCloseTo(plan.cost.total, 6);
    expect(verification.provenBound).toBeCloseTo(plan.bound!, 6);
    expect(verification.imbalance.hours).toBeLessThanOrEqual(0.15);
  });

  it('finds nothing wrong with a plan that was written to JSON and read again', () => {
    expect(failed(verifyPlan(input, JSON.parse(JSON.stringify(plan))))).toEqual([]);
  });

  it('says of a bound by search what the prices prove of it', () => {
    const proven = solvePlan(input);
    expect([proven.status, proven.proof]).toEqual(['optimal', 'search']);
    const { ok, checks, provenBound } = verifyPlan(input, proven);
    expect(ok).toBe(true);
    expect(provenBound).toBeLessThan(proven.bound!);
    expect(checks.find(({ name }) => name === 'bound')!.message).toBe(
      `nothing can cost less than ${proven.bound} by a search that is not repeated here; prices prove ${provenBound}`,
    );
    expect(failed(verifyPlan(input, { ...proven, proof: 'prices' }))).toEqual(['bound']);
  });

  const first = plan.assignments[0].territoryId!;
  const other = first === 'east' ? 'west' : 'east';
  const forgeries: readonly [string, PlanCheckName, (draft: Draft<Plan>) => unknown][] = [
    ['an account moved', 'loads', (d) => move(d, 'a0', other)],
    ['an account moved', 'travel', (d) => move(d, 'a0', other)],
    ['an account moved', 'disruption', (d) => move(d, 'a0', other)],
    ['an account dropped', 'accounts', (d) => d.assignments.splice(3, 1)],
    ['an account listed twice', 'accounts', (d) => d.assignments.push({ ...d.assignments[0] })],
    ['an account invented', 'accounts', (d) => d.assignments.push({ ...d.assignments[0], accountId: 'x' })],
    ['an account left out in the rain', 'assigned', (d) => move(d, 'a0', null)],
    ['an unknown territory', 'assigned', (d) => move(d, 'a0', 'north')],
    ['a prototype for a territory', 'assigned', (d) => move(d, 'a0', '__proto__')],
    ['a broken lock', 'locks', (d) => move(d, 'a3', 'west')],
    ['a lock that is not marked', 'locks', (d) => Object.assign(d.assignments[3], { locked: false })],
    ['a lock that is invented', 'locks', (d) => Object.assign(d.assignments[0], { locked: true })],
    ['a missing skill', 'eligibility', (d) => move(d, 'a2', 'middle')],
    [
      'a family torn apart',
      'families',
      (d) => {
        const home = d.assignments[4].territoryId;
        move(d, 'a5', home === 'middle' ? 'west' : 'middle');
      },
    ],
    ['a wider tolerance', 'measures', (d) => Object.assign(d.measures[0], { tolerance: 0.5 })],
    ['a measure dropped', 'measures', (d) => d.measures.pop()],
    [
      'a seat moved',
      'territories',
      (d) => Object.assign(d.territories[0].seat!, { lon: d.territories[0].seat!.lon + 1 }),
    ],
    [
      'a centre moved',
      'territories',
      (d) => Object.assign(d.territories[0].centre!, { lat: d.territories[0].centre!.lat + 1 }),
    ],
    ['a rep exchanged', 'territories', (d) => Object.assign(d.territories[0], { repIds: ['r4'] })],
    ['territories exchanged', 'territories', (d) => d.territories.reverse()],
    ['a territory added', 'territories', (d) => d.territories.push({ ...d.territories[0], id: 'north' })],
    [
      'a load changed',
      'loads',
      (d) => Object.assign(d.territories[1].loads, { hours: d.territories[1].loads.hours + 1e-6 }),
    ],
    ['a count changed', 'loads', (d) => d.territories[1].accounts++],
    [
      'a target changed',
      'targets',
      (d) =>
        Object.assign(d.territories[1].targets, { potential: d.territories[1].targets.potential * 1.01 }),
    ],
    ['a lower limit changed', 'targets', (d) => Object.assign(d.territories[1].lowers, { hours: 0 })],
    ['an upper limit lifted', 'targets', (d) => Object.assign(d.territories[2].uppers, { hours: null })],
    [
      'a violation invented',
      'violations',
      (d) => d.violations.push({ measureId: 'hours', territoryId: 'west', load: 1, lower: 2, upper: 3 }),
    ],
    ['travel made cheaper', 'travel', (d) => Object.assign(d.cost, { travel: d.cost.travel * 0.999 })],
    [
      'disruption made cheaper',
      'disruption',
      (d) => Object.assign(d.cost, { disruption: d.cost.disruption - 1 }),
    ],
    ['a total that is no sum', 'total', (d) => Object.assign(d.cost, { total: d.cost.total * 0.999 })],
    ['a bound raised to the cost', 'bound', (d) => Object.assign(d, { bound: d.cost.total, gap: 0 })],
    [
      'prices that prove nothing',
      'bound',
      (d) => Object.assign(d.territories[0].prices, { hours: d.territories[0].prices.hours + 100 }),
    ],
    ['a bound without its relaxation', 'bound', (d) => Object.assign(d, { relaxation: null })],
    ['a bound without its proof', 'bound', (d) => Object.assign(d, { proof: null })],
    ['an unknown proof', 'format', (d) => Object.assign(d, { proof: 'faith' })],
    ['a bound above the cost', 'gap', (d) => Object.assign(d, { bound: 2 * d.cost.total })],
    ['a gap made smaller', 'gap', (d) => Object.assign(d, { gap: -1 })],
    ['a gap left out', 'gap', (d) => Object.assign(d, { gap: null })],
    ['a status of despair', 'status', (d) => Object.assign(d, { status: 'stopped' })],
    ['another format', 'format', (d) => Object.assign(d, { format: 'other' })],
    ['a load that is no number', 'format', (d) => Object.assign(d.territories[0].loads, { hours: '9' })],
    ['a missing list', 'format', (d) => delete (d as Partial<Draft<Plan>>).violations],
  ];

  it.each(forgeries)('catches %s by %s', (_, name, change) => {
    const verification = verifyPlan(input, forge(change));
    expect(verification.ok).toBe(false);
    expect(failed(verification)).toContain(name);
    expect(verification.checks.find((check) => check.name === name)!.details).not.toEqual([]);
  });

  it('catches a plan that calls itself optimal with a gap', () => {
    const forged = forge((d) => {
      d.status = 'optimal';
    });
    const optimalGap = plan.gap! / 2;
    expect(failed(verifyPlan(input, forged, { optimalGap }))).toEqual(plan.gap! > 0 ? ['status'] : []);
    expect(
      verifyPlan(
        input,
        forge((d) => {
          d.gap = null;
        }),
        { optimalGap },
      ).ok,
    ).toBe(false);
  });

  it.each([null, 7, [], 'plan', {}])('catches %j in place of a plan', (nonsense) => {
    expect(failed(verifyPlan(input, nonsense as unknown as Plan))).toEqual(['format']);
  });

  it('judges by the records, so the same plan fails under other rules', () => {
    const elsewhere = createFieldForce({ locks: [{ accountId: 'a0', territoryId: other }] });
    expect(failed(verifyPlan(elsewhere, plan))).toContain('locks');
    const forbidden = createFieldForce({
      isEligible: (account, territory) => account.id !== 'a0' || territory.id !== first,
    });
    expect(failed(verifyPlan(forbidden, plan))).toEqual(expect.arrayContaining(['eligibility']));
    const unskilled = createFieldForce({ reps: input.reps!.map((rep) => ({ ...rep, skills: [] })) });
    expect(failed(verifyPlan(unskilled, plan))).toContain('eligibility');
    const farther = createFieldForce({ travel: { kind: 'greatCircle', detourFactor: 1.2 } });
    expect(failed(verifyPlan(farther, plan))).toContain('travel');
    const tighter = createFieldForce({ measures: [{ id: 'hours', tolerance: 0.001 }, input.measures[1]] });
    expect(failed(verifyPlan(tighter, plan))).toEqual(
      expect.arrayContaining(['limits', 'violations', 'targets']),
    );
  });

  it('says of an honestly infeasible plan only that limits are not kept', () => {
    const tight = createFieldForce({
      measures: [{ id: 'hours', tolerance: 0 }, input.measures[1]],
      territories: input.territories.map((territory, j) => ({ ...territory, share: 1 + j / 10 })),
    });
    const nearest = solvePlan(tight);
    expect(['infeasible', 'stopped']).toContain(nearest.status);
    expect(failed(verifyPlan(tight, nearest))).toEqual(['limits']);
  });

  it('says of an account that nothing may hold only that it is not assigned', () => {
    const barred = createFieldForce({ isEligible: (account) => account.id !== 'a7' });
    const nearest = solvePlan(barred);
    expect(nearest.status).toBe('infeasible');
    expect(failed(verifyPlan(barred, nearest))).toEqual(expect.arrayContaining(['assigned']));
    expect(failed(verifyPlan(barred, nearest))).not.toEqual(
      expect.arrayContaining(['status', 'travel', 'loads']),
    );
  });

  it('agrees with the engine on squared distances, matrices, functions and free centres', () => {
    const squared = createFieldForce({
      travel: { kind: 'greatCircle', metric: 'squaredDistance', detourFactor: 1.3 },
    });
    expect(failed(verifyPlan(squared, solvePlan(squared)))).toEqual([]);
    const costs = input.accounts.map((_, i) => [i, Math.abs(i - 5), 11 - i]);
    const matrix = createFieldForce({ travel: { kind: 'matrix', costs } });
    expect(failed(verifyPlan(matrix, solvePlan(matrix)))).toEqual([]);
    const asked = createFieldForce({
      travel: {
        kind: 'function',
        cost: (account, territory) => Math.abs(account.lon! - (territory.seat?.lon ?? 0)),
      },
    });
    expect(failed(verifyPlan(asked, solvePlan(asked)))).toEqual([]);
    for (const metric of ['distance', 'squaredDistance'] as const) {
      const territories = input.territories.map(({ id, repIds, limits }) => ({ id, repIds, limits }));
      const free = createFieldForce({ territories, travel: { kind: 'greatCircle', metric } });
      expect(failed(verifyPlan(free, solvePlan(free)))).toEqual([]);
    }
  });

  it('names records that cannot be read, and goes no further', () => {
    const twice = createFieldForce({ accounts: [...input.accounts, input.accounts[0]] });
    const verification = verifyPlan(twice, plan);
    expect(failed(verification)).toEqual(['records']);
    expect(verification.checks.at(-1)!.details).toEqual(['account a0 is given twice']);
    expect(verification.cost).toBeNull();
    const unknown = createFieldForce({
      reps: undefined,
      locks: [
        { accountId: 'x', territoryId: 'y' },
        { accountId: 'a0', territoryId: 'west' },
        { accountId: 'a0', territoryId: 'east' },
      ],
    });
    expect(verifyPlan(unknown, plan).checks.at(-1)!.details).toEqual([
      'a lock names the unknown account x',
      'a lock names the unknown territory y',
      'locks of a0 disagree',
      'accounts require skills, but no reps are given',
    ]);
  });

  it('spells out the first 20 faults and counts all', () => {
    const accounts = Array.from({ length: 50 }, (_, i) => ({
      id: `b${i}`,
      measures: { hours: 1, potential: 1 },
      attributes: {},
    }));
    const check = verifyPlan(createFieldForce({ accounts, locks: [] }), plan).checks.find(
      (one) => one.name === 'accounts',
    )!;
    expect(check.details).toHaveLength(20);
    expect(check.message).toContain('62 faults');
  });

  it('refuses unknown options', () => {
    expect(() => verifyPlan(input, plan, { tolerence: 1 } as object)).toThrow(OptionsError);
  });
});

describe('records from anywhere', () => {
  const details = (records: unknown) => verifyPlan(records as typeof input, plan).checks.at(-1)!.details;

  it('are named where they are no records at all', () => {
    for (const nothing of [null, undefined, 7n, Symbol('input'), []])
      expect(details(nothing)).toEqual(['the input is not a record']);
    expect(details({})).toEqual([
      'accounts is not a list',
      'territories is not a list',
      'measures is not a list',
    ]);
  });

  it.each<[string, object, string]>([
    ['accounts', { accounts: [null] }, 'accounts[0] is not a record'],
    ['loads', { accounts: [{ id: 'a' }] }, 'accounts[0].measures is missing or of another kind'],
    [
      'places',
      { accounts: [{ id: 'a', lon: 1n, lat: 2, measures: {} }] },
      'accounts[0] has no place on earth',
    ],
    ['a hole', { territories: new Array(1) }, 'territories[0] is not a record'],
    [
      'a seat',
      { territories: [{ id: 't', repIds: [], seat: { lon: 1 } }] },
      'territories[0].seat is missing or of another kind',
    ],
    [
      'limits',
      { territories: [{ id: 't', repIds: [], limits: { hours: 3 } }] },
      'territories[0].limits is missing or of another kind',
    ],
    [
      'a tolerance',
      { measures: [{ id: 'hours', tolerance: -1 }] },
      'measures[0].tolerance is missing or of another kind',
    ],
    [
      'an id',
      { measures: [{ id: Symbol('m'), tolerance: 1 }] },
      'measures[0].id is missing or of another kind',
    ],
    ['skills', { reps: [{ id: 'r1', skills: 'labs' }] }, 'reps[0].skills is missing or of another kind'],
    ['locks', { locks: [7] }, 'locks[0] is not a record'],
    ['trips', { trips: 3 }, 'input.trips is missing or of another kind'],
    ['trips that are none', { trips: () => Number.NaN }, 'account a0 has no good trips'],
    [
      'a load of a BigInt',
      {
        accounts: [{ ...input.accounts[0], measures: { hours: 1n, potential: 1 } }],
        locks: [],
        trips: undefined,
      },
      'account a0 has no good hours',
    ],
    [
      'a budget',
      { disruptionBudget: { share: '1' } },
      'input.disruptionBudget is missing or of another kind',
    ],
    ['travel', { travel: 'air' }, 'travel is not a record'],
    ['a way of travel', { travel: { kind: 'air' } }, 'travel.kind is missing or of another kind'],
    [
      'a matrix',
      { travel: { kind: 'matrix', costs: [[1, 2, 3]] } },
      'travel.costs is missing or of another kind',
    ],
    ['pairs', { travel: { kind: 'sparse', costs: [null] } }, 'travel.costs is missing or of another kind'],
    ['no territory', { territories: [], locks: [] }, 'there is no territory'],
  ])('are named where %s cannot be read', (_, changes, fault) => {
    const verification = verifyPlan(createFieldForce(changes), plan);
    expect(failed(verification)).toEqual(['records']);
    expect(verification.checks.at(-1)!.details).toContain(fault);
  });
});

describe('plans at the edge', () => {
  const account = (id: string, lon: number, lat: number) => ({
    id,
    lon,
    lat,
    measures: { h: 1 },
    attributes: {},
  });

  it('without a measure are judged like others', () => {
    const territories = input.territories.map(({ id, repIds, seat }) => ({ id, repIds, seat }));
    const free = createFieldForce({ measures: [], territories });
    expect(failed(verifyPlan(free, solvePlan(free)))).toEqual([]);
  });

  it.each([0, 1e-6, 1e-5, 3e-5])('may go to the antipodes, %s degrees off', (off) => {
    const far = {
      accounts: [account('a', -170 + off, -60), account('b', 20 + off, 30)],
      territories: [{ id: 't', repIds: [], seat: { lon: 10, lat: 60 } }],
      measures: [{ id: 'h', tolerance: 1 }],
    };
    expect(failed(verifyPlan(far, solvePlan(far)))).toEqual([]);
  });

  it('may be 30 cm short at the antipodes, but not a metre', () => {
    const far = {
      accounts: [account('a', -170, -60)],
      territories: [{ id: 't', repIds: [], seat: { lon: 10, lat: 60 } }],
      measures: [{ id: 'h', tolerance: 1 }],
    };
    const made = solvePlan(far);
    const short = (km: number) => ({ ...made, cost: { ...made.cost, travel: made.cost.travel - km } });
    expect(failed(verifyPlan(far, short(0.0003)))).not.toContain('travel');
    expect(failed(verifyPlan(far, short(0.001)))).toContain('travel');
  });

  it.each(['distance', 'squaredDistance'] as const)(
    'may have a unit at a pole for a centre, by %s',
    (metric) => {
      const pole = {
        accounts: [0, 90, 180, -90, 45].map((lon, i) => account(`a${i}`, lon, -90)),
        territories: [{ id: 't', repIds: [] }],
        measures: [{ id: 'h', tolerance: 1 }],
        travel: { kind: 'greatCircle' as const, metric, centre: 'unit' as const },
      };
      expect(failed(verifyPlan(pole, solvePlan(pole)))).toEqual([]);
    },
  );
});
