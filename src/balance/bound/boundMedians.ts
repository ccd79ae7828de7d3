/**
 * A bound for territories whose centre is one of their units (capacitated p-median), by Lagrangian relaxation.
 *
 *     min  sum c(u, h) x(u, h),   each unit u at one centre,   k centres h,   load at a centre <= U,   h at itself
 *
 * 1. That each unit is at one centre is priced instead of asked: a multiplier l(u) is paid to whoever takes u. Every
 *    possible centre h then chooses units for itself: f(h) = c(h, h) - l(h) - the most value l(u) - c(u, h) of other
 *    units within U, a knapsack.
 * 2. For any l, sum of l(u) + the k smallest f(h), none above 0, is below the cost of every plan within the limits.
 *    Territories with a seat are centres that are always chosen.
 * 3. l climbs along subgradients (1 - how many centres took u), deflected by the step before, the step after Polyak
 *    from the best plan's cost; where nothing rises for long, the step is halved and the best l is taken up again.
 * 4. Where all costs are whole numbers, so is the cost of any plan, and the bound is rounded up.
 *
 * Relaxed besides: minimums, all measures but the tightest, eligibility, disruption. O(units * places) a step, and a
 * knapsack where a Dantzig bound does not already show that a centre is not among the best. References: M. L. Fisher:
 * The Lagrangian Relaxation Method for Solving Integer Programming Problems, 1981, DOI 10.1287/mnsc.27.1.1; P. M.
 * Camerini, L. Fratta, F. Maffioli: On improving relaxation methods by modified gradient techniques, 1975.
 */
import type { CentredProblem } from '../centred/centredState.js';
import { createSeatReach } from '../centred/createBook.js';
import { fillByBranching } from './fillByBranching.js';

/** Possible centres up to which there is a bound: all costs are kept. */
const MOST_PLACES = 2048;
/** First length of a step in Polyak's, the steps without a rise after which it is halved, and where it ends. */
const FIRST_STEP = 1;
const PATIENCE = 12;
const LAST_STEP = 1e-3;
/** Deflection of a step that turns back on the one before. */
const DEFLECTION = 1.5;
/** A plan may exceed its limit by this share: what counts as within. */
const LIMIT_TOLERANCE = 1e-9;
/** Rounding errors as a share of what is added up. */
const ROUNDING = 1e-12;

/** A bound that rises step by step. */
export interface MedianBound {
  /** The best bound so far; `null` before the first step. */
  value(): number | null;
  isDone(): boolean;
  /** The places that the last step chose as centres: near the end about where good plans have theirs. */
  centres(): Int32Array;
  /** Makes one step, led by the cost of a plan; returns the evaluations made. */
  step(cost: number): number;
}

