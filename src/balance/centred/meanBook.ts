/**
 * Costs of territories whose centre is the mean of their places, weighted by trips.
 *
 * F(j) = sum over its parts of t_p * |x_p - c_j|, c_j = (sum t_p x_p) / (sum t_p), on the globe pushed out to the
 * sphere. An exchange moves c_j by a known step s, so the exact change is one sum over the parts. To spare it where it
 * is not needed, the estimate takes F along s to the second order, F + g s + h s² / 2, with the gradient g and the mean
 * curvature h at c_j, and charges those who come and go at the new centre.
 *
 * Territories of many parts are followed by such estimates, and added up anew before the error can grow.
 *
 * Estimates are O(1), exact changes O(parts of the territory), updates as much or, where there are many parts, O(1) in
 * the mean.
 */
import { arcOfChord } from '../../geo/unitVectors.js';
import type { GeometricTravel } from '../problem.js';
import type { CentreBook } from './centreBook.js';
import type { Groups } from './groups.js';
import type { Parts } from './parts.js';

/** Distances below this share of the territory's mean one count as such in the curvature, which has a pole there. */
const CORE = 0.1;
/** Territories with more parts than this are followed, through one exchange for so many of their parts. Chosen by trial. */
const MANY_PARTS = 64;
const FOLLOW_PARTS = 16;

