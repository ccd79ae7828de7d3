/**
 * First territories: the points cut in two again and again, each time across the axis they are spread out along.
 *
 * 1. Half of the territories take the points on one side of a line, the others those on the other side: the line is where
 *    the loads are as the targets of the two halves want them.
 * 2. The line is across the axis with the largest variance, so that cells are about as long as they are wide.
 * 3. Repeat within each side, down to single territories.
 *
 * Balanced to a point, and with centres that are spread like those of settled territories: prices start near zero.
 * O(n log k): each line is found by selection, not by sorting. M. J. Berger, S. H. Bokhari: A partitioning strategy for
 * nonuniform problems on multiprocessors, 1987, DOI 10.1109/TC.1987.1676942.
 */
import type { PointStore } from '../../transport/pointStore.js';

/**
 * @param targets - entry `[j]` is the load wanted in cell j
 * @returns entry `[p]` is the cell of position p
 */
export function cutCells(store: PointStore, targets: Float64Array): Int32Array {
  const { count, dimension, places } = store;
  const k = targets.length;
  const home = new Int32Array(count);
  const weight = weighPoints(store);
  const reachOf = sumTargets(targets);
  /** Positions; those of a cell stand side by side. */
  const order = new Int32Array(count);
  for (let p = 0; p < count; p++) order[p] = p;
  const cut = (from: number, to: number, first: number, last: number) => {
    if (last - first === 1) {
      for (let at = from; at < to; at++) home[order[at]] = first;
      return;
    }
    const half = (first + last) >> 1;
    const share = (reachOf[half] - reachOf[first]) / (reachOf[last] - reachOf[first]);
    const axis = mostVariedAxis(store, weight, order, from, to);
    const middle = selectLoad(places, dimension, axis, weight, order, from, to, share);
    cut(from, middle, first, half);
    cut(middle, to, half, last);
  };
  cut(0, count, 0, k);
  return home;
}

/** Entry `[p]` is a load; 1 where there is no load at all. */
function weighPoints({ load }: PointStore): Float64Array {
  for (let p = 0; p < load.length; p++) if (load[p] > 0) return load;
  return new Float64Array(load.length).fill(1);
}

/** Entry `[j]` is the sum of the targets before j; where targets say nothing, territories count. */
function sumTargets(targets: Float64Array): Float64Array {
  const sums = new Float64Array(targets.length + 1);
  for (let j = 0; j < targets.length; j++) sums[j + 1] = sums[j] + targets[j];
  const says = sums[targets.length] > 0;
  // Halves without any target share alike.
  for (let j = 0; j <= targets.length; j++) sums[j] = says ? sums[j] + 1e-9 * j * sums[targets.length] : j;
  return sums;
}

/** The axis with the largest variance of loads. */
function mostVariedAxis(
  { dimension, places }: PointStore,
  weight: Float64Array,
  order: Int32Array,
  from: number,
  to: number,
): number {
  let axis = 0;
  let most = -1;
  for (let d = 0; d < dimension; d++) {
    let mass = 0;
    let sum = 0;
    for (let at = from; at < to; at++) {
      mass += weight[order[at]];
      sum += weight[order[at]] * places[dimension * order[at] + d];
    }
    const mean = mass > 0 ? sum / mass : 0;
    let variance = 0;
    for (let at = from; at < to; at++) {
      const off = places[dimension * order[at] + d] - mean;
      variance += weight[order[at]] * off * off;
    }
    if (variance > most) {
      most = variance;
      axis = d;
    }
  }
  return axis;
}

/**
 * Puts the positions `from … to - 1` of the order that make up a share of their load before the others, by their
 * coordinate; ties by position. Returns where the others start.
 */
function selectLoad(
  places: Float64Array,
  dimension: number,
  axis: number,
  weight: Float64Array,
  order: Int32Array,
  from: number,
  to: number,
  share: number,
): number {
  let wanted = 0;
  for (let at = from; at < to; at++) wanted += share * weight[order[at]];
  const isBefore = (p: number, q: number) => {
    const difference = places[dimension * p + axis] - places[dimension * q + axis];
    return difference < 0 || (difference === 0 && p < q);
  };
  let low = from;
  let high = to;
  while (high - low > 1) {
    const pivot = order[(low + high) >> 1];
    // Moves the pivot to its place among low … high - 1, what is before it to the left.
    let place = low;
    let before = 0;
    order[(low + high) >> 1] = order[high - 1];
    for (let at = low; at < high - 1; at++) {
      const p = order[at];
      if (!isBefore(p, pivot)) continue;
      before += weight[p];
      order[at] = order[place];
      order[place++] = p;
    }
    order[high - 1] = order[place];
    order[place] = pivot;
    // The pivot is left of the line where more than half of it is wanted there.
    if (wanted - before > 0.5 * weight[pivot]) {
      wanted -= before + weight[pivot];
      low = place + 1;
    } else high = place;
  }
  if (high > low && wanted > 0.5 * weight[order[low]]) low++;
  return low;
}
