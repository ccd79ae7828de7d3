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
  const amounts = new Float64Array(n);
  // Entry `[i]` is the level at which recipient i leaves its lower bound, `[i + n]` that at which it meets its upper one.
  const bends = new Float64Array(2 * n + 1);
  for (let i = 0; i < n; i++) {
    // What leaves its lower bound nowhere (no bound, no weight) leaves it at 0; what has no weight never meets its upper one.
    bends[i] = lower[i] / weights[i] || 0;
    bends[i + n] = weights[i] > 0 ? upper[i] / weights[i] : Number.POSITIVE_INFINITY;
  }
  const stateBetween = (i: number, from: number, to: number) =>
    bends[i + n] <= from ? 1 : bends[i] >= to ? -1 : 0;
  const levels = bends.filter(Number.isFinite).sort();
  const needAt = (level: number) => {
    for (let i = 0; i < n; i++) {
      const state = stateBetween(i, level, level);
      amounts[i] = state > 0 ? upper[i] : state < 0 ? lower[i] : level * weights[i];
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
  return Int8Array.from(weights, (_, i) => stateBetween(i, levels[last], next));
}
