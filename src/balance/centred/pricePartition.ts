/**
 * Prices of units under which territories of a pool pay for themselves, and what a partition costs at the least.
 *
 *     min  sum of cost_c over k territories c of the pool that hold every unit u once
 *     L(p) = sum over u of p_u + the k least of r_c,   r_c = cost_c - sum of p_u over units u of c
 *
 * L is a lower bound for any prices p (Lagrangian relaxation). It is raised step by step along v_u = 1 - how often u is
 * held, averaged over the choices so far, so that steps do not swing to and fro; a step goes by the distance to the
 * cost that is to be beaten, and becomes shorter where L does not rise. O(entries of the territories) a step.
 *
 * Reference: F. Barahona, R. Anbil: The volume algorithm, 2000, DOI 10.1007/s101070050002. Departure: exactly k
 * territories are chosen in every step, in place of a price for their number.
 */
import type { Task, Work } from '../work.js';
import type { TerritoryColumns } from './territoryPool.js';

/** Weight of the last choice in the average; chosen by trial. */
const LAST_SHARE = 0.1;
/** Factor of the step length where L has not risen for long. */
const SHORTER = 0.7;
/** A rise below this share of what is missing is none. */
const LEAST_RISE = 1e-4;
/** An average that holds every unit this nearly once, squared and summed, has nowhere to go. */
const NOWHERE = 1e-12;
/** Entries of territories that take about as long as one evaluation of an exchange. */
export const ENTRIES = 32;

/** How long prices are raised. */
export interface Climb {
  readonly steps: number;
  /** First length of a step, a share of the way to the cost that is to be beaten. */
  readonly length: number;
  /** Steps without a rise before they become shorter. */
  readonly patience: number;
}

/** Raises bounds for parts of a pool; what it holds is overwritten by the next `climb`. */
export interface PartitionPricer {
  /** Entry `[c]` is what territory c of the last candidates costs less the prices of its units, at the best prices. */
  readonly reduced: Float64Array;
  /** The greatest of the `count` least entries of the last candidates. */
  threshold(): number;
  /** Raises the prices of some units in place; the result is the bound, which is no better once it is at `most`. */
  climb(
    candidates: Int32Array,
    rows: Int32Array,
    count: number,
    prices: Float64Array,
    most: number,
    climb: Climb,
    work: Work,
  ): Task<number>;
}

/** Prepares for the territories that a pool has now. */
export function createPartitionPricer(pool: TerritoryColumns, n: number): PartitionPricer {
  const starts = pool.starts();
  const units = pool.units();
  const costs = pool.costs();
  const reduced = new Float64Array(pool.count());
  const ranked = new Float64Array(pool.count());
  const missing = new Float64Array(n);
  const direction = new Float64Array(n);
  const best = new Float64Array(n);
  let threshold = 0;

  /** Computes reduced costs; returns the entries looked at. */
  function reduce(candidates: Int32Array, count: number, prices: Float64Array): number {
    let entries = 0;
    for (let at = 0; at < candidates.length; at++) {
      const c = candidates[at];
      const end = starts[c + 1];
      let value = costs[c];
      for (let e = starts[c]; e < end; e++) value -= prices[units[e]];
      reduced[c] = value;
      ranked[at] = value;
      entries += end - starts[c];
    }
    threshold = select(ranked, candidates.length, count - 1);
    return entries;
  }

  /** The bound at the prices that were reduced by; `missing` becomes how often each unit is still to be held. */
  function choose(candidates: Int32Array, rows: Int32Array, count: number, prices: Float64Array): number {
    let bound = 0;
    for (let at = 0; at < rows.length; at++) {
      bound += prices[rows[at]];
      missing[rows[at]] = 1;
    }
    let left = count;
    for (let at = 0; at < candidates.length; at++) if (reduced[candidates[at]] < threshold) left--;
    for (let at = 0; at < candidates.length; at++) {
      const c = candidates[at];
      if (reduced[c] > threshold || (reduced[c] === threshold && left-- <= 0)) continue;
      bound += reduced[c];
      for (let e = starts[c]; e < starts[c + 1]; e++) missing[units[e]]--;
    }
    return bound;
  }

  return {
    reduced,
    threshold: () => threshold,
    *climb(candidates, rows, count, prices, most, { steps, length, patience }, work) {
      let highest = Number.NEGATIVE_INFINITY;
      let stepLength = length;
      let waiting = 0;
      for (let at = 0; at < rows.length; at++) direction[rows[at]] = 0;
      for (let step = 0; step < steps; step++) {
        const entries = reduce(candidates, count, prices);
        const bound = choose(candidates, rows, count, prices);
        if (work.isPauseDue(Math.ceil(entries / ENTRIES))) yield;
        waiting = bound - highest > LEAST_RISE * (most - bound) ? 0 : waiting + 1;
        if (bound > highest) {
          highest = bound;
          for (let at = 0; at < rows.length; at++) best[rows[at]] = prices[rows[at]];
        }
        if (highest >= most) break;
        if (waiting >= patience) {
          stepLength *= SHORTER;
          waiting = 0;
          for (let at = 0; at < rows.length; at++) prices[rows[at]] = best[rows[at]];
        }
        const share = step === 0 ? 1 : LAST_SHARE;
        let square = 0;
        for (let at = 0; at < rows.length; at++) {
          const u = rows[at];
          direction[u] = share * missing[u] + (1 - share) * direction[u];
          square += direction[u] * direction[u];
        }
        if (square < NOWHERE) break;
        const far = (stepLength * (most - bound)) / square;
        for (let at = 0; at < rows.length; at++) prices[rows[at]] += far * direction[rows[at]];
      }
      for (let at = 0; at < rows.length; at++) prices[rows[at]] = best[rows[at]];
      reduce(candidates, count, prices);
      return highest;
    },
  };
}

/** The value that would stand at a rank if the first `count` were sorted (C. A. R. Hoare, 1961); reorders them. */
function select(values: Float64Array, count: number, rank: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank];
}
