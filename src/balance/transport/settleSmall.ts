/**
 * Small fields are settled by paths alone, over a list of all units with all their seats.
 *
 * First prices come from a sample, which needs no geometry:
 *
 * 1. Order units by their best seat and their second-best one at the prices so far: those of one stretch of the order
 *    lie on the same side of the same border.
 * 2. Every `FACTOR` units in that order become one: the load of all, the costs of the middle one.
 * 3. Find prices for that sample in the same way, as long as it has some units a seat, and settle it by paths.
 *
 * Then hardly more units of the whole field are on the wrong side of a border than a sample can be wrong about, and each
 * costs one path. A sample whose units cannot be where limits want them leaves the prices it came to. O(n k + k²).
 */
import { invariant } from '../../core/errors.js';
import type { Task, Work } from '../work.js';
import type { SettledUnits } from './certifySeats.js';
import type { Contested } from './contested.js';
import { listContested } from './listContested.js';
import { evenBands } from './seatBands.js';
import type { SeatLimits } from './seatDual.js';
import type { SeatField } from './seatField.js';
import { settleByPaths } from './settleByPaths.js';

/** Units that become one; a sample has a unit a seat at the least. Tuned: bench/seats. */
const FACTOR = 8;

/**
 * Finds the best prices, in place, and where all units are; pauses on the way.
 *
 * @param isCold - whether first prices are to be found; where not, those given are near
 */
export function* settleSmall(
  field: SeatField,
  limits: SeatLimits,
  prices: Float64Array,
  isCold: boolean,
  work: Work,
): Task<SettledUnits> {
  const bands = evenBands(field.k, Number.POSITIVE_INFINITY);
  const query = { prices, bands, mostEntries: Number.POSITIVE_INFINITY, home: null };
  const list = yield* listContested(field, query, work);
  invariant(list !== null, 'a list of any length is too long');
  if (isCold) yield* settleSample(list, limits, prices, work);
  const { outcome, amount } = yield* settleByPaths(list, limits, prices, Number.POSITIVE_INFINITY, work);
  invariant(outcome === 'settled', 'seats that can hold all units have no way to do so');
  return { list, amount };
}

function* settleSample(list: Contested, limits: SeatLimits, prices: Float64Array, work: Work): Task<void> {
  if (list.count < FACTOR * prices.length) return;
  const sample = takeSample(list, orderByBorder(list, prices));
  yield* settleSample(sample, limits, prices, work);
  yield* settleByPaths(sample, limits, prices, Number.POSITIVE_INFINITY, work);
}

/** The units by their best and second-best seats, otherwise as they stand: a counting sort. */
function orderByBorder({ count, start, seat, cost }: Contested, prices: Float64Array): Int32Array {
  const k = prices.length;
  /** Entry `[a]` is the border that unit a is at. */
  const border = new Int32Array(count);
  const next = new Int32Array(k * k + 1);
  for (let a = 0; a < count; a++) {
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let best = seat[start[a]];
    let other = best;
    for (let e = start[a]; e < start[a + 1]; e++) {
      const value = cost[e] + prices[seat[e]];
      if (value < least) {
        second = least;
        other = best;
        least = value;
        best = seat[e];
      } else if (value < second) {
        second = value;
        other = seat[e];
      }
    }
    border[a] = k * best + other;
    next[border[a] + 1]++;
  }
  for (let at = 1; at <= k * k; at++) next[at] += next[at - 1];
  const order = new Int32Array(count);
  for (let a = 0; a < count; a++) order[next[border[a]]++] = a;
  return order;
}

/** One unit for every `FACTOR` in an order; the last ones go with those before them. */
function takeSample(list: Contested, order: Int32Array): Contested {
  const count = Math.floor(list.count / FACTOR);
  const unit = new Int32Array(count);
  const load = new Float64Array(count);
  const start = new Int32Array(count + 1);
  for (let s = 0; s < count; s++) {
    const first = FACTOR * s;
    const last = s + 1 < count ? first + FACTOR : list.count;
    for (let at = first; at < last; at++) load[s] += list.load[order[at]];
    const a = order[first + (FACTOR >> 1)];
    unit[s] = list.unit[a];
    start[s + 1] = start[s] + list.start[a + 1] - list.start[a];
  }
  const seat = new Int32Array(start[count]);
  const cost = new Float64Array(start[count]);
  for (let s = 0; s < count; s++) {
    const from = list.start[order[FACTOR * s + (FACTOR >> 1)]];
    const size = start[s + 1] - start[s];
    seat.set(list.seat.subarray(from, from + size), start[s]);
    cost.set(list.cost.subarray(from, from + size), start[s]);
  }
  return { count, unit, load, start, seat, cost, fixedLoad: list.fixedLoad };
}
