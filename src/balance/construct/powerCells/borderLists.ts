import type { Csr } from '../../../core/csr.js';
import type { Contested } from '../../transport/contested.js';
import { type ContestedCollector, createContestedCollector } from '../../transport/contestedCollector.js';
import { listContested } from '../../transport/listContested.js';
import type { PointStore } from '../../transport/pointStore.js';
import type { SeatMetric } from '../../transport/seatCosts.js';
import type { Task, Work } from '../../work.js';
import { type Borders, type PriceLimits, type Standing, standAt } from './softDual.js';
import { type Stretch, stretchBands, stretchBetween } from './stretch.js';

/** Lists reach this many softnesses far, so that prices may move by one before lists are stale. */
export const BAND = 2;

/** What borders are listed of. */
export interface ListedField {
  readonly store: PointStore;
  readonly metric: SeatMetric;
  readonly limits: PriceLimits;
  /** Entry `[j]` is how wide the borders of territory j are soft, in cost per load. */
  readonly softness: Float64Array;
  readonly stretch: Stretch;
}

/**
 * Lists of contested units, made anew where they are stale, in arrays that serve all lists of a search: what a round
 * ends with holds until the next one begins.
 */
export interface BorderLists {
  /** Begins with other centres, or other points. */
  begin(field: ListedField): void;
  /** What borders make of loads at some prices. */
  look(prices: Float64Array, isStale: boolean, work: Work): Task<Standing>;
  /** Makes all borders at least as soft as `floor`. */
  soften(floor: number): void;
  /** Entry `[p]` is the territory of position p, the best one where it is contested. */
  home(): Int32Array;
  contested(): Contested;
}

/** Makes lists for k territories and stores of so many points at the most. */
export function createBorderLists(k: number, mostPoints: number): BorderLists {
  return new SharedLists(k, mostPoints);
}

/** A class, so that what is compiled for one search is so for the next. */
class SharedLists implements BorderLists {
  private readonly k: number;
  private readonly collector: ContestedCollector;
  private readonly choices: Csr;
  private readonly homes: Int32Array;
  private field!: ListedField;
  private soft!: Float64Array;
  private listed: Contested | null = null;
  private borders!: Borders;
  /** Room for a number a contested unit, and for one an entry. */
  private softness = new Float64Array(0);
  private stretches = new Float64Array(0);
  private shares = new Float64Array(0);

  constructor(k: number, mostPoints: number) {
    this.k = k;
    this.collector = createContestedCollector(k);
    this.choices = { offsets: Int32Array.of(0, k), targets: Int32Array.from(new Int32Array(k).keys()) };
    this.homes = new Int32Array(mostPoints);
  }

  begin(field: ListedField): void {
    this.field = field;
    this.soft = field.softness;
    this.listed = null;
  }

  *look(prices: Float64Array, isStale: boolean, work: Work): Task<Standing> {
    if (isStale || this.listed === null) yield* this.list(prices, work);
    const { borders, soft, stretches } = this;
    const { unit } = this.listed!;
    const home = this.home();
    for (let a = 0; a < borders.count; a++) borders.softness[a] = soft[home[unit[a]]] * stretches[a];
    const shares = this.shares.subarray(0, borders.seat.length);
    return standAt(borders, this.field.limits, soft, prices, shares);
  }

  soften(floor: number): void {
    this.soft = this.field.softness.map((width) => Math.max(width, floor));
  }

  home(): Int32Array {
    return this.homes.subarray(0, this.field.store.count);
  }

  contested(): Contested {
    return this.listed!;
  }

  private *list(prices: Float64Array, work: Work): Task<void> {
    const { k, choices, soft, collector } = this;
    const { store, metric, stretch } = this.field;
    const query = {
      prices,
      bands: stretchBands(stretch, soft, BAND),
      mostEntries: Number.POSITIVE_INFINITY,
      home: this.home(),
    };
    const field = { k, units: store.count, store, metric, table: null, choices };
    const contested = (yield* listContested(field, query, work, collector))!;
    const { count, seat } = contested;
    if (this.softness.length < count) {
      this.softness = new Float64Array(2 * count);
      this.stretches = new Float64Array(2 * count);
    }
    if (this.shares.length < seat.length) this.shares = new Float64Array(2 * seat.length);
    this.listed = contested;
    this.borders = { ...contested, softness: this.softness.subarray(0, count), stretch };
    stretchUnits(contested, query.home, prices, stretch, this.stretches);
  }
}

/** Sets entry `[a]` to the stretch between the best seat of contested unit a and the next one. */
function stretchUnits(
  { count, unit, start, seat, cost }: Contested,
  home: Int32Array,
  prices: Float64Array,
  stretch: Stretch,
  stretches: Float64Array,
): void {
  for (let a = 0; a < count; a++) {
    const own = home[unit[a]];
    let next = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let e = start[a]; e < start[a + 1]; e++) {
      const value = cost[e] + prices[seat[e]];
      if (seat[e] === own || value >= least) continue;
      least = value;
      next = seat[e];
    }
    stretches[a] = next < 0 ? 1 : stretchBetween(stretch, own, next);
  }
}
