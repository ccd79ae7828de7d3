import { describe, expect, it } from 'vitest';
import { createMedianClimber } from '../../../src/balance/bound/climbMedians.js';
import { fixChoices } from '../../../src/balance/bound/fixChoices.js';
import { createMedianDual } from '../../../src/balance/bound/medianDual.js';
import { startNode } from '../../../src/balance/bound/startNode.js';
import {
  type CentredProblem,
  type CentredState,
  createCentredState,
} from '../../../src/balance/centred/centredState.js';
import { createElite } from '../../../src/balance/centred/elite.js';
import { prepareCentred } from '../../../src/balance/centred/prepareCentred.js';
import { listTerritories } from '../../../src/balance/centred/region/listTerritories.js';
import { createRegionModel } from '../../../src/balance/centred/region/regionModel.js';
import { canResolveRegions, startResolving } from '../../../src/balance/centred/region/resolveRegions.js';
import { solveRegion } from '../../../src/balance/centred/region/solveRegion.js';
import { resolveBalanceOptions } from '../../../src/balance/options.js';
import type { BalanceProblem } from '../../../src/balance/problem.js';
import { createSearchProblem } from '../../../src/balance/searchProblem.js';
import { createWork, runTask } from '../../../src/balance/work.js';
import { createRandom } from '../../../src/core/random.js';
import { centredCost, plainProblem, withCentre } from './centredProblems.js';

interface Plan {
  readonly sets: readonly (readonly number[])[];
  readonly cost: number;
}

/** Problems of one or two measures with costs by chance or distances in a plane, some with minimums. */
function makeProblem(n: number, k: number, seed: number): BalanceProblem {
  const random = createRandom(seed);
  const points = Array.from({ length: n }, () => [random.nextBelow(60), random.nextBelow(60)]);
  const isPlane = random.nextBelow(3) > 0;
  const costs = Float64Array.from({ length: n * n }, (_, at) => {
    const [x, y] = points[Math.floor(at / n)];
    if (isPlane) return Math.hypot(x - points[at % n][0], y - points[at % n][1]);
    return random.nextBelow(400) / 4;
  });
  const column = () => Float64Array.from({ length: n }, () => 1 + random.nextBelow(9));
  const one = column();
  const mean = one.reduce((sum, load) => sum + load, 0) / k;
  const lower = random.nextBelow(2) * Math.floor(0.6 * mean);
  const limits = { lower, upper: Math.ceil(mean * (1.1 + 0.1 * random.nextBelow(4))) };
  const problem = plainProblem(one, k, limits, { kind: 'between', costs });
  if (random.nextBelow(2) === 0) return problem;
  const other = column();
  const share = other.reduce((sum, load) => sum + load, 0) / k;
  return {
    ...problem,
    measureIds: ['demand', 'hours'],
    loads: [one, other],
    targets: [problem.targets[0], new Float64Array(k).fill(share)],
    lowers: [problem.lowers[0], new Float64Array(k)],
    uppers: [problem.uppers[0], new Float64Array(k).fill(Math.ceil(1.3 * share))],
  };
}

/** All plans of some units in as many territories, none empty, within the limits. */
function listPlans(problem: BalanceProblem, units: readonly number[], count: number): Plan[] {
  const plans: Plan[] = [];
  const sets: number[][] = [];
  const sum = (m: number, set: readonly number[]) => set.reduce((total, u) => total + problem.loads[m][u], 0);
  const isWithin = (set: readonly number[]) =>
    problem.loads.every((_, m) => sum(m, set) <= problem.uppers[m][0] && sum(m, set) >= problem.lowers[m][0]);
  const costOf = () => {
    const assignment = new Int32Array(problem.unitIds.length).fill(-1);
    sets.forEach((set, j) => {
      for (const u of set) assignment[u] = j;
    });
    return centredCost(problem, assignment);
  };
  const place = (at: number): void => {
    if (at === units.length) {
      if (sets.length === count && sets.every(isWithin))
        plans.push({ sets: sets.map((set) => set.slice()), cost: costOf() });
      return;
    }
    for (const set of sets) {
      set.push(units[at]);
      if (problem.loads.every((_, m) => sum(m, set) <= problem.uppers[m][0])) place(at + 1);
      set.pop();
    }
    if (sets.length === count) return;
    sets.push([units[at]]);
    place(at + 1);
    sets.pop();
  };
  place(0);
  return plans;
}

