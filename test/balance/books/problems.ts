/** Random problems of generalised assignment, and judges that share nothing with the engine. */
import type { AssignmentProblem } from '../../../src/balance/books/assignmentProblem.js';
import { createRandom } from '../../../src/core/random.js';

/** Type d of the literature: loads from 1 to 100, costs that fall as loads rise, capacities for 80 % of the mean. */
export function makeTypeD(n: number, k: number, seed: number): AssignmentProblem {
  const random = createRandom(seed);
  const loads = Float64Array.from({ length: n * k }, () => 1 + random.nextBelow(100));
  const values = loads.map((load) => 111 - load + random.nextBelow(21) - 10);
  const capacities = Float64Array.from({ length: k }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += loads[k * i + j];
    return Math.floor((0.8 * sum) / k);
  });
  return {
    unitIds: Array.from({ length: n }, (_, i) => `u${i}`),
    territoryIds: Array.from({ length: k }, (_, j) => `b${j}`),
    costs: { kind: 'dense', values },
    measures: [{ id: 'load', capacities, per: 'pair', loads }],
  };
}

/** Few units, several measures, forbidden pairs, locks, costs of either sign, loads of 0; some have no plan. */
export function makeSmall(seed: number, mostUnits = 7, mostBooks = 3): AssignmentProblem {
  const random = createRandom(seed);
  const n = random.nextBelow(mostUnits + 1);
  const k = 1 + random.nextBelow(mostBooks);
  const M = random.nextBelow(3);
  const isWhole = random.nextBelow(2) === 0;
  const number = (size: number) => (isWhole ? random.nextBelow(size) : size * random.nextShare());
  const values = Float64Array.from({ length: n * k }, () =>
    random.nextBelow(8) === 0 ? Number.POSITIVE_INFINITY : number(20) - 5,
  );
  return {
    unitIds: Array.from({ length: n }, (_, i) => `u${i}`),
    territoryIds: Array.from({ length: k }, (_, j) => `b${j}`),
    costs: { kind: 'dense', values },
    measures: Array.from({ length: M }, (_, m) => {
      const per = random.nextBelow(2) === 0 ? ('unit' as const) : ('pair' as const);
      return {
        id: `m${m}`,
        per,
        loads: Float64Array.from({ length: per === 'unit' ? n : n * k }, () => number(10)),
        capacities: Float64Array.from({ length: k }, () =>
          random.nextBelow(6) === 0 ? Number.POSITIVE_INFINITY : 4 + number((12 * n) / k + 1),
        ),
      };
    }),
    locks: Int32Array.from({ length: n }, () => (random.nextBelow(10) === 0 ? random.nextBelow(k) : -1)),
  };
}

/** What a dense problem says of one assignment; `isAllowed` covers forbidden pairs, locks and capacities. */
export function judge(problem: AssignmentProblem, assignment: ArrayLike<number>) {
  const k = problem.territoryIds.length;
  const used = problem.measures.map(() => new Array<number>(k).fill(0));
  let cost = 0;
  let isAllowed = true;
  for (let i = 0; i < problem.unitIds.length; i++) {
    const j = assignment[i];
    if (j < 0 || j >= k) {
      isAllowed = false;
      continue;
    }
    const own = problem.costs.values[k * i + j];
    const lock = problem.locks?.[i] ?? -1;
    if (own === Number.POSITIVE_INFINITY || (lock >= 0 && lock !== j)) isAllowed = false;
    cost += own;
    problem.measures.forEach(({ per, loads }, m) => {
      used[m][j] += loads[per === 'unit' ? i : k * i + j];
    });
  }
  const isWithin = problem.measures.every(({ capacities }, m) =>
    used[m].every((load, j) => load <= capacities[j] * (1 + 1e-9)),
  );
  return { cost, used, isAllowed: isAllowed && isWithin };
}

/** Cost of the best plan, by looking at all of them; `null` where there is none. */
export function bruteForce(problem: AssignmentProblem): number | null {
  const n = problem.unitIds.length;
  const k = problem.territoryIds.length;
  let best: number | null = null;
  const chosen = new Int32Array(n);
  for (let code = 0; code < k ** n; code++) {
    for (let i = 0, rest = code; i < n; i++) {
      chosen[i] = rest % k;
      rest = Math.floor(rest / k);
    }
    const { cost, isAllowed } = judge(problem, chosen);
    if (isAllowed && (best === null || cost < best)) best = cost;
  }
  return best;
}
