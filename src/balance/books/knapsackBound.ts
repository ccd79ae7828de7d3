/**
 * Unit prices: the Lagrangian dual of generalised assignment with "every unit once" relaxed.
 *
 * For any prices l_i of units, sum_i l_i less the sum over books of the most that a knapsack of profits l_i - c_ij
 * holds is a lower bound: what is left of the problem is one knapsack for each book, whole units only, so at its best
 * it is at least the value of the linear relaxation, and often above it.
 *
 * 1. Start from the capacity prices p of `priceBound`: l_i = min_j (c_ij + p_j w_ij) gives the same bound at once.
 * 2. A unit that several books want becomes cheaper, one that none wants dearer (subgradient, deflected as there).
 *
 * With several measures one stays a capacity in each book, the one whose capacity is worth most at the prices p; the
 * others stay priced. O(books * knapsack) a round. Reference: M. L. Fisher, R. Jaikumar, L. N. Van Wassenhove:
 * A Multiplier Adjustment Method for the Generalized Assignment Problem, 1986, DOI 10.1287/mnsc.32.9.1095.
 */
import { buildCsr, type Csr } from '../../core/csr.js';
import type { Task, Work } from '../work.js';
import type { Pairs } from './assignmentProblem.js';
import { solveKnapsack } from './knapsack.js';

/** Rounds without a rise before the step shrinks, and by how much. */
const PATIENCE = 12;
const SHRINK = 0.7;
const FIRST_STEP = 0.5;
const LEAST_STEP = 1e-3;
/** Without a plan the target is this share above the bound. */
const REACH = 0.003;

/** Prices that tell which sets of units are worth most to a book. */
export interface UnitPrices {
  /** Entry `[i]` is the price of unit i at the best value so far. */
  readonly unitPrices: Float64Array;
  /** Entry `[M * j + m]` is the price of a capacity. */
  readonly capacityPrices: Float64Array;
  /** Entry `[e]` is the cost of pair e with the price of its loads, but of the hard measure. */
  readonly net: Float64Array;
  /** Entry `[j]` is the measure that stays a capacity in book j. */
  readonly hard: Int32Array;
}

/** Where the climb has come to; it can be taken up again. */
export interface KnapsackBound extends UnitPrices {
  value: number;
  /** Climbs on for some rounds; `cost` of the best plan so far is the target, infinite where there is none. */
  climb(rounds: number, cost: number, work: Work): Task<void>;
  /** Entry `[i]` is the cheapest of the pairs in which a knapsack of the last round held unit i, -1 where none did. */
  readonly wanted: Int32Array;
  /** Whether the steps have become too small to matter. */
  isDone(): boolean;
}

