/** Judges results by the columns of the problem alone, in code that shares nothing with the engine. */
import type { BalanceProblem } from '../../src/balance/problem.js';
import type { BalanceResult } from '../../src/balance/result.js';

/** A load this share of its limit outside it counts as within. */
const SLACK = 1e-9;

/** The territories that unit i may be in by its own lock and eligibility. */
export function ownChoices(problem: BalanceProblem, i: number): number[] {
  const k = problem.territoryIds.length;
  return problem.territoryIds
    .map((_, j) => j)
    .filter((j) => problem.eligible[k * problem.eligibleRow[i] + j] === 1)
    .filter((j) => problem.locks[i] === -1 || problem.locks[i] === j);
}

/** The territories that unit i and all of its family may be in. */
export function commonChoices(problem: BalanceProblem, i: number): number[] {
  const family = problem.unitIds
    .map((_, other) => other)
    .filter((o) => problem.families[o] === problem.families[i]);
  return ownChoices(problem, i).filter((j) =>
    family.every((other) => ownChoices(problem, other).includes(j)),
  );
}

/**
 * The common choices without the territories whose limits the family alone exceeds: no plan within the limits uses
 * them. All of them where none is left.
 */
export function roomyChoices(problem: BalanceProblem, i: number): number[] {
  const choices = commonChoices(problem, i);
  const family = [...problem.families.keys()].filter((o) => problem.families[o] === problem.families[i]);
  const roomy = choices.filter((j) =>
    problem.loads.every((load, m) => sum(family.map((o) => load[o])) <= problem.uppers[m][j] * (1 + SLACK)),
  );
  return roomy.length > 0 ? roomy : choices;
}

/** Cost of unit i in territory j, term by term. */
export function costOf(problem: BalanceProblem, centres: Float64Array | null, i: number, j: number) {
  const { travel, trips, incumbents, disruptionValue, disruptionWeight } = problem;
  const isMoved = incumbents[i] !== -1 && incumbents[i] !== j;
  return {
    travel: trips[i] === 0 ? 0 : trips[i] * tripCost(travel, centres, i, j, problem.territoryIds.length),
    disruption: isMoved ? disruptionWeight * disruptionValue[i] : 0,
  };
}

function tripCost(
  travel: BalanceProblem['travel'],
  centres: Float64Array | null,
  i: number,
  j: number,
  k: number,
) {
  if (travel.kind === 'matrix') return travel.costs[k * i + j];
  if (travel.kind === 'sparse') {
    const own = travel.territories.subarray(travel.offsets[i], travel.offsets[i + 1]);
    return own.includes(j) ? travel.costs[travel.offsets[i] + own.indexOf(j)] : Number.POSITIVE_INFINITY;
  }
  if (travel.kind === 'between') throw new Error('costs between units depend on the whole assignment');
  const { dimension, scale } = travel;
  const a = [...travel.places.subarray(dimension * i, dimension * (i + 1))];
  const b = [...centres!.subarray(dimension * j, dimension * (j + 1))];
  if (Number.isNaN(a[0])) return 0;
  const straight = Math.hypot(...a.map((coordinate, d) => coordinate - b[d]));
  if (travel.metric === 'squaredDistance') return (scale * straight) ** 2;
  return (
    scale * (dimension === 2 ? straight : 2 * Math.atan2(straight, Math.sqrt(Math.max(0, 4 - straight ** 2))))
  );
}

/** What an assignment costs and weighs. */
export function judge(problem: BalanceProblem, assignment: ArrayLike<number>, centres: Float64Array | null) {
  const cost = { travel: 0, disruption: 0, total: 0 };
  const loads = problem.loads.map(() => problem.territoryIds.map(() => 0));
  for (let i = 0; i < assignment.length; i++) {
    if (assignment[i] < 0) continue;
    const own = costOf(problem, centres, i, assignment[i]);
    cost.travel += own.travel;
    cost.disruption += own.disruption;
    for (let m = 0; m < loads.length; m++) loads[m][assignment[i]] += problem.loads[m][i];
  }
  cost.total = cost.travel + cost.disruption;
  const outside: { m: number; j: number; share: number }[] = [];
  let excess = 0;
  loads.forEach((load, m) => {
    const meanTarget = sum(problem.loads[m]) / problem.territoryIds.length || 1;
    load.forEach((value, j) => {
      const lower = problem.lowers[m][j];
      const upper = problem.uppers[m][j];
      const over = value > upper * (1 + SLACK) ? value - upper : lower * (1 - SLACK) - value;
      if (!(over > 0)) return;
      outside.push({ m, j, share: over / meanTarget });
      excess += over / meanTarget;
    });
  });
  const moved = movedValue(problem, assignment);
  const isOverspent = moved > problem.disruptionBudget * (1 + SLACK);
  if (isOverspent)
    excess += ((moved - problem.disruptionBudget) * problem.territoryIds.length) / movable(problem);
  return { cost, loads, outside, excess, moved, isOverspent };
}

/** What of unit i is moved in territory j. */
export function movedOf({ incumbents, disruptionValue }: BalanceProblem, i: number, j: number): number {
  return incumbents[i] === -1 || incumbents[i] === j ? 0 : disruptionValue[i];
}

