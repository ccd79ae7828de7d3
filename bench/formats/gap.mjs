/**
 * Generalised assignment in the format of the OR-Library: agents and items, costs by agent, loads by agent, capacities.
 * Minimises the cost; the plan is judged here, from the numbers of the file.
 */
import { assignBooks } from 'bailiwick/balance';
import { BadInstance, demand, readNumbers } from './shared/reading.mjs';

/** Milliseconds of processor time of this process, which is what a budget of seconds means here. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Reads an instance; throws a {@link BadInstance} that says what is wrong with the text. */
export function read(text) {
  const numbers = readNumbers(text);
  const [k, n] = numbers;
  if (!(Number.isInteger(k) && Number.isInteger(n) && k > 0 && n > 0))
    throw new BadInstance('the file should begin with the numbers of agents and items');
  const expected = 2 + 2 * k * n + k;
  if (numbers.length !== expected)
    throw new BadInstance(
      `${k} agents and ${n} items need ${expected} numbers, but there are ${numbers.length}`,
    );
  /** Entry `[k * i + j]`, while the file has one row for each agent. */
  const turn = (from) =>
    Float64Array.from({ length: k * n }, (_, at) => numbers[from + n * (at % k) + Math.floor(at / k)]);
  return { n, k, costs: turn(2), loads: turn(2 + k * n), capacities: numbers.slice(2 + 2 * k * n) };
}

/** Solves an instance within a budget: CPU seconds, or evaluations for a reproducible plan; the defaults without. */
export function solve(text, { seed = 0, seconds, evaluations, k: wanted = null } = {}) {
  const { n, k, costs, loads, capacities } = read(text);
  demand(wanted === null || wanted === k, `the file has ${k} agents, so --k cannot be ${wanted}`);
  const endless = { cycles: Number.POSITIVE_INFINITY, boundRounds: 2000 };
  const budget =
    seconds != null
      ? { ...endless, maxTimeMs: 1000 * seconds, clock: cpuMs }
      : evaluations != null
        ? { ...endless, maxEvaluations: evaluations }
        : {};
  const { status, reasons, assignment, bound } = assignBooks(
    {
      unitIds: Array.from({ length: n }, (_, i) => `item ${i + 1}`),
      territoryIds: Array.from({ length: k }, (_, j) => `agent ${j + 1}`),
      costs: { kind: 'dense', values: costs },
      measures: [{ id: 'load', capacities, per: 'pair', loads }],
    },
    { seed, ...budget },
  );
  const used = new Float64Array(k);
  let cost = 0;
  for (let i = 0; i < n; i++) {
    cost += costs[k * i + assignment[i]];
    used[assignment[i]] += loads[k * i + assignment[i]];
  }
  const feasible = assignment.every((j) => j >= 0) && used.every((load, j) => load <= capacities[j]);
  const gap = feasible && bound !== null ? (cost - bound) / Math.abs(cost) : null;
  const proof = status === 'infeasible' && { reasons: reasons.map(({ message }) => message) };
  return { n, k, cost, bound, gap, feasible, ...proof, assignment: Array.from(assignment) };
}
