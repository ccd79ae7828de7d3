import type { PointStore } from '../../transport/pointStore.js';

/**
 * First territories: the curve through all points, cut into chunks of the loads wanted.
 *
 * @param store - points in the order of a curve
 * @param targets - entry `[j]` is the load wanted in chunk j
 * @param turn - where the first chunk starts, as a share of it, 0 to 1: other turns give other starts
 * @returns entry `[p]` is the chunk of position p
 */
export function cutCurve(store: PointStore, targets: Float64Array, turn: number): Int32Array {
  const { count, load } = store;
  const k = targets.length;
  const home = new Int32Array(count);
  let wanted = 0;
  for (const target of targets) wanted += target;
  let total = 0;
  for (let p = 0; p < count; p++) total += load[p];
  // Where targets say nothing, chunks are equal; where loads say nothing, points count.
  const targetOf = (j: number) => (wanted > 0 ? targets[j] / wanted : 1 / k);
  const loadOf = (p: number) => (total > 0 ? load[p] / total : 1 / count);
  let chunk = 0;
  let passed = 0;
  let end = (1 - turn) * targetOf(0);
  for (let p = 0; p < count; p++) {
    const middle = passed + 0.5 * loadOf(p);
    while (chunk < k && middle > end) end += targetOf(++chunk % k);
    home[p] = chunk % k;
    passed += loadOf(p);
  }
  return home;
}
