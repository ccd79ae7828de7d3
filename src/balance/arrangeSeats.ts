import { buildCsr, type Csr } from '../core/csr.js';
import { arcOfChord } from '../geo/unitVectors.js';
import type { GeometricTravel } from './problem.js';
import type { SeatProblem } from './seatProblem.js';
import { type CostTable, startCosts } from './transport/costTable.js';
import { createPointStore } from './transport/createPointStore.js';
import { isSmallField } from './transport/isSmallField.js';
import type { PointStore } from './transport/pointStore.js';
import type { SeatPlaces } from './transport/seatField.js';
import { finishNow } from './work.js';

/** Brings the columns into the form of the search: points or a table, and lists of seats; few points stand in a table. */
export function arrangeSeats(problem: SeatProblem): { store: PointStore | null; places: SeatPlaces } {
  const { travel, loads, trips = loads, eligibleRow } = problem;
  const k = problem.lowers.length;
  const n = loads.length;
  const choices = listChoices(problem);
  if (travel.kind === 'matrix') {
    const rows = eligibleRow ?? new Int32Array(n);
    const start = startCosts(rows, choices);
    const table: CostTable = {
      count: n,
      load: loads,
      rate: Float64Array.from(loads, (load, i) => (load > 0 ? trips[i] / load : trips[i])),
      rows,
      start,
      costs: start[n] === k * n ? travel.costs : listCosts(travel.costs, rows, start, choices, k),
    };
    return inTable(table, choices);
  }
  if (isSmallField(n, k)) return inTable(measureTable(problem, travel, choices), choices);
  const { dimension, metric, seats } = travel;
  const scale = metric === 'distance' ? travel.scale : travel.scale * travel.scale;
  const isNowhere = (i: number) => Number.isNaN(travel.places[dimension * i]);
  // Units without a place cost nothing anywhere; they follow rows of their own, so that they widen no other box.
  const rowCount = choices.offsets.length - 1;
  const hasNowhere = travel.places.some((coordinate) => Number.isNaN(coordinate));
  const places = hasNowhere ? travel.places.slice() : travel.places;
  const weights = scale === 1 && !hasNowhere ? trips : trips.map((value) => scale * value);
  const rows = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    rows[i] = (eligibleRow?.[i] ?? 0) + (isNowhere(i) || trips[i] === 0 ? rowCount : 0);
    if (!isNowhere(i)) continue;
    weights[i] = 0;
    for (let d = 0; d < dimension; d++) places[dimension * i + d] = k > 0 ? seats[d] : 0;
  }
  const store = finishNow(createPointStore(places, dimension, loads, { trips: weights, rows }));
  return { store, places: { centres: seats, metric, choices: twice(choices) } };
}

/** A field that needs no geometry. */
function inTable(table: CostTable, choices: Csr): { store: null; places: SeatPlaces } {
  return { store: null, places: { centres: new Float64Array(0), metric: 'distance', table, choices } };
}

/** Costs of few units, listed; those without a place cost nothing anywhere. */
function measureTable(problem: SeatProblem, travel: GeometricTravel, choices: Csr): CostTable {
  const { loads, trips = loads, eligibleRow } = problem;
  const { dimension, metric, places, seats } = travel;
  const count = loads.length;
  const rows = eligibleRow ?? new Int32Array(count);
  const start = startCosts(rows, choices);
  const costs = new Float64Array(start[count]);
  const rate = new Float64Array(count);
  const scale = metric === 'distance' ? travel.scale : travel.scale * travel.scale;
  const lengthOf = dimension === 3 ? arcOfChord : Math.sqrt;
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(places[dimension * i])) continue;
    rate[i] = scale * (loads[i] > 0 ? trips[i] / loads[i] : trips[i]);
    let e = choices.offsets[rows[i]];
    for (let at = start[i]; at < start[i + 1]; at++) {
      const j = choices.targets[e++];
      let square = 0;
      for (let d = 0; d < dimension; d++) {
        const step = places[dimension * i + d] - seats[dimension * j + d];
        square += step * step;
      }
      costs[at] = metric === 'distance' ? lengthOf(square) : square;
    }
  }
  return { count, load: loads, rate, rows, start, costs };
}

function listChoices({ lowers, eligible }: SeatProblem): Csr {
  const k = lowers.length;
  if (eligible === undefined)
    return { offsets: Int32Array.of(0, k), targets: Int32Array.from({ length: k }, (_, j) => j) };
  const open = Array.from(eligible.keys()).filter((at) => eligible[at] === 1);
  return buildCsr(
    eligible.length / k,
    open.map((at) => Math.floor(at / k)),
    open.map((at) => at % k),
  );
}

/** Of a cost for each pair those that rows of choices list. */
function listCosts(
  costs: Float64Array,
  rows: Int32Array,
  start: Int32Array,
  { offsets, targets }: Csr,
  k: number,
): Float64Array {
  const listed = new Float64Array(start[rows.length]);
  rows.forEach((row, r) => {
    for (let e = offsets[row]; e < offsets[row + 1]; e++)
      listed[start[r] + e - offsets[row]] = costs[k * r + targets[e]];
  });
  return listed;
}

/** The same rows once more behind themselves. */
function twice({ offsets, targets }: Csr): Csr {
  const size = targets.length;
  return {
    offsets: Int32Array.from([...offsets, ...offsets.subarray(1).map((end) => end + size)]),
    targets: Int32Array.from([...targets, ...targets]),
  };
}