/** Starts from capacity prices. */
export function createKnapsackBound(pairs: Pairs, prices: Float64Array): KnapsackBound {
  const { n, k, M, start, book, cost, load, capacity } = pairs;
  const columns = listColumns(pairs);
  const unitOf = new Int32Array(cost.length);
  for (let i = 0; i < n; i++) unitOf.fill(i, start[i], start[i + 1]);
  const hard = findHardMeasures(pairs, prices);
  /** What capacities of priced measures are worth: a constant. */
  let priced = 0;
  for (let at = 0; at < k * M; at++)
    if (at % M !== hard[(at - (at % M)) / M]) priced += prices[at] * capacity[at];
  const net = cost.slice();
  const unitPrice = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  for (let e = 0; e < net.length; e++) {
    let hardPart = 0;
    for (let m = 0; m < M; m++) {
      const part = prices[M * book[e] + m] * load[M * e + m];
      if (m === hard[book[e]]) hardPart = part;
      else net[e] += part;
    }
    unitPrice[unitOf[e]] = Math.min(unitPrice[unitOf[e]], net[e] + hardPart);
  }
  for (let i = 0; i < n; i++) if (start[i] === start[i + 1]) unitPrice[i] = 0;
  const bestPrice = unitPrice.slice();
  const direction = new Float64Array(n);
  const times = new Int32Array(n);
  const wanted = new Int32Array(n).fill(-1);
  let longest = 0;
  for (let j = 0; j < k; j++) longest = Math.max(longest, columns.offsets[j + 1] - columns.offsets[j]);
  const items = {
    profit: new Float64Array(longest),
    weight: new Float64Array(longest),
    isChosen: new Uint8Array(longest),
  };
  const itemPair = new Int32Array(longest);
  let step = FIRST_STEP;
  let still = 0;

  /** Value at the current unit prices; counts how many books want each unit. */
  function* evaluate(work: Work): Task<number> {
    let value = -priced;
    for (let i = 0; i < n; i++) value += unitPrice[i];
    times.fill(0);
    wanted.fill(-1);
    for (let j = 0; j < k; j++) {
      let size = 0;
      for (let s = columns.offsets[j]; s < columns.offsets[j + 1]; s++) {
        const e = columns.targets[s];
        const profit = unitPrice[unitOf[e]] - net[e];
        if (profit <= 0) continue;
        items.profit[size] = profit;
        items.weight[size] = M > 0 ? load[M * e + hard[j]] : 0;
        itemPair[size++] = e;
      }
      value -= solveKnapsack(items, size, M > 0 ? capacity[M * j + hard[j]] : 0);
      for (let s = 0; s < size; s++) {
        if (items.isChosen[s] === 0) continue;
        const e = itemPair[s];
        const i = unitOf[e];
        times[i]++;
        if (wanted[i] < 0 || cost[e] < cost[wanted[i]]) wanted[i] = e;
      }
      if (work.isPauseDue(20 * size + columns.offsets[j + 1] - columns.offsets[j])) yield;
    }
    return value;
  }

  const bound: KnapsackBound = {
    value: Number.NEGATIVE_INFINITY,
    wanted,
    unitPrices: bestPrice,
    capacityPrices: prices,
    net,
    hard,
    isDone: () => step < LEAST_STEP,
    *climb(rounds, planCost, work) {
      for (let round = 0; round < rounds && step >= LEAST_STEP; round++) {
        const value = yield* evaluate(work);
        if (value > bound.value) {
          if (value > bound.value + 1e-6 * Math.abs(value)) still = 0;
          bound.value = value;
          bestPrice.set(unitPrice);
        }
        const goesBack = ++still > PATIENCE;
        if (goesBack) {
          still = 0;
          step *= SHRINK;
          unitPrice.set(bestPrice);
        }
        let norm = 0;
        let unlike = 0;
        for (let i = 0; i < n; i++) {
          const slope = start[i] === start[i + 1] ? 0 : 1 - times[i];
          direction[i] = goesBack ? slope : (direction[i] + slope) / 2;
          norm += direction[i] * direction[i];
          unlike += slope * slope;
        }
        // Every unit is wanted once: the dual is at its highest.
        if (unlike === 0) {
          step = 0;
          return;
        }
        if (norm === 0) continue;
        const target = Math.min(planCost, value + REACH * Math.abs(value));
        const length = (step * Math.max(target - value, 1e-6 * Math.abs(value))) / norm;
        for (let i = 0; i < n; i++) unitPrice[i] += length * direction[i];
      }
    },
  };
  return bound;
}

/** Row j lists the pairs of book j. */
export function listColumns({ k, book }: Pairs): Csr {
  return buildCsr(k, book, Int32Array.from(book.keys()));
}

/** Entry `[j]` is the measure whose capacity in book j is worth most. */
function findHardMeasures({ k, M, capacity }: Pairs, prices: Float64Array): Int32Array {
  const hard = new Int32Array(k);
  for (let j = 0; j < k; j++) {
    for (let m = 1; m < M; m++) {
      const worth = (of: number) => prices[M * j + of] * capacity[M * j + of];
      if (worth(m) > worth(hard[j])) hard[j] = m;
    }
  }
  return hard;
}