/** Prepares a bound; `null` where there are too many places. */
export function boundMedians(problem: CentredProblem): MedianBound | null {
  const { search, parts, distance } = problem;
  const { n, k, M } = search;
  const { start, trips, unitOf } = parts;
  const places = unitOf.length;
  if (places > MOST_PLACES || places === 0) return null;
  const seats = Array.from({ length: k }, (_, j) => createSeatReach(search, parts, j));
  const free = seats.map((_, j) => j).filter((j) => seats[j] === null);
  /** Rows 0 … places - 1 are possible centres; then come the seats. */
  const fixed = seats.map((_, j) => j).filter((j) => seats[j] !== null);
  const rows = places + fixed.length;
  const m = findTightest(search);
  const load = Float64Array.from({ length: n }, (_, u) => (m < 0 ? 0 : search.load[M * u + m]));
  const upperOf = (j: number) =>
    m < 0 ? Number.POSITIVE_INFINITY : search.upper[M * j + m] * (1 + LIMIT_TOLERANCE);
  const freeUpper = Math.max(0, ...free.map(upperOf));
  /** Entry `[n * r + u]` is the cost of unit u at the centre of row r. */
  const cost = new Float64Array(rows * n);
  for (let r = 0; r < rows; r++) {
    const reach = r < places ? (p: number) => distance(p, r) : seats[fixed[r - places]]!;
    for (let p = 0; p < places; p++) cost[n * r + unitOf[p]] += trips[p] > 0 ? trips[p] * reach(p) : 0;
  }
  const areWhole = cost.every((value) => Number.isInteger(value));
  const counted = Int32Array.from({ length: n }, (_, u) => u).filter((u) => start[u + 1] > start[u]);

  const multiplier = startMultipliers(cost, n, rows, k);
  const best = multiplier.slice();
  const direction = new Float64Array(n);
  const subgradient = new Float64Array(n);
  const items = {
    value: new Float64Array(n),
    weight: new Float64Array(n),
    isChosen: new Uint8Array(n),
    unit: new Int32Array(n),
  };
  /** Entry `[r]` is at first a lower bound of f(r), then f(r) itself where it was computed. */
  const worth = new Float64Array(rows);
  const isExact = new Uint8Array(rows);
  /** Entry `[r]` lists the units that the centre of row r takes, where it was computed. */
  const taken: number[][] = Array.from({ length: rows }, () => []);
  let value = Number.NEGATIVE_INFINITY;
  let length = FIRST_STEP;
  let stalled = 0;
  let centres = new Int32Array(0);

  /** Lists the units that gain at row r in falling order of gain per load; its own unit comes off the room. */
  function gather(r: number): { count: number; room: number; own: number } {
    const own = r < places ? unitOf[r] : -1;
    const upper = r < places ? freeUpper : upperOf(fixed[r - places]);
    const room = own < 0 ? upper : upper - load[own];
    let count = 0;
    for (const u of counted) {
      const gain = multiplier[u] - cost[n * r + u];
      if (!(gain > 0) || u === own || load[u] > room) continue;
      let at = count++;
      // Compared without division, so that units without load come first.
      while (at > 0 && items.value[at - 1] * load[u] < gain * items.weight[at - 1]) {
        items.value[at] = items.value[at - 1];
        items.weight[at] = items.weight[at - 1];
        items.unit[at] = items.unit[at - 1];
        at--;
      }
      items.value[at] = gain;
      items.weight[at] = load[u];
      items.unit[at] = u;
    }
    return { count, room, own };
  }

  /** Dantzig's bound first: most rows are shown to be worth too little by it. */
  function estimate(r: number): void {
    const { count, room, own } = gather(r);
    isExact[r] = 0;
    worth[r] = own < 0 ? 0 : room < 0 ? Number.POSITIVE_INFINITY : cost[n * r + own] - multiplier[own];
    let left = room;
    for (let s = 0; s < count; s++) {
      if (items.weight[s] > left) {
        worth[r] -= (left * items.value[s]) / items.weight[s];
        return;
      }
      left -= items.weight[s];
      worth[r] -= items.value[s];
    }
  }

  function settle(r: number): void {
    const { count, room, own } = gather(r);
    isExact[r] = 1;
    items.isChosen.fill(0, 0, count);
    const gain = fillByBranching(items, count, room);
    worth[r] = (own < 0 ? 0 : cost[n * r + own] - multiplier[own]) - gain;
    taken[r] = own < 0 ? [] : [own];
    for (let s = 0; s < count; s++) if (items.isChosen[s] === 1) taken[r].push(items.unit[s]);
  }

  /** The rows that are chosen: all seats, and the k smallest of the others that are not above 0. */
  function choose(): number[] {
    const order = Array.from({ length: places }, (_, r) => r).sort((a, b) => worth[a] - worth[b] || a - b);
    const chosen: number[] = [];
    for (const r of order) {
      const isFull = chosen.length === free.length;
      if (worth[r] >= (isFull ? (worth[chosen[chosen.length - 1]] ?? 0) : 0)) break;
      if (free.length === 0) break;
      settle(r);
      if (worth[r] >= 0) continue;
      chosen.push(r);
      chosen.sort((a, b) => worth[a] - worth[b] || a - b);
      if (chosen.length > free.length) chosen.pop();
    }
    for (let f = 0; f < fixed.length; f++) {
      settle(places + f);
      chosen.push(places + f);
    }
    return chosen;
  }

  function climb(target: number, now: number): void {
    let turn = 0;
    let past = 0;
    for (const u of counted) {
      turn += subgradient[u] * direction[u];
      past += direction[u] * direction[u];
    }
    const memory = turn < 0 ? (-DEFLECTION * turn) / past : 0;
    let norm = 0;
    for (const u of counted) {
      direction[u] = subgradient[u] + memory * direction[u];
      norm += direction[u] * direction[u];
    }
    if (norm === 0) return;
    const step = (length * Math.max(target - now, 1e-9 * Math.abs(target))) / norm;
    for (const u of counted) multiplier[u] += step * direction[u];
  }

  return {
    value: () => {
      if (value === Number.NEGATIVE_INFINITY) return null;
      return Math.max(0, areWhole ? Math.ceil(value - 1e-6) : value);
    },
    isDone: () => length < LAST_STEP,
    centres: () => centres,
    step: (target) => {
      for (let r = 0; r < places; r++) estimate(r);
      subgradient.fill(1);
      let now = 0;
      let size = 0;
      for (const u of counted) {
        now += multiplier[u];
        size += Math.abs(multiplier[u]);
      }
      const chosen = choose();
      centres = Int32Array.from(chosen.filter((r) => r < places));
      for (const r of chosen) {
        now += worth[r];
        size += Math.abs(worth[r]);
        for (const u of taken[r]) subgradient[u]--;
      }
      now -= ROUNDING * size;
      if (now > value) {
        if (now > value + 1e-6 * Math.abs(value)) stalled = 0;
        value = now;
        best.set(multiplier);
      } else stalled++;
      if (subgradient.every((entry, u) => entry === 0 || start[u] === start[u + 1])) length = 0;
      if (stalled >= PATIENCE) {
        stalled = 0;
        length *= 0.5;
        multiplier.set(best);
        direction.fill(0);
        return rows * n;
      }
      climb(target, now);
      return rows * n;
    },
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

/** What a unit pays from a centre as far as its (n / k)-th nearest: about the size of a territory. */
function startMultipliers(cost: Float64Array, n: number, rows: number, k: number): Float64Array {
  const rank = Math.min(rows - 1, Math.max(1, Math.round(rows / k)));
  const column = new Float64Array(rows);
  return Float64Array.from({ length: n }, (_, u) => {
    for (let r = 0; r < rows; r++) column[r] = cost[n * r + u];
    return column.sort()[rank];
  });
}
