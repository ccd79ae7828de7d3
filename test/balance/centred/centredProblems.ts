/** Random problems whose centres follow their units, and their cost in code that shares nothing with the engine. */
import fc from 'fast-check';
import type { BalanceProblem, CentreRule, GeometricTravel } from '../../../src/balance/problem.js';
import { createRandom } from '../../../src/core/random.js';
import { costOf } from '../judge.js';
import { anyProblem, type ProblemShape } from '../problems.js';

/** Distances on a plane, the centres of k territories free and at the means of what they hold. */
export const towardsMeans = (points: readonly number[][], k: number): GeometricTravel => ({
  kind: 'geometric',
  dimension: 2,
  places: Float64Array.from(points.flat()),
  seats: new Float64Array(2 * k).fill(Number.NaN),
  metric: 'distance',
  scale: 1,
  centre: 'mean',
});

/** A problem of one measure without anything beside loads, limits and travel, one trip a unit. */
export function plainProblem(
  loads: Float64Array,
  k: number,
  limits: { readonly lower: number; readonly upper: number },
  travel: BalanceProblem['travel'],
): BalanceProblem {
  const n = loads.length;
  const column = (value: number) => new Float64Array(k).fill(value);
  return {
    unitIds: Array.from(loads, (_, i) => `u${i}`),
    territoryIds: Array.from({ length: k }, (_, j) => `t${j}`),
    measureIds: ['demand'],
    loads: [loads],
    targets: [column(loads.reduce((sum, load) => sum + load, 0) / k)],
    lowers: [column(limits.lower)],
    uppers: [column(limits.upper)],
    trips: new Float64Array(n).fill(1),
    travel,
    eligibleRow: new Int32Array(n),
    eligible: new Uint8Array(k).fill(1),
    locks: new Int32Array(n).fill(-1),
    families: Int32Array.from({ length: n }, (_, i) => i),
    incumbents: new Int32Array(n).fill(-1),
    disruptionValue: new Float64Array(n).fill(1),
    disruptionWeight: 0,
    disruptionBudget: Number.POSITIVE_INFINITY,
  };
}

/** The same problem with a rule for its free centres. */
export function withCentre(problem: BalanceProblem, centre: CentreRule): BalanceProblem {
  const travel = problem.travel as GeometricTravel;
  return {
    ...problem,
    travel: { ...travel, metric: centre === 'mean' ? 'distance' : travel.metric, centre },
  };
}

/** The same problem with a cost between any two units, the same both ways or not. */
export function withCostsBetween(problem: BalanceProblem, seed: number): BalanceProblem {
  const n = problem.unitIds.length;
  const random = createRandom(seed);
  const costs = Float64Array.from({ length: n * n }, () => random.nextBelow(400) / 4);
  return { ...problem, travel: { kind: 'between', costs } };
}

/** Problems of every rule: means and units, on the globe, in a plane, between units, some with seats as well. */
export function anyCentredProblem(shape: ProblemShape = {}): fc.Arbitrary<BalanceProblem> {
  const free = anyProblem({ seats: ['free', 'mixed'], ...shape, travel: ['globe', 'plane'] });
  return fc.oneof(
    free.map((problem) => withCentre(problem, 'mean')),
    free.map((problem) => withCentre(problem, 'unit')),
    fc
      .tuple(anyProblem({ ...shape, travel: ['matrix'] }), fc.nat(1000))
      .map(([problem, seed]) => withCostsBetween(problem, seed)),
  );
}

/** What an assignment costs when every free centre follows the rule. */
export function centredCost(problem: BalanceProblem, assignment: ArrayLike<number>): number {
  let cost = 0;
  const units = Array.from(assignment, (_, i) => i);
  for (const i of units)
    if (assignment[i] >= 0) cost += costOf(flatTravel(problem), null, i, assignment[i]).disruption;
  problem.territoryIds.forEach((_, j) => {
    cost += travelOf(
      problem,
      units.filter((i) => assignment[i] === j),
      j,
    );
  });
  return cost;
}

const flatTravel = (problem: BalanceProblem): BalanceProblem => ({
  ...problem,
  travel: { kind: 'matrix', costs: new Float64Array(problem.unitIds.length * problem.territoryIds.length) },
});

function travelOf(problem: BalanceProblem, units: readonly number[], j: number): number {
  const { travel, trips } = problem;
  const sum = (costs: readonly number[]) => costs.reduce((total, cost) => total + cost, 0);
  if (travel.kind === 'between') {
    const from = (h: number) =>
      sum(units.map((i) => trips[i] * travel.costs[problem.unitIds.length * i + h]));
    return units.length === 0 ? 0 : Math.min(...units.map(from));
  }
  if (travel.kind !== 'geometric') return Number.NaN;
  const { dimension, places, seats } = travel;
  const placed = units.filter((i) => !Number.isNaN(places[dimension * i]));
  const at = (i: number) => places.slice(dimension * i, dimension * (i + 1));
  const from = (centre: Float64Array) => {
    const centres = new Float64Array(dimension * problem.territoryIds.length);
    centres.set(centre, dimension * j);
    return sum(placed.map((i) => costOf(problem, centres, i, j).travel));
  };
  if (!Number.isNaN(seats[dimension * j])) return from(seats.slice(dimension * j, dimension * (j + 1)));
  if (placed.length === 0 || sum(placed.map((i) => trips[i])) === 0) return 0;
  if (travel.centre === 'unit') return Math.min(...placed.map((h) => from(at(h))));
  const mean = at(placed[0]).map((_, d) => sum(placed.map((i) => trips[i] * at(i)[d])));
  const weight = sum(placed.map((i) => trips[i]));
  return from(mean.map((value) => value / (dimension === 3 ? Math.hypot(...mean) : weight)));
}

/** Whether no territory's places cancel out round the globe, which leaves no mean. */
export function hasMeans(problem: BalanceProblem, assignment: ArrayLike<number>): boolean {
  const travel = problem.travel as GeometricTravel;
  if (travel.kind !== 'geometric' || travel.dimension === 2 || travel.centre !== 'mean') return true;
  return problem.territoryIds.every((_, j) => {
    const sum = [0, 0, 0];
    let weight = 0;
    for (let i = 0; i < assignment.length; i++) {
      if (assignment[i] !== j || Number.isNaN(travel.places[3 * i])) continue;
      weight += problem.trips[i];
      for (let d = 0; d < 3; d++) sum[d] += problem.trips[i] * travel.places[3 * i + d];
    }
    return weight === 0 || Math.hypot(...sum) > 1e-6 * weight;
  });
}
