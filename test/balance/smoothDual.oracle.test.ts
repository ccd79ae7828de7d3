import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { createSearchProblem, type SearchProblem } from '../../src/balance/searchProblem.js';
import { buildPlaceTree } from '../../src/balance/transport/buildPlaceTree.js';
import type { Candidates } from '../../src/balance/transport/candidates.js';
import { findCandidates } from '../../src/balance/transport/findCandidates.js';
import { createSmoothDual } from '../../src/balance/transport/smoothDual.js';
import type { Task } from '../../src/balance/work.js';
import { anyProblem } from './problems.js';

const RUNS = { numRuns: 150, interruptAfterTimeLimit: 8_000, seed: 1 };
/** From soft as the engine starts; it hardens from there step by step, which saves steps. */
const softnesses = fc.constantFrom(0.1, 0.5, 3);
const work = { isPauseDue: () => false, stopCause: () => null, spent: () => 0 };

/** Limits that units meet when split by the shares of the targets, so that the dual has a top. */
const problems = anyProblem({ travel: ['matrix'], minUnits: 5, maxUnits: 30, minTerritories: 2 })
  .map((problem) =>
    createSearchProblem(
      {
        ...problem,
        disruptionBudget: Math.max(problem.disruptionBudget, 1.02 * movedByShares(problem)),
        locks: problem.locks.map(() => -1),
        eligible: problem.eligible.map(() => 1),
        lowers: problem.targets.map((target, m) => target.map((load) => load * (0.4 + 0.3 * m))),
        uppers: problem.targets.map((target, m) => target.map((load) => load * (1.6 - 0.25 * m))),
      },
      null,
    ),
  )
  .filter(({ M, k, choices }) => M > 0 && choices.targets.length === k);

/** What is moved when every unit is split by the shares of the targets. */
function movedByShares({ targets, incumbents, disruptionValue }: BalanceProblem): number {
  if (targets.length === 0) return 0;
  const stays = (j: number) => targets[0][j] / (total(targets[0]) || 1);
  return total(Array.from(incumbents, (j, i) => (j < 0 ? 0 : disruptionValue[i] * (1 - stays(j)))));
}

/** Climbs from prices of nothing, over lists of all territories; the smoothing is a share of the mean cost of a trip. */
function climb(search: SearchProblem, softness: number) {
  const prices = new Float64Array(search.size);
  const query = { prices, band: Number.POSITIVE_INFINITY, most: search.k };
  const candidates = finish(findCandidates(search, finish(buildPlaceTree(search, work)), query, work));
  const smoothing = (softness * total(candidates.cost)) / (search.k * total(search.weight));
  const dual = createSmoothDual(search, candidates);
  const outcome = finish(dual.climb(prices, prices.slice(), smoothing, Number.POSITIVE_INFINITY, 0, work));
  return { prices, candidates, smoothing, outcome, shares: dual.shares };
}

describe('the smoothed dual', () => {
  test.prop([problems, softnesses], RUNS)(
    'has for a gradient what its value changes by: loads by shares less what limits allow',
    (search, softness) => {
      const { prices, candidates, smoothing, shares } = climb(search, softness);
      const { start, count, territory } = candidates;
      const step = (1e-4 * smoothing * total(search.weight)) / search.k;
      for (let at = 0; at < prices.length; at++) {
        const j = Math.floor(at / search.M);
        let gradient = -allowed(search, at, prices[at], smoothing);
        for (let u = 0; u < search.n; u++) {
          for (let e = start[u]; e < start[u] + count[u]; e++) {
            const isOfBudget = at === search.k * search.M;
            if (isOfBudget) gradient += shares[e] * search.costs.moved(u, territory[e]);
            else if (territory[e] === j) gradient += shares[e] * search.load[search.M * u + (at % search.M)];
          }
        }
        const valueAt = (shift: number) =>
          dualValue(search, candidates, prices.with(at, prices[at] + shift), smoothing);
        const difference = (valueAt(step) - valueAt(-step)) / (2 * step);
        expect(Math.abs(difference - gradient)).toBeLessThanOrEqual(2e-3);
      }
    },
  );

  test.prop([problems, softnesses], RUNS)('is climbed to its top', (search, softness) => {
    const { prices, candidates, smoothing, outcome } = climb(search, softness);
    expect(outcome).toBe('settled');
    const top = dualValue(search, candidates, prices, smoothing);
    const step = (smoothing * total(search.weight)) / search.k;
    for (let at = 0; at < prices.length; at++) {
      for (const shift of [-1, -0.01, 0.01, 1]) {
        const other = dualValue(search, candidates, prices.with(at, prices[at] + shift * step), smoothing);
        expect(other).toBeLessThanOrEqual(top + 1e-6 * step + 1e-12 * Math.abs(top));
      }
    }
  });
});

/** The value by its definition: every unit shared out at the least cost, every allowance at its best. */
function dualValue(
  search: SearchProblem,
  lists: Candidates,
  prices: Float64Array,
  smoothing: number,
): number {
  const { n, k, M, load, weight, lower, upper, costs, hasBudget } = search;
  let value = 0;
  for (let u = 0; u < n; u++) {
    const values = Array.from({ length: lists.count[u] }, (_, c) => {
      const e = lists.start[u] + c;
      const price = prices.subarray(M * lists.territory[e], M * (lists.territory[e] + 1));
      const movePrice = hasBudget ? prices[k * M] * costs.moved(u, lists.territory[e]) : 0;
      return lists.cost[e] + total(price.map((p, m) => p * load[M * u + m])) + movePrice;
    });
    value += leastSmoothedCost(values, smoothing * weight[u]);
  }
  prices.forEach((price, at) => {
    const load = allowed(search, at, price, smoothing);
    const half = (upper[at] - lower[at]) / 2;
    const used = half > 0 ? (load - (lower[at] + upper[at]) / 2) / half : 0;
    value -= price * load - 0.5 * half * slackReach(search, smoothing) * used ** 2;
  });
  return value;
}

/** The least sum of share * value + tau / 2 * share² over shares of 1, by trying how many of the least values share. */
function leastSmoothedCost(values: readonly number[], tau: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  for (let size = values.length; ; size--) {
    const level = (tau + total(sorted.slice(0, size))) / size;
    if (size > 1 && level <= sorted[size - 1]) continue;
    const shares = sorted.map((value) => Math.max(0, (level - value) / tau));
    return total(shares.map((share, c) => share * sorted[c] + 0.5 * tau * share * share));
  }
}

/** The load between the limits that a price pays best for: at `slackReach` it is all the way to one of them. */
function allowed(search: SearchProblem, at: number, price: number, smoothing: number) {
  const lower = search.lower[at];
  const upper = search.upper[at];
  const wanted = (lower + upper) / 2 + ((upper - lower) / 2) * (price / slackReach(search, smoothing));
  return Math.min(Math.max(wanted, lower), upper);
}

function slackReach({ weight, k }: SearchProblem, smoothing: number): number {
  return (0.5 * smoothing * total(weight)) / k;
}

function finish<T>(task: Task<T>): T {
  let step = task.next();
  while (!step.done) step = task.next();
  return step.value;
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}