/** The disruption value of all units that have an incumbent. */
export function movable({ incumbents, disruptionValue }: BalanceProblem): number {
  return sum(disruptionValue.filter((_, i) => incumbents[i] !== -1));
}

/** What an assignment moves. */
export function movedValue(problem: BalanceProblem, assignment: ArrayLike<number>): number {
  return sum(Array.from(assignment, (j, i) => (j < 0 ? 0 : movedOf(problem, i, j))));
}

/** The value of the Lagrangian dual at some prices: no plan within the limits costs less, whatever the prices are. */
export function dualValue(
  problem: BalanceProblem,
  { prices, moved, centres }: Pick<BalanceResult, 'prices' | 'moved' | 'centres'>,
) {
  const roots = problem.families.filter((root, i) => root === i);
  let value = 0;
  let size = 0;
  for (const root of roots) {
    const family = problem.unitIds.map((_, i) => i).filter((i) => problem.families[i] === root);
    const values = roomyChoices(problem, root).map((j) =>
      sum(
        family.map((i) => {
          const { travel, disruption } = costOf(problem, centres, i, j);
          const priced = sum(prices.map((price, m) => problem.loads[m][i] * price[j]));
          return travel + disruption + priced + moved.price * movedOf(problem, i, j);
        }),
      ),
    );
    if (values.length === 0) continue;
    value += Math.min(...values);
    size += Math.abs(Math.min(...values));
  }
  prices.forEach((price, m) => {
    const total = sum(problem.loads[m]);
    price.forEach((p, j) => {
      if (p === 0) return;
      const charge = p * (p > 0 ? Math.min(problem.uppers[m][j], total) : problem.lowers[m][j]);
      value -= charge;
      size += Math.abs(charge);
    });
  });
  if (moved.price > 0) {
    value -= moved.price * problem.disruptionBudget;
    size += moved.price * problem.disruptionBudget;
  }
  /** `size` is the sum of the magnitudes: rounding errors are relative to it. */
  return { value, size };
}

/** The cheapest plan within the limits, by looking at all of them; `null` where there is none. */
export function bruteForce(problem: BalanceProblem, centres: Float64Array | null) {
  const k = problem.territoryIds.length;
  const roots = [...problem.families].filter((root, i) => root === i);
  const families = roots.map((root) =>
    problem.unitIds.map((_, i) => i).filter((i) => problem.families[i] === root),
  );
  const choices = roots.map((root) => commonChoices(problem, root));
  const costs = families.map((family) =>
    problem.territoryIds.map((_, j) =>
      sum(
        family
          .map((i) => costOf(problem, centres, i, j))
          .map(({ travel, disruption }) => travel + disruption),
      ),
    ),
  );
  const loads = problem.loads.map((load) => families.map((family) => sum(family.map((i) => load[i]))));
  const held = problem.loads.map(() => new Float64Array(k));
  const chosen = new Int32Array(roots.length);
  const moves = families.map((family) =>
    problem.territoryIds.map((_, j) => sum(family.map((i) => movedOf(problem, i, j)))),
  );
  let best: { cost: number; assignment: Int32Array } | null = null;
  const isAbove = (m: number, j: number) => held[m][j] > problem.uppers[m][j] * (1 + SLACK);
  const isBelow = (m: number, j: number) => held[m][j] < problem.lowers[m][j] * (1 - SLACK);
  const place = (u: number, cost: number, moved: number): void => {
    if (best !== null && cost >= best.cost) return;
    if (moved > problem.disruptionBudget * (1 + SLACK)) return;
    if (u === roots.length) {
      if (held.some((row, m) => row.some((_, j) => isBelow(m, j)))) return;
      const assignment = Int32Array.from(problem.families, (root) => chosen[roots.indexOf(root)]);
      best = { cost, assignment };
      return;
    }
    for (const j of choices[u]) {
      const before = held.map((row) => row[j]);
      held.forEach((row, m) => {
        row[j] += loads[m][u];
      });
      chosen[u] = j;
      if (!held.some((_, m) => isAbove(m, j))) place(u + 1, cost + costs[u][j], moved + moves[u][j]);
      held.forEach((row, m) => {
        row[j] = before[m];
      });
    }
  };
  if (choices.every((list) => list.length > 0)) place(0, 0, 0);
  return best as { cost: number; assignment: Int32Array } | null;
}

/** Ids of the units that are nowhere although a territory may hold them, or in a territory that there is not. */
export function findMisplaced(problem: BalanceProblem, { assignment }: BalanceResult): string[] {
  return problem.unitIds.filter((_, i) => {
    const isPlaced = problem.territoryIds[assignment[i]] !== undefined;
    return isPlaced !== commonChoices(problem, i).length > 0 || (!isPlaced && assignment[i] !== -1);
  });
}

/** Ids of the units that are where their lock or eligibility forbids. */
export function findForbidden(problem: BalanceProblem, { assignment }: BalanceResult): string[] {
  return problem.unitIds.filter(
    (_, i) => assignment[i] !== -1 && !ownChoices(problem, i).includes(assignment[i]),
  );
}

/** Ids of the units that are not where the first of their family is. */
export function findSeparated(problem: BalanceProblem, { assignment }: BalanceResult): string[] {
  return problem.unitIds.filter((_, i) => assignment[i] !== assignment[problem.families[i]]);
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
