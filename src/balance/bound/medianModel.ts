/**
 * The capacitated p-median problem in numbers, for its bounds: what units cost at every place that may be a centre.
 *
 *     min  sum c(u, r) x(u, r),   each unit u at one row r,   at most k rows open,   load at a row <= U,   r at itself
 *
 * Rows are the places, and after them the territories with a seat, which are always open.
 */
import type { CentredProblem } from '../centred/centredState.js';
import { createSeatReach } from '../centred/createBook.js';

/** Possible centres up to which there is a bound: all costs are kept. */
const MOST_PLACES = 2048;
/** A plan may exceed its limit by this share: what counts as within. */
const LIMIT_TOLERANCE = 1e-9;

/** What does not change while bounds are computed. */
export interface MedianModel {
  readonly n: number;
  /** Rows from 0 that are places; the rows from there on are seats. */
  readonly places: number;
  readonly rows: number;
  /** Territories without a seat: how many places may be open. */
  readonly free: Int32Array;
  /** Entry `[f]` is the territory of row `places + f`. */
  readonly seated: Int32Array;
  /** Entry `[n * r + u]` is the cost of unit u at the centre of row r. */
  readonly cost: Float64Array;
  /** The limited measure that is fullest; -1 where there is none. */
  readonly measure: number;
  /** Entry `[u]` is the load of unit u in that measure. */
  readonly load: Float64Array;
  /** Entry `[r]` is the most load that the centre of row r may take. */
  readonly upper: Float64Array;
  /** Entry `[r]` is the unit that has to be at row r where that is open; -1 for a seat. */
  readonly own: Int32Array;
  /** Units that have a place. */
  readonly counted: Int32Array;
  /** Whether all costs are whole numbers. */
  readonly areWhole: boolean;
}

/** Lists the numbers; `null` where there are too many places. */
export function createMedianModel({ search, parts, distance }: CentredProblem): MedianModel | null {
  const { n, k, M } = search;
  const { start, trips, unitOf } = parts;
  const places = unitOf.length;
  if (places > MOST_PLACES || places === 0) return null;
  const seats = Array.from({ length: k }, (_, j) => createSeatReach(search, parts, j));
  const free = Int32Array.from(seats.keys()).filter((j) => seats[j] === null);
  const seated = Int32Array.from(seats.keys()).filter((j) => seats[j] !== null);
  const rows = places + seated.length;
  const m = findTightest(search);
  const upperOf = (j: number) =>
    m < 0 ? Number.POSITIVE_INFINITY : search.upper[M * j + m] * (1 + LIMIT_TOLERANCE);
  const freeUpper = Math.max(0, ...Array.from(free, upperOf));
  const cost = new Float64Array(rows * n);
  for (let r = 0; r < rows; r++) {
    const reach = r < places ? (p: number) => distance(p, r) : seats[seated[r - places]]!;
    for (let p = 0; p < places; p++) cost[n * r + unitOf[p]] += trips[p] > 0 ? trips[p] * reach(p) : 0;
  }
  return {
    n,
    places,
    rows,
    free,
    seated,
    cost,
    measure: m,
    load: Float64Array.from({ length: n }, (_, u) => (m < 0 ? 0 : search.load[M * u + m])),
    upper: Float64Array.from({ length: rows }, (_, r) =>
      r < places ? freeUpper : upperOf(seated[r - places]),
    ),
    own: Int32Array.from({ length: rows }, (_, r) => (r < places ? unitOf[r] : -1)),
    counted: Int32Array.from({ length: n }, (_, u) => u).filter((u) => start[u + 1] > start[u]),
    areWhole: cost.every((value) => Number.isInteger(value)),
  };
}

/** The limited measure whose load fills most of its upper limits; -1 where there is none. */
function findTightest({ n, k, M, load, upper }: CentredProblem['search']): number {
  let tightest = -1;
  let fullest = 0;
  for (let m = 0; m < M; m++) {
    let total = 0;
    let room = 0;
    for (let u = 0; u < n; u++) total += load[M * u + m];
    for (let j = 0; j < k; j++) room += upper[M * j + m];
    if (room > 0 && total / room > fullest) {
      fullest = total / room;
      tightest = m;
    }
  }
  return tightest;
}