const prepare = (problem: BalanceProblem) => prepareCentred(createSearchProblem(problem, null));

/** Every second unit or so of a problem, and how many of its territories they share. */
function drawRegion(problem: BalanceProblem, seed: number) {
  const random = createRandom(seed);
  const n = problem.unitIds.length;
  const units = Int32Array.from({ length: n }, (_, u) => u).filter(() => random.nextBelow(4) > 0);
  return { units, count: Math.max(1, Math.round((problem.territoryIds.length * units.length) / n)) };
}

function solve(centred: CentredProblem, units: Int32Array, count: number, below: number) {
  const work = createWork(resolveBalanceOptions({}));
  return runTask(solveRegion(centred, units, count, below, work), work);
}

/** What is listed below a cutoff after a climb of some steps, as names with costs. */
function list(centred: CentredProblem, units: Int32Array, count: number, cutoff: number, isFixed: boolean) {
  const model = createRegionModel(centred, units, count);
  const dual = createMedianDual(model);
  const aim = { cost: cutoff, cutoff };
  const node = startNode(model);
  const climbing = { steps: 40, first: 1, last: 1e-3, patience: 5 };
  for (const _ of createMedianClimber(model, dual).climb(node, climbing, aim));
  if (isFixed) {
    const fixing = fixChoices(model, dual, node, aim);
    let step = fixing.next();
    while (step.done !== true) step = fixing.next();
    if (step.value === null) return [];
    node.choices = step.value;
  }
  const { columns } = listTerritories(centred.search, units, model, dual, node, cutoff, 1e5);
  expect(columns).not.toBeNull();
  const starts = columns!.starts();
  return Array.from({ length: columns!.count() }, (_, c) => ({
    name: Array.from(columns!.units().subarray(starts[c], starts[c + 1]), (u) => units[u]).join(),
    cost: columns!.costs()[c],
  }));
}

describe('a region solved anew', () => {
  it('is the cheapest of all plans of its units, where there is one below the given cost', () => {
    let some = 0;
    let none = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const problem = makeProblem(9 + (seed % 3), 3 + (seed % 2), seed);
      const centred = prepare(problem);
      const { units, count } = drawRegion(problem, seed);
      const least = Math.min(...listPlans(problem, Array.from(units), count).map(({ cost }) => cost));
      const { territories, isExact } = solve(centred, units, count, 1e4);
      expect(isExact).toBe(true);
      if (least === Number.POSITIVE_INFINITY) {
        none++;
        expect(territories).toBeNull();
        continue;
      }
      some++;
      const assignment = new Int32Array(problem.unitIds.length).fill(-1);
      expect(territories).toHaveLength(count);
      territories!.forEach((set, j) => {
        for (const u of set) {
          expect(assignment[u]).toBe(-1);
          assignment[u] = j;
        }
      });
      expect(Array.from(assignment.keys()).filter((u) => assignment[u] >= 0)).toEqual(Array.from(units));
      expect(centredCost(problem, assignment)).toBeCloseTo(least, 9);
      // Nothing is cheaper than the cheapest.
      expect(solve(centred, units, count, least)).toEqual({ territories: null, isExact: true });
      expect(solve(centred, units, count, least + 0.01).territories).not.toBeNull();
    }
    expect(Math.min(some, none)).toBeGreaterThan(5);
  });

  it('lists every territory of every plan below a cutoff once, with what it costs', () => {
    let left = 0;
    let all = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const problem = makeProblem(9, 3, seed);
      const centred = prepare(problem);
      const units = Int32Array.from(problem.unitIds.keys());
      const plans = listPlans(problem, Array.from(units), 3).sort((a, b) => a.cost - b.cost);
      if (plans.length < 10) continue;
      const cutoff = plans[Math.min(plans.length - 1, 20)].cost;
      for (const isFixed of [false, true]) {
        const listed = list(centred, units, 3, cutoff, isFixed);
        const byName = new Map(listed.map(({ name, cost }) => [name, cost]));
        expect(byName.size).toBe(listed.length);
        for (const { name, cost } of listed) {
          const set = name.split(',').map(Number);
          const alone = Int32Array.from(units, (u) => (set.includes(u) ? 0 : -1));
          expect(cost).toBeCloseTo(centredCost(problem, alone), 9);
        }
        for (const { sets, cost } of plans) {
          if (cost < cutoff - 1e-9) for (const set of sets) expect(byName.has(set.join())).toBe(true);
        }
        if (isFixed) continue;
        all += new Set(plans.flatMap(({ sets }) => sets.map((set) => set.join()))).size;
        left += listed.length;
      }
    }
    // Prices leave most territories out.
    expect(left).toBeLessThan(0.7 * all);
    expect(left).toBeGreaterThan(100);
  });

  it('gives up where more territories would be listed than may be', () => {
    const problem = makeProblem(9, 3, 2);
    const centred = prepare(problem);
    const units = Int32Array.from(problem.unitIds.keys());
    const model = createRegionModel(centred, units, 3);
    const node = startNode(model);
    const most = (limit: number) =>
      listTerritories(centred.search, units, model, createMedianDual(model), node, 1e6, limit).columns;
    const count = most(1e5)!.count();
    expect(most(count)).not.toBeNull();
    expect(most(count - 1)).toBeNull();
  });
});

