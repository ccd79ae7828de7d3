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
  const { k } = metric;
  const sums = new SpreadSums(store, metric, home);
  for (let p = 0; p < store.count; p++) sums.add(p, home[p], 1);
  if (shared !== null) {
    const { start, seat } = shared.borders;
    for (let a = 0; a < shared.unit.length; a++) {
      const p = shared.unit[a];
      for (let e = start[a]; e < start[a + 1]; e++) {
        const share = shared.shares[e] - (seat[e] === home[p] ? 1 : 0);
        if (share !== 0) sums.add(p, seat[e], share);
      }
    }
  }
  for (let j = 0; j < k; j++) if (stride > 0 && isFree(j)) sums.move(j, centres, stride);
  return sums.spread();
}

/** What territories hold, added up point by point; a class, so that what is compiled for one store is so for the next. */
class SpreadSums {
  private readonly store: PointStore;
  private readonly metric: SeatMetric;
  /** Weighted coordinates of what territory j holds at `[dimension * j]`. */
  private readonly sums: Float64Array;
  private readonly mass: Float64Array;
  private readonly cost: Float64Array;
  private readonly loads: Float64Array;
  private readonly trips: Float64Array;
  private readonly squares: Float64Array;
  /** Distances below this count as this much. */
  private readonly shortest: number;

  constructor(store: PointStore, metric: SeatMetric, home: Int32Array) {
    const { k } = metric;
    this.store = store;
    this.metric = metric;
    this.sums = new Float64Array(store.dimension * k);
    this.mass = new Float64Array(k);
    this.cost = new Float64Array(k);
    this.loads = new Float64Array(k);
    this.trips = new Float64Array(k);
    this.squares = new Float64Array(k);
    this.shortest = metric.kind === 'squaredDistance' ? 0 : shortestLength(store, metric, home);
  }

  /** Adds a share of point p to territory j. */
  add(p: number, j: number, share: number): void {
    const { dimension, places, load, rate } = this.store;
    const length = this.metric.cost(p, j);
    const weightOfPoint = load[p] > 0 ? load[p] * rate[p] : rate[p];
    this.trips[j] += share * weightOfPoint;
    this.cost[j] += share * weightOfPoint * length;
    this.loads[j] += share * load[p];
    this.squares[j] += share * load[p] * load[p];
    const isSquared = this.metric.kind === 'squaredDistance';
    const weight = (share * weightOfPoint) / (isSquared ? 1 : Math.max(length, this.shortest));
    this.mass[j] += weight;
    for (let d = 0; d < dimension; d++) this.sums[dimension * j + d] += weight * places[dimension * p + d];
  }

  /** Moves the centre of territory j so many steps to the middle of what it holds. */
  move(j: number, centres: Float64Array, stride: number): void {
    const { dimension, origin } = this.store;
    const { sums, mass } = this;
    if (!(mass[j] > 0)) return;
    const at = dimension * j;
    let norm = 0;
    for (let d = 0; d < dimension; d++) {
      const middle = sums[at + d] / mass[j] + origin[d];
      sums[at + d] = centres[at + d] + stride * (middle - centres[at + d]);
      norm += sums[at + d] * sums[at + d];
    }
    // Places round the globe that cancel out have no middle, and the centre stays.
    const length = dimension === 3 ? Math.sqrt(norm) : 1;
    if (length < 1e-9) return;
    for (let d = 0; d < dimension; d++) centres[at + d] = sums[at + d] / length;
  }

  spread(): Spread {
    const { cost, loads, trips, squares } = this;
    const k = loads.length;
    const costPerLoad = new Float64Array(k);
    const rate = new Float64Array(k).fill(1);
    const units = new Float64Array(k);
    let total = 0;
    for (let j = 0; j < k; j++) {
      total += cost[j];
      costPerLoad[j] = loads[j] > 0 ? Math.max(0, cost[j]) / loads[j] : 0;
      if (loads[j] > 0 && trips[j] > 0) rate[j] = trips[j] / loads[j];
      units[j] = squares[j] > 0 ? (loads[j] * loads[j]) / squares[j] : 1;
    }
    return { costPerLoad, rate, units, cost: total };
  }
}

function shortestLength(store: PointStore, metric: SeatMetric, home: Int32Array): number {
  let shortest = 0;
  for (let p = 0; p < store.count; p++) shortest += (LEAST_LENGTH / store.count) * metric.cost(p, home[p]);
  return shortest || Number.MIN_VALUE;
}
