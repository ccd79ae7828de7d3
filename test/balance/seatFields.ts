import { type CostTable, startCosts } from '../../src/balance/transport/costTable.js';
import type { SeatQuery, SeatSolution } from '../../src/balance/transport/solveSeats.js';
import type { Csr } from '../../src/core/csr.js';
import { createRandom } from '../../src/core/random.js';
import { arcOfChord } from '../../src/geo/unitVectors.js';

/** A transportation problem in the caller's order: points first, then the rows of the table. */
export interface Field {
  readonly dimension: 2 | 3;
  readonly places: Float64Array;
  readonly load: Float64Array;
  readonly trips: Float64Array;
  readonly rows: Int32Array;
  /** Entry `[row * seats + j]` is 1 where units of a row may be at seat j. */
  readonly isAllowed: Uint8Array;
  /** Entry `[seats * r + j]` is the cost of one trip to row r of the table from seat j. */
  readonly costs: Float64Array;
  readonly query: SeatQuery;
}

/** Where points and seats lie, and what they weigh. */
export interface FieldShape {
  readonly points: number;
  readonly seats: number;
  readonly dimension?: 2 | 3;
  readonly metric?: SeatQuery['metric'];
  /** `clumps` are a few towns; `twins` are pairs of equal points; `far` has all seats on one side of all points. */
  readonly lie?: 'even' | 'clumps' | 'twins' | 'line' | 'far' | 'antimeridian';
  readonly weights?: 'equal' | 'mixed' | 'heavy' | 'gaps';
  /** Trips that differ from loads. */
  readonly hasTrips?: boolean;
  /** Relative room about equal loads; 0 for equal loads. */
  readonly tolerance?: number;
  /** Rows of the table, and how many lists of seats there are. */
  readonly tableRows?: number;
  readonly lists?: number;
  /** Seats of the table that are not to be had, as a share. */
  readonly missing?: number;
}

/** A field of a shape, the same for the same seed. */
export function makeField(shape: FieldShape, seed: number): Field {
  const { points, seats, dimension = 2, metric = 'squaredDistance', lie = 'even', weights = 'mixed' } = shape;
  const random = createRandom(seed);
  const share = () => random.nextShare();
  const place = (x: number, y: number): number[] => {
    if (dimension === 2) return [x, y];
    const turn = lie === 'antimeridian' ? Math.PI : 0;
    const lon = turn + (x - 0.5) * 1.5;
    const lat = (y - 0.5) * 1.6;
    return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
  };
  const towns = Array.from({ length: 5 }, () => [share(), share(), 0.01 + 0.05 * share()]);
  const draw = (): number[] => {
    if (lie === 'line') return place(share(), 0.5);
    if (lie === 'far') return place(0.2 * share(), 0.2 * share());
    if (lie !== 'clumps') return place(share(), share());
    const [x, y, width] = towns[random.nextBelow(towns.length)];
    return place(x + width * (share() - 0.5), y + width * (share() - 0.5));
  };
  const drawn: number[][] = [];
  while (drawn.length < points)
    drawn.push(lie === 'twins' && drawn.length % 2 === 1 ? drawn.at(-1)! : draw());
  const rowsOfTable = shape.tableRows ?? 0;
  const units = points + rowsOfTable;
  const weigh = () => {
    if (weights === 'equal') return 1;
    if (weights === 'heavy') return 1 / (share() + 0.003);
    if (weights === 'gaps' && share() < 0.4) return 0;
    return 1 + random.nextBelow(9);
  };
  const load = Float64Array.from({ length: units }, weigh);
  const trips = shape.hasTrips ? load.map(() => random.nextBelow(6)) : load.slice();
  const lists = shape.lists ?? 1;
  const rows = Int32Array.from({ length: units }, () => random.nextBelow(lists));
  const choices = drawChoices(lists, seats, random.nextBelow);
  let whole = 0;
  for (const value of load) whole += value;
  const tolerance = shape.tolerance ?? 0;
  const isAllowed = new Uint8Array(lists * seats);
  for (let row = 0; row < lists; row++) {
    for (let e = choices.offsets[row]; e < choices.offsets[row + 1]; e++)
      isAllowed[row * seats + choices.targets[e]] = 1;
  }
  const centres = Array.from({ length: seats }, () =>
    lie === 'far' ? place(0.8 + 0.2 * share(), share()) : draw(),
  );
  const costs = Float64Array.from({ length: rowsOfTable * seats }, () =>
    share() < (shape.missing ?? 0) ? Number.POSITIVE_INFINITY : share(),
  );
  const listed = Array.from(rows.subarray(points), (row, r) =>
    Array.from(
      choices.targets.subarray(choices.offsets[row], choices.offsets[row + 1]),
      (j) => costs[seats * r + j],
    ),
  );
  const table: CostTable = {
    count: rowsOfTable,
    load: load.subarray(points),
    rate: Float64Array.from({ length: rowsOfTable }, (_, r) => rateOf(load, trips, points + r)),
    rows: rows.subarray(points),
    start: startCosts(rows.subarray(points), choices),
    costs: Float64Array.from(listed.flat()),
  };
  return {
    dimension,
    places: Float64Array.from(drawn.flat()),
    load,
    trips,
    rows,
    isAllowed,
    costs,
    query: {
      centres: Float64Array.from(centres.flat()),
      metric,
      lower: new Float64Array(seats).fill((whole / seats) * (1 - tolerance)),
      upper: new Float64Array(seats).fill((whole / seats) * (1 + tolerance)),
      choices,
      ...(rowsOfTable > 0 && { table }),
    },
  };
}

