/**
 * For every unit the units nearest to it: who might share a territory with it.
 *
 * Places are halved along their widest coordinate down to small leaves (k-d tree; J. L. Bentley, 1975, DOI
 * 10.1145/361002.361007); a query walks down to its own leaf and looks into others only where they may hold something
 * nearer. About O(n log n); O(n²) where costs between units are a matrix, which has n² entries anyway. Equal distances
 * go by index.
 */
import type { SearchProblem } from '../searchProblem.js';
import { widestAxis } from '../transport/widestAxis.js';
import type { Task, Work } from '../work.js';
import type { PartDistance } from './partDistance.js';
import type { Parts } from './parts.js';

/** Places in a leaf at the most. */
const LEAF = 12;

/** Neighbours of all units. */
export interface NearUnits {
  /** Entries kept for a unit. */
  readonly count: number;
  /** Entry `[count * u + c]` is a unit near u, the nearest first; -1 where there are no more. */
  readonly list: Int32Array;
}

/** Lists the nearest units; a unit with several parts goes by its first, one without any has no neighbours. */
export function* listNearUnits(
  search: SearchProblem,
  parts: Parts,
  distance: PartDistance,
  most: number,
  work: Work,
): Task<NearUnits> {
  const { n } = search;
  const { start, unitOf, places } = parts;
  const count = Math.min(most, Math.max(1, n - 1));
  const list = new Int32Array(n * count).fill(-1);
  const reach = new Float64Array(count);
  let found = 0;
  let asking = 0;

  /** Offers a part to the unit that asks; the lists are short, so that insertion is quick. */
  function offer(p: number, howFar: number): void {
    const base = count * asking;
    const unit = unitOf[p];
    if (unit === asking || p !== start[unit]) return;
    const isAfter = (at: number) => reach[at] > howFar || (reach[at] === howFar && list[base + at] > unit);
    if (found === count && !isAfter(count - 1)) return;
    let at = found === count ? count - 1 : found++;
    for (; at > 0 && isAfter(at - 1); at--) {
      reach[at] = reach[at - 1];
      list[base + at] = list[base + at - 1];
    }
    reach[at] = howFar;
    list[base + at] = unit;
  }

  const order = Int32Array.from(unitOf.keys());
  const isFlat = search.problem.travel.kind !== 'geometric';
  /** Entry `[middle]` is the axis along which the range with that middle is halved. */
  const axes = new Uint8Array(order.length);
  if (!isFlat) split(places, order, axes, 0, order.length);

  /** Looks through the places `order[from] … order[to - 1]` for what is nearer than the farthest found. */
  function walk(p: number, from: number, to: number): number {
    if (to - from <= LEAF) {
      for (let e = from; e < to; e++) offer(order[e], squareBetween(places, p, order[e]));
      return to - from;
    }
    const middle = (from + to) >> 1;
    const axis = axes[middle];
    const gap = places[3 * p + axis] - places[3 * order[middle] + axis];
    let steps = gap < 0 ? walk(p, from, middle) : walk(p, middle, to);
    if (found < count || gap * gap <= reach[count - 1])
      steps += gap < 0 ? walk(p, middle, to) : walk(p, from, middle);
    return steps + 1;
  }

  for (let u = 0; u < n; u++) {
    if (start[u] === start[u + 1]) continue;
    asking = u;
    found = 0;
    const p = start[u];
    let steps = order.length;
    if (isFlat) for (const h of order) offer(h, distance(p, h) + distance(h, p));
    else steps = walk(p, 0, order.length);
    if (work.isPauseDue(steps)) yield;
  }
  return { count, list };
}

/** Orders a range so that its lower half is below its upper one along its widest axis, and so on in the halves. */
function split(places: Float64Array, order: Int32Array, axes: Uint8Array, from: number, to: number): void {
  if (to - from <= LEAF) return;
  const middle = (from + to) >> 1;
  const axis = widestAxis(places, 3, order, from, to - 1);
  axes[middle] = axis;
  order.subarray(from, to).sort((p, h) => places[3 * p + axis] - places[3 * h + axis] || p - h);
  split(places, order, axes, from, middle);
  split(places, order, axes, middle, to);
}

function squareBetween(places: Float64Array, p: number, h: number): number {
  const dx = places[3 * p] - places[3 * h];
  const dy = places[3 * p + 1] - places[3 * h + 1];
  const dz = places[3 * p + 2] - places[3 * h + 2];
  return dx * dx + dy * dy + dz * dz;
}
