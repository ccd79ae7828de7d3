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
  // What leaves its lower bound nowhere (no bound, no weight) leaves it at 0; what has no weight never meets its upper one.
  const stateBetween = (i: number, from: number, to: number) =>
    weights[i] > 0 && upper[i] / weights[i] <= from ? 1 : (lower[i] / weights[i] || 0) >= to ? -1 : 0;
  // Many leave at 0 and have no upper bound: one 0 stands for all, and what is not finite for nothing.
  const bends = [0, Number.POSITIVE_INFINITY];
  for (const bounds of [lower, upper]) {
    for (let i = 0; i < n; i++) {
      const level = bounds[i] / weights[i];
      if (level !== 0 && Number.isFinite(level)) bends.push(level);
    }
  }
  const levels = new Float64Array(bends).sort();
  const needAt = (level: number) => {
    for (let i = 0; i < n; i++) {
      const state = stateBetween(i, level, level);
      amounts[i] = state > 0 ? upper[i] : state < 0 ? lower[i] : level * weights[i];
    }
    return sumColumn(amounts);
  };
  let last = 0;
  for (let end = levels.length - 1; end - last > 1; ) {
    const middle = (last + end) >> 1;
    if (needAt(levels[middle]) <= total) last = middle;
    else end = middle;
  }
  return new Int8Array(n).map((_, i) => stateBetween(i, levels[last], levels[last + 1]));
}