/** Starts the book for the groups as they are; the book changes the groups from then on. */
export function createMeanBook(travel: GeometricTravel, parts: Parts, groups: Groups, k: number): CentreBook {
  const { places: x, trips, start } = parts;
  const { lists, size } = groups;
  const { scale } = travel;
  const isGlobe = travel.dimension === 3;
  const n = start.length - 1;
  /** Entry `[u]` is the sum of the trips of unit u; coordinates times trips, summed, at `[3 * u]`. */
  const unitTrips = new Float64Array(n);
  const unitSum = new Float64Array(3 * n);
  for (let u = 0; u < n; u++) {
    for (let p = start[u]; p < start[u + 1]; p++) {
      unitTrips[u] += trips[p];
      for (let d = 0; d < 3; d++) unitSum[3 * u + d] += trips[p] * x[3 * p + d];
    }
  }
  const weight = new Float64Array(k);
  const sum = new Float64Array(3 * k);
  const centre = new Float64Array(3 * k);
  const cost = new Float64Array(k);
  const gradient = new Float64Array(3 * k);
  const curvature = new Float64Array(k);
  /** Entry `[j]` is how many exchanges territory j was followed through since all of it was added up. */
  const followed = new Int32Array(k);
  /** The centre that is being looked at. */
  let cx = 0;
  let cy = 0;
  let cz = 0;

  const length = isGlobe
    ? (p: number) => {
        const dx = x[3 * p] - cx;
        const dy = x[3 * p + 1] - cy;
        const dz = x[3 * p + 2] - cz;
        return arcOfChord(dx * dx + dy * dy + dz * dz);
      }
    : (p: number) => {
        const dx = x[3 * p] - cx;
        const dy = x[3 * p + 1] - cy;
        return Math.sqrt(dx * dx + dy * dy);
      };

  /** Looks at the centre that territory j has after an exchange; false where nothing is left to have one. */
  function lookAt(j: number, leaving: number, entering: number): boolean {
    let w = weight[j];
    let sx = sum[3 * j];
    let sy = sum[3 * j + 1];
    let sz = sum[3 * j + 2];
    if (leaving >= 0) {
      w -= unitTrips[leaving];
      sx -= unitSum[3 * leaving];
      sy -= unitSum[3 * leaving + 1];
      sz -= unitSum[3 * leaving + 2];
    }
    if (entering >= 0) {
      w += unitTrips[entering];
      sx += unitSum[3 * entering];
      sy += unitSum[3 * entering + 1];
      sz += unitSum[3 * entering + 2];
    }
    if (!(w > 1e-12 * weight[j])) return false;
    const divisor = isGlobe ? Math.sqrt(sx * sx + sy * sy + sz * sz) : w;
    // Places that cancel out round the globe have no middle: the centre stays.
    if (!(divisor > 1e-9 * w)) {
      cx = centre[3 * j];
      cy = centre[3 * j + 1];
      cz = centre[3 * j + 2];
      return true;
    }
    cx = sx / divisor;
    cy = sy / divisor;
    cz = sz / divisor;
    return true;
  }

  function charge(unit: number): number {
    let total = 0;
    for (let p = start[unit]; p < start[unit + 1]; p++) total += trips[p] * length(p);
    return total;
  }

  /** Cost of the parts of territory j as they are, at the centre that is being looked at. */
  function sumAt(j: number): number {
    const list = lists[j];
    const count = size[j];
    let total = 0;
    if (isGlobe) for (let e = 0; e < count; e++) total += trips[list[e]] * length(list[e]);
    else {
      const px = cx;
      const py = cy;
      for (let e = 0; e < count; e++) {
        const p = list[e];
        const dx = x[3 * p] - px;
        const dy = x[3 * p + 1] - py;
        total += trips[p] * Math.sqrt(dx * dx + dy * dy);
      }
    }
    return total;
  }

  function refresh(j: number): void {
    const list = lists[j];
    const count = size[j];
    let w = 0;
    let sx = 0;
    let sy = 0;
    let sz = 0;
    for (let e = 0; e < count; e++) {
      const p = list[e];
      w += trips[p];
      sx += trips[p] * x[3 * p];
      sy += trips[p] * x[3 * p + 1];
      sz += trips[p] * x[3 * p + 2];
    }
    weight[j] = w;
    sum[3 * j] = sx;
    sum[3 * j + 1] = sy;
    sum[3 * j + 2] = sz;
    followed[j] = 0;
    if (!lookAt(j, -1, -1)) {
      cost[j] = 0;
      gradient.fill(0, 3 * j, 3 * j + 3);
      curvature[j] = 0;
      return;
    }
    centre[3 * j] = cx;
    centre[3 * j + 1] = cy;
    centre[3 * j + 2] = cz;
    let total = 0;
    let gx = 0;
    let gy = 0;
    let gz = 0;
    let inverse = 0;
    const core = w > 0 ? (CORE * cost[j]) / (scale * w) : 0;
    for (let e = 0; e < count; e++) {
      const p = list[e];
      const distance = length(p);
      total += trips[p] * distance;
      if (distance === 0) continue;
      const share = trips[p] / distance;
      gx += share * (cx - x[3 * p]);
      gy += share * (cy - x[3 * p + 1]);
      gz += share * (cz - x[3 * p + 2]);
      inverse += distance > core ? share : trips[p] / core;
    }
    cost[j] = scale * total;
    gradient[3 * j] = gx;
    gradient[3 * j + 1] = gy;
    gradient[3 * j + 2] = gz;
    curvature[j] = 0.5 * inverse;
  }

  function estimate(j: number, leaving: number, entering: number): number {
    if (!lookAt(j, leaving, entering)) return -cost[j];
    const dx = cx - centre[3 * j];
    const dy = cy - centre[3 * j + 1];
    const dz = cz - centre[3 * j + 2];
    let change =
      gradient[3 * j] * dx +
      gradient[3 * j + 1] * dy +
      gradient[3 * j + 2] * dz +
      0.5 * curvature[j] * (dx * dx + dy * dy + dz * dz);
    if (leaving >= 0) change -= charge(leaving);
    if (entering >= 0) change += charge(entering);
    return scale * change;
  }

  /** Takes an exchange over by its estimate; the curvature stays, which a unit among many hardly changes. */
  function follow(j: number, leaving: number, entering: number): void {
    if (!lookAt(j, leaving, entering)) {
      refresh(j);
      return;
    }
    cost[j] += estimate(j, leaving, entering);
    moveCentre(3 * j, cx, curvature[j]);
    moveCentre(3 * j + 1, cy, curvature[j]);
    moveCentre(3 * j + 2, cz, curvature[j]);
    if (leaving >= 0) count(j, leaving, -1);
    if (entering >= 0) count(j, entering, 1);
    followed[j]++;
  }

  function moveCentre(at: number, to: number, bend: number): void {
    gradient[at] += bend * (to - centre[at]);
    centre[at] = to;
  }

  /** Adds a unit that comes (sign 1) or goes (-1) to the sums, and its pull to the gradient at the centre looked at. */
  function count(j: number, unit: number, sign: number): void {
    weight[j] += sign * unitTrips[unit];
    for (let d = 0; d < 3; d++) sum[3 * j + d] += sign * unitSum[3 * unit + d];
    for (let p = start[unit]; p < start[unit + 1]; p++) {
      const distance = length(p);
      if (distance === 0) continue;
      const share = (sign * trips[p]) / distance;
      gradient[3 * j] += share * (cx - x[3 * p]);
      gradient[3 * j + 1] += share * (cy - x[3 * p + 1]);
      gradient[3 * j + 2] += share * (cz - x[3 * p + 2]);
    }
  }

  for (let j = 0; j < k; j++) refresh(j);

  return {
    costOf: (j) => cost[j],
    estimate,
    exchange: (j, leaving, entering) => {
      if (followed[j] > 0) refresh(j);
      if (!lookAt(j, leaving, entering)) return -cost[j];
      let total = sumAt(j);
      if (leaving >= 0) total -= charge(leaving);
      if (entering >= 0) total += charge(entering);
      return scale * total - cost[j];
    },
    update: (j, leaving, entering) => {
      if (size[j] > MANY_PARTS && FOLLOW_PARTS * (followed[j] + 1) <= size[j]) follow(j, leaving, entering);
      else refresh(j);
    },
    settle: () => {
      for (let j = 0; j < k; j++) if (followed[j] > 0) refresh(j);
    },
    reach: (p, j) => {
      if (size[j] === 0) return Number.POSITIVE_INFINITY;
      cx = centre[3 * j];
      cy = centre[3 * j + 1];
      cz = centre[3 * j + 2];
      return scale * length(p);
    },
  };
}