/** Points of one load each in a square, for territories of the same limit, round units. */
function scatter(n: number, k: number, upper: number, seed: number): BalanceProblem {
  const random = createRandom(seed);
  const travel = {
    kind: 'geometric',
    dimension: 2,
    places: Float64Array.from({ length: 2 * n }, () => random.nextBelow(1000)),
    seats: new Float64Array(2 * k).fill(Number.NaN),
    metric: 'distance',
    scale: 1,
    centre: 'unit',
  } as const;
  return plainProblem(new Float64Array(n).fill(1), k, { lower: 0, upper }, travel);
}

/** Resolves from the plan of consecutive units, after so many evaluations of something else. */
function resolve(centred: CentredProblem, upper: number, evaluations: number) {
  const { search } = centred;
  const start = createCentredState(
    centred,
    Int32Array.from({ length: search.n }, (_, u) => Math.floor(u / upper)),
  );
  const elite = createElite(4);
  elite.offer({ assignment: start.plan.assignment.slice(), cost: start.cost(), excess: 0 });
  const kept: { assignment: Int32Array; cost: number }[] = [];
  const keep = ({ plan, cost }: CentredState) =>
    kept.push({ assignment: plan.assignment.slice(), cost: cost() });
  const work = createWork(resolveBalanceOptions({}));
  work.isPauseDue(evaluations);
  runTask(startResolving(centred).run(elite, keep, createRandom(1), work), work);
  return { elite, kept, start: start.cost(), spent: work.spent() };
}

describe('plans bettered region by region', () => {
  it('are the cheapest of all where a region is the whole plan', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const problem = scatter(9, 4, 3, seed);
      const least = Math.min(
        ...listPlans(problem, Array.from(problem.unitIds.keys()), 4).map(({ cost }) => cost),
      );
      const { elite } = resolve(prepare(problem), 3, 1e7);
      expect(elite.plans[0].cost).toBeCloseTo(least, 9);
      expect(centredCost(problem, elite.plans[0].assignment)).toBeCloseTo(least, 9);
    }
  });

  it('are handed over while they become better, within their limits, and take their share of the work', () => {
    const problem = scatter(40, 10, 4, 3);
    const centred = prepare(problem);
    const { elite, kept, start, spent } = resolve(centred, 4, 8e6);
    expect(kept.length).toBeGreaterThan(2);
    let before = start;
    for (const { assignment, cost } of kept) {
      expect(cost).toBeLessThan(before);
      expect(centredCost(problem, assignment)).toBeCloseTo(cost, 6);
      expect(createCentredState(centred, assignment.slice()).outsideCount()).toBe(0);
      before = cost;
    }
    expect(elite.plans[0].cost).toBeCloseTo(before, 9);
    // A quarter of all, and the region that was begun.
    expect(spent).toBeLessThan(1.2e7);
    expect(resolve(centred, 4, 3e5).spent).toBeLessThan(8e5);
    expect(resolve(centred, 4, 0).spent).toBe(0);
  });

  it('are none round means, where territories differ or hold many units', () => {
    const may = (problem: BalanceProblem) => canResolveRegions(prepare(problem));
    expect(may(scatter(80, 20, 4, 1))).toBe(true);
    expect(may(withCentre(scatter(80, 20, 4, 1), 'mean'))).toBe(false);
    expect(may(scatter(123, 3, 41, 1))).toBe(false);
    expect(may(scatter(20, 20, 4, 1))).toBe(false);
    const problem = scatter(80, 20, 4, 1);
    problem.uppers[0][3] = 5;
    expect(may(problem)).toBe(false);
  });
});