/** All seats for the first list, about two thirds of them for the others. */
function drawChoices(lists: number, seats: number, nextBelow: (size: number) => number): Csr {
  const offsets = [0];
  const targets: number[] = [];
  for (let row = 0; row < lists; row++) {
    const first = nextBelow(seats);
    for (let j = 0; j < seats; j++) if (row === 0 || j === first || nextBelow(3) > 0) targets.push(j);
    offsets.push(targets.length);
  }
  return { offsets: Int32Array.from(offsets), targets: Int32Array.from(targets) };
}

function rateOf(load: Float64Array, trips: Float64Array, i: number): number {
  return load[i] > 0 ? trips[i] / load[i] : trips[i];
}

/** Cost of a whole unit at a seat, by the definition; infinite where it may not be. */
export function costOfUnit(field: Field, i: number, j: number): number {
  const { dimension, places, trips, rows, query } = field;
  const { centres, metric } = query;
  const points = places.length / dimension;
  const k = query.lower.length;
  if (field.isAllowed[k * rows[i] + j] === 0) return Number.POSITIVE_INFINITY;
  if (i >= points) {
    const cost = field.costs[k * (i - points) + j];
    return cost === Number.POSITIVE_INFINITY ? cost : trips[i] * cost;
  }
  let square = 0;
  for (let d = 0; d < dimension; d++) square += (places[dimension * i + d] - centres[dimension * j + d]) ** 2;
  if (metric === 'squaredDistance') return trips[i] * square;
  return trips[i] * (dimension === 3 ? arcOfChord(square) : Math.sqrt(square));
}

/** What a solution really has: loads, cost and dual value, all by the definitions. */
export function judgeSeats(field: Field, solution: SeatSolution) {
  const { load, query } = field;
  const k = query.lower.length;
  const loads = new Float64Array(k);
  let cost = 0;
  let dual = 0;
  const parts = new Map<number, { seat: number; load: number }[]>();
  for (const split of solution.splits) parts.set(split.unit, [...(parts.get(split.unit) ?? []), split]);
  for (let i = 0; i < load.length; i++) {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < k; j++)
      least = Math.min(least, costOfUnit(field, i, j) + load[i] * solution.prices[j]);
    dual += least;
    for (const part of parts.get(i) ?? [{ seat: solution.assignment[i], load: load[i] }]) {
      loads[part.seat] += part.load;
      const share = load[i] > 0 ? part.load / load[i] : 1;
      cost += share * costOfUnit(field, i, part.seat);
    }
  }
  const whole = load.reduce((sum, value) => sum + value, 0);
  solution.prices.forEach((price, j) => {
    dual -= price * (price > 0 ? Math.min(whole, query.upper[j]) : query.lower[j]);
  });
  return { loads, cost, dual, splitUnits: parts.size };
}
