import { compensatedSum } from '../../core/compensatedSum.js';

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
): Float64Array {
  const leaves = weights.map((weight, i) => lower[i] / weight || 0);
  const meets = weights.map((weight, i) => (weight > 0 ? upper[i] / weight : Number.POSITIVE_INFINITY));
  const levels = sortLevels(leaves, meets);

  const amounts = new Float64Array(weights.length);
  const needAt = (level: number) => {
    for (let i = 0; i < weights.length; i++) {
      amounts[i] = level >= meets[i] ? upper[i] : level <= leaves[i] ? lower[i] : level * weights[i];
    }
    return compensatedSum(amounts);
  };
  let last = 0;
  for (let end = levels.length; end - last > 1; ) {
    const middle = (last + end) >> 1;
    if (needAt(levels[middle]) <= total) last = middle;
    else end = middle;
  }
  const next = levels[last + 1] ?? Number.POSITIVE_INFINITY;
  return meets.map((meet, i) => (meet <= levels[last] ? 1 : leaves[i] >= next ? -1 : 0));
}

/** 0 and every level at which somebody changes state, by rising value. */
function sortLevels(...lists: readonly Float64Array[]): Float64Array {
  const levels = [0];
  for (const list of lists)
    for (const level of list) if (level !== 0 && Number.isFinite(level)) levels.push(level);
  return Float64Array.from(levels).sort();
}
