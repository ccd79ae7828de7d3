import type { PointStore } from '../../transport/pointStore.js';
import type { SeatMetric } from '../../transport/seatCosts.js';
import type { Borders } from './softDual.js';

/** What territories hold, and how wide they are. */
export interface Spread {
  /** Entry `[j]` is the mean cost per load in territory j; 0 where all is in one place. */
  readonly costPerLoad: Float64Array;
  /** Entry `[j]` is trips per load in territory j. */
  readonly rate: Float64Array;
  /** Entry `[j]` is how many units of equal load would be as fine-grained as those of territory j. */
  readonly units: Float64Array;
  /** Cost of the whole. */
  readonly cost: number;
}

/** Points shared by territories: the shares of {@link Borders}, and the positions they belong to. */
export interface SharedPoints {
  readonly borders: Borders;
  /** Entry `[a]` is the position of contested unit a. */
  readonly unit: Int32Array;
  /** Entry `[e]` is a share. */
  readonly shares: Float64Array;
}

/** A distance below this share of the mean counts as this much: a unit on the centre must not outweigh all others. */
const LEAST_LENGTH = 1e-3;

/**
 * Measures territories, and moves free centres to the middle of what they hold: the weighted mean for squared distances
 * (on the globe the place below it), one step towards the weighted median for distances (E. Weiszfeld, 1937; translated
 * by F. Plastria, 2009, DOI 10.1007/s10479-008-0352-z).
 *
 * @param home - entry `[p]` is the territory of position p; for shared points the one they are subtracted from
 * @param centres - is moved; coordinates as the caller of the store counts them
 * @param stride - how far to go, in steps to the middle: above 1 overshoots
 */
export function moveCentres(
  store: PointStore,
  metric: SeatMetric,
  home: Int32Array,
  shared: SharedPoints | null,
  centres: Float64Array,
  isFree: (j: number) => boolean,
  stride: number,
): Spread {
  const { dimension, origin, places, load, rate } = store;
  const { k } = metric;
  const isSquared = metric.kind === 'squaredDistance';
  const sums = new Float64Array(dimension * k);
  const mass = new Float64Array(k);
  const cost = new Float64Array(k);
  const loads = new Float64Array(k);
  const trips = new Float64Array(k);
  const squares = new Float64Array(k);
  let shortest = 0;
  const add = (p: number, j: number, share: number, length: number) => {
    const weightOfPoint = load[p] > 0 ? load[p] * rate[p] : rate[p];
    trips[j] += share * weightOfPoint;
    cost[j] += share * weightOfPoint * length;
    loads[j] += share * load[p];
    squares[j] += share * load[p] * load[p];
    const weight = (share * weightOfPoint) / (isSquared ? 1 : Math.max(length, shortest));
    mass[j] += weight;
    for (let d = 0; d < dimension; d++) sums[dimension * j + d] += weight * places[dimension * p + d];
  };
  if (!isSquared) {
    for (let p = 0; p < store.count; p++) shortest += (LEAST_LENGTH / store.count) * metric.cost(p, home[p]);
    shortest = shortest || Number.MIN_VALUE;
  }
  for (let p = 0; p < store.count; p++) add(p, home[p], 1, metric.cost(p, home[p]));
  if (shared !== null) {
    const { start, seat } = shared.borders;
    for (let a = 0; a < shared.unit.length; a++) {
      const p = shared.unit[a];
      for (let e = start[a]; e < start[a + 1]; e++) {
        const share = shared.shares[e] - (seat[e] === home[p] ? 1 : 0);
        if (share !== 0) add(p, seat[e], share, metric.cost(p, seat[e]));
      }
    }
  }
  const costPerLoad = new Float64Array(k);
  const rates = new Float64Array(k).fill(1);
  const units = new Float64Array(k);
  let total = 0;
  for (let j = 0; j < k; j++) {
    total += cost[j];
    costPerLoad[j] = loads[j] > 0 ? Math.max(0, cost[j]) / loads[j] : 0;
    if (loads[j] > 0 && trips[j] > 0) rates[j] = trips[j] / loads[j];
    units[j] = squares[j] > 0 ? (loads[j] * loads[j]) / squares[j] : 1;
    if (stride === 0 || !isFree(j) || !(mass[j] > 0)) continue;
    const at = dimension * j;
    let norm = 0;
    for (let d = 0; d < dimension; d++) {
      const middle = sums[at + d] / mass[j] + origin[d];
      sums[at + d] = centres[at + d] + stride * (middle - centres[at + d]);
      norm += sums[at + d] * sums[at + d];
    }
    // Places round the globe that cancel out have no middle, and the centre stays.
    const length = dimension === 3 ? Math.sqrt(norm) : 1;
    if (length < 1e-9) continue;
    for (let d = 0; d < dimension; d++) centres[at + d] = sums[at + d] / length;
  }
  return { costPerLoad, rate: rates, units, cost: total };
}
