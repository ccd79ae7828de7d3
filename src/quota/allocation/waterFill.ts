import { sumColumn } from '../../core/sumColumn.js';

/**
 * Water-filling: who is held at a bound when `total` is divided in proportion to weights within bounds.
 *
 * Problem: find the level t with `sum of x[i](t) = total`, where `x[i](t)` is `t * weights[i]` held between `lower[i]`
 * and `upper[i]`. It minimises `sum of (x[i] - total * weights[i])^2 / weights[i]`, the weighted squared departure from
 * the proportional division.
 *
 * Idea: (1) the left side grows with t and bends only where a recipient leaves its lower bound (`lower / weight`) or
 * meets its upper one (`upper / weight`); (2) sort these levels; (3) bisect for the last one that does not need more
 * than `total`; (4) between it and the next nobody changes state, so the states are known and what remains is a plain
 * proportional division among the free. No tolerance is involved.
 *
 * Returns where everybody stands: entry `[i]` is -1 at the lower bound, 0 in between, 1 at the upper bound.
 *
 * Complexity: O(n log n). Requires `sum of lower <= total <= sum of upper`, and `upper = lower` where a weight is 0.
 * Reference: Ibaraki, Katoh: Resource Allocation Problems, 1988.
 */
export function waterFill(
  weights: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  total: number,
): Int8Array {
  const n = weights.length;
  const levels = sortLevels(weights, lower, upper);
  const amounts = new Float64Array(n);
  const needAt = (level: number) => {
    for (let i = 0; i < n; i++) {
      if (level >= meetsAt(upper[i], weights[i])) amounts[i] = upper[i];
      else if (level <= leavesAt(lower[i], weights[i])) amounts[i] = lower[i];
      else amounts[i] = level * weights[i];
    }
    return sumColumn(amounts);
  };
  let last = 0;
  for (let end = levels.length; end - last > 1; ) {
    const middle = (last + end) >> 1;
    if (needAt(levels[middle]) <= total) last = middle;
    else end = middle;
  }
  const next = levels[last + 1] ?? Number.POSITIVE_INFINITY;
  const held = new Int8Array(n);
  for (let i = 0; i < n; i++) {
    if (meetsAt(upper[i], weights[i]) <= levels[last]) held[i] = 1;
    else if (leavesAt(lower[i], weights[i]) >= next) held[i] = -1;
  }
  return held;
}

/** The level at which a recipient leaves its lower bound; 0 for a bound of 0 without a weight. */
function leavesAt(lower: number, weight: number): number {
  return lower / weight || 0;
}

/** The level at which a recipient meets its upper bound; never without a weight. */
function meetsAt(upper: number, weight: number): number {
  return weight > 0 ? upper / weight : Number.POSITIVE_INFINITY;
}

/** 0 and every level at which somebody changes state, by rising value. */
function sortLevels(weights: Float64Array, lower: Float64Array, upper: Float64Array): Float64Array {
  const levels = [0];
  const add = (level: number) => {
    if (level !== 0 && Number.isFinite(level)) levels.push(level);
  };
  for (let i = 0; i < weights.length; i++) {
    add(leavesAt(lower[i], weights[i]));
    add(meetsAt(upper[i], weights[i]));
  }
  return Float64Array.from(levels).sort();
}
