/**
 * What cccp, cpmp and cpmp-floor share: a file of `n p`, then `x y capacity demand` a line, and p groups within the
 * capacity whose centre follows its members.
 */
import { balanceTerritories } from 'bailiwick/balance';
import { demand, readNumbers } from './reading.mjs';

/** Reads the points; all capacities must be the same, since a capacity belongs to a group and not to a place. */
export function readPoints(text, k) {
  const numbers = readNumbers(text);
  const [n, p] = numbers;
  demand(Number.isSafeInteger(n) && n >= 1, `the file should begin with a count of points, not ${n}`);
  demand(Number.isSafeInteger(p) && p >= 1, `the file should begin with a count of groups, not ${p}`);
  demand(
    numbers.length === 2 + 4 * n,
    `${n} points need ${4 * n} numbers (x y capacity demand), but ${numbers.length - 2} follow`,
  );
  const column = (c) => Float64Array.from({ length: n }, (_, i) => numbers[2 + 4 * i + c]);
  const [x, y, capacities, demands] = [0, 1, 2, 3].map(column);
  const capacity = capacities[0];
  capacities.forEach((value, i) => {
    demand(
      value === capacity,
      `point ${i + 1}: capacity ${value}, but ${capacity} before: it should be one for all`,
    );
    demand(value > 0, `point ${i + 1}: capacity should be above 0, but is ${value}`);
    demand(demands[i] >= 0, `point ${i + 1}: demand should be 0 or more, but is ${demands[i]}`);
  });
  const groups = k ?? p;
  demand(groups <= n, `${groups} groups are more than ${n} points`);
  return { n, k: groups, x, y, capacity, demands };
}

/** The columns of a balance problem with one measure, the demand, and no other rule. */
export function toProblem({ n, k, capacity, demands }, travel) {
  let total = 0;
  for (const value of demands) total += value;
  return {
    unitIds: Array.from({ length: n }, (_, i) => `${i + 1}`),
    territoryIds: Array.from({ length: k }, (_, j) => `${j + 1}`),
    measureIds: ['demand'],
    loads: [demands],
    targets: [new Float64Array(k).fill(total / k)],
    lowers: [new Float64Array(k)],
    uppers: [new Float64Array(k).fill(capacity)],
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

/** Runs of annealing where no budget is given: enough for the values of bench/median on a few hundred points. */
const DEFAULT_CYCLES = 24;

/** Runs the engine with a budget in CPU seconds or in evaluations, used up whole, or with a number of cycles. */
export function run(problem, { seed, seconds, evaluations }) {
  const clock = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e3;
  };
  const cycles = Number.POSITIVE_INFINITY;
  if (seconds !== null) return balanceTerritories(problem, { seed, cycles, maxTimeMs: 1e3 * seconds, clock });
  if (evaluations !== null) return balanceTerritories(problem, { seed, cycles, maxEvaluations: evaluations });
  return balanceTerritories(problem, { seed, cycles: DEFAULT_CYCLES });
}

/** Whether every point is in a group, and no group has more demand than its capacity. */
export function isWithin({ n, k, capacity, demands }, assignment) {
  const loads = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    if (!(assignment[i] >= 0 && assignment[i] < k)) return false;
    loads[assignment[i]] += demands[i];
  }
  return loads.every((load) => load <= capacity * (1 + 1e-9));
}

/** The answer for a cost that was computed from the file and what the engine found. */
export function toAnswer(points, cost, { status, reasons, bound, assignment }) {
  const feasible = isWithin(points, assignment);
  const gap = bound === null || !feasible ? null : cost > 0 ? Math.max(0, (cost - bound) / cost) : 0;
  const proof = status === 'infeasible' && { reasons: reasons.map(({ message }) => message) };
  return { n: points.n, k: points.k, cost, bound, gap, feasible, ...proof, assignment };
}
