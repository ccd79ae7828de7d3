/**
 * Centres for territories without a seat: balanced chunks first, then alternate.
 *
 * 1. Cut the units into k parts of about equal load, again and again along the widest axis (weighted recursive
 *    coordinate bisection; M. J. Berger, S. H. Bokhari, 1987, DOI 10.1109/TC.1987.1676942). Seats take the part
 *    nearest to them, the other parts give the free centres.
 * 2. Solve the relaxation for these centres, prices carried over, and move every free centre to the middle of what it
 *    got: the weighted mean for squared distances, one step towards the weighted median (E. Weiszfeld, 1937; translated
 *    by F. Plastria, 2009, DOI 10.1007/s10479-008-0352-z) for distances.
 * 3. Stop when the cost falls by less than `LEAST_FALL`, or after the given rounds.
 *
 * The cost falls with every round but for the exactness of the relaxation. There is no bound for free centres here: it
 * is a local optimum.
 */
import { risingOrder } from '../../core/risingOrder.js';
import { createMetric, type Metric } from '../costs.js';
import { sampleSearchProblem } from '../merge/sampleSearchProblem.js';
import type { GeometricTravel } from '../problem.js';
import type { SearchProblem } from '../searchProblem.js';
import { buildPlaceTree } from '../transport/buildPlaceTree.js';
import { sampleUnits, solveMultiscale } from '../transport/multiscale.js';
import type { PlaceTree } from '../transport/placeTree.js';
import type { Relaxation } from '../transport/relaxation.js';
import { widestAxis } from '../transport/widestAxis.js';
import type { Task, Work } from '../work.js';

/** Gap of the relaxation while centres still move. */
const ROUND_GAP = 1e-3;
/** A round that lowers the cost by less than this share is the last. */
const LEAST_FALL = 1e-4;
/** Units a territory in the sample that centres are first moved on. */
const UNITS_PER_TERRITORY = 60;
/** Steps towards the median of the incumbents; where costs are squared distances the first one arrives. */
const INCUMBENT_ROUNDS = 8;
/** Smoothing of a round in last smoothings of the one before. */
const RESTART_SMOOTHINGS = 2;

/**
 * Places centres anew: NaN coordinates in `seats` are free, the others stay. Writes into the search's centres; pauses on
 * the way.
 */
export function* placeFirstCentres(search: SearchProblem, seats: Float64Array): Task<void> {
  const { travel, centres } = search.costs.geometry!;
  const { dimension } = travel;
  const places = findAnchors(search, travel);
  const units = Int32Array.from({ length: search.n }, (_, u) => u).filter(
    (u) => !Number.isNaN(places[dimension * u]),
  );
  if (units.length === 0) return;
  const parts = yield* bisect(search, units, places, dimension);
  const isTaken = new Uint8Array(parts.length);
  const isFree = (j: number) => Number.isNaN(seats[dimension * j]);
  const partMiddles = new Float64Array(dimension * parts.length);
  parts.forEach((part, p) => {
    for (const u of part) {
      for (let d = 0; d < dimension; d++)
        partMiddles[dimension * p + d] += places[dimension * u + d] / part.length;
    }
  });
  for (let j = 0; j < search.k; j++) {
    if (isFree(j)) continue;
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let p = 0; p < parts.length; p++) {
      let square = 0;
      for (let d = 0; d < dimension; d++)
        square += (partMiddles[dimension * p + d] - seats[dimension * j + d]) ** 2;
      if (isTaken[p] === 1 || square >= least) continue;
      least = square;
      nearest = p;
    }
    isTaken[nearest] = 1;
  }
  let next = 0;
  for (let j = 0; j < search.k; j++) {
    if (!isFree(j)) continue;
    while (isTaken[next] === 1) next++;
    const middle = partMiddles.subarray(dimension * next, dimension * (next + 1));
    // An empty part (more territories than places) or one round the globe has no middle: some place will do.
    const some = parts[next].length > 0 ? parts[next][0] : units[j % units.length];
    centres.set(places.subarray(dimension * some, dimension * (some + 1)), dimension * j);
    if (parts[next].length > 0) placeCentre(travel, centres, j, middle);
    next++;
  }
  search.costs.update();
}

/** Where a unit is: the place of its first member that has one; NaN where none has. */
function findAnchors(search: SearchProblem, travel: GeometricTravel): Float64Array {
  const { dimension, places } = travel;
  const { members } = search;
  const anchors = new Float64Array(dimension * search.n).fill(Number.NaN);
  for (let u = 0; u < search.n; u++) {
    for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++) {
      const at = dimension * members.targets[e];
      if (Number.isNaN(places[at])) continue;
      anchors.set(places.subarray(at, at + dimension), dimension * u);
      break;
    }
  }
  return anchors;
}

/** Alternates relaxation and centres; ends with the relaxation for the last centres, as exact as asked. */
export function* settleCentres(
  search: SearchProblem,
  tree: PlaceTree,
  isFree: (j: number) => boolean,
  rounds: number,
  mostCandidates: number,
  work: Work,
): Task<Float64Array> {
  const step = Math.floor(search.n / (UNITS_PER_TERRITORY * search.k));
  let prices: Float64Array = new Float64Array(search.size);
  if (step > 1) {
    const { sample, scale } = sampleSearchProblem(search, sampleUnits(tree, step));
    const sampleTree = yield* buildPlaceTree(sample, work);
    prices = yield* alternate(sample, sampleTree, isFree, rounds, prices, mostCandidates, work);
    prices = prices.map((price, at) => price * scale[at % search.M]);
    search.costs.update();
  }
  return yield* alternate(search, tree, isFree, rounds, prices, mostCandidates, work);
}

function* alternate(
  search: SearchProblem,
  tree: PlaceTree,
  isFree: (j: number) => boolean,
  rounds: number,
  startPrices: Float64Array,
  mostCandidates: number,
  work: Work,
): Task<Float64Array> {
  let prices = startPrices;
  let smoothing: number | null = null;
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const goal = { gap: ROUND_GAP, mostCandidates };
    const relaxation: Relaxation = yield* solveMultiscale(search, tree, { prices, smoothing }, goal, work);
    prices = relaxation.prices;
    smoothing = RESTART_SMOOTHINGS * relaxation.smoothing;
    moveCentres(search, relaxation, isFree);
    if (before - relaxation.bound < LEAST_FALL * Math.abs(before)) break;
    before = relaxation.bound;
  }
  return prices;
}

/** Moves free centres to the middle of the shares they got. */
function moveCentres(search: SearchProblem, relaxation: Relaxation, isFree: (j: number) => boolean): void {
  const { candidates, shares } = relaxation;
  const middles = new Middles(search);
  for (let u = 0; u < search.n; u++) {
    for (let e = candidates.start[u]; e < candidates.start[u] + candidates.count[u]; e++) {
      if (shares[e] > 0) middles.add(u, candidates.territory[e], shares[e]);
    }
  }
  middles.take(isFree);
}

/** Moves free centres to the middle of what is there before the change; those of new territories stay where they are. */
export function placeAtIncumbents(search: SearchProblem, isFree: (j: number) => boolean): void {
  for (let round = 0; round < INCUMBENT_ROUNDS; round++)
    recentreAssignment(search, search.costs.incumbent, isFree);
}

/** Moves free centres to the middle of an assignment; -1 is nowhere. */
export function recentreAssignment(
  search: SearchProblem,
  assignment: Int32Array,
  isFree: (j: number) => boolean,
): void {
  const middles = new Middles(search);
  for (let u = 0; u < search.n; u++) if (assignment[u] >= 0) middles.add(u, assignment[u], 1);
  middles.take(isFree);
}

/** The middles of what territories hold; a class, so that what is compiled for one search is so for the next. */
class Middles {
  private readonly search: SearchProblem;
  private readonly travel: GeometricTravel;
  private readonly metric: Metric;
  private readonly sums: Float64Array;
  private readonly weights: Float64Array;

  constructor(search: SearchProblem) {
    const { travel, centres } = search.costs.geometry!;
    this.search = search;
    this.travel = travel;
    this.metric = createMetric(travel, travel.places, centres);
    this.sums = new Float64Array(travel.dimension * search.k);
    this.weights = new Float64Array(search.k);
  }

  /** Adds a share of unit u to territory j. */
  add(u: number, j: number, share: number): void {
    const { members, problem } = this.search;
    const { dimension, places, metric, scale } = this.travel;
    const { sums, weights } = this;
    for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++) {
      const i = members.targets[e];
      if (Number.isNaN(places[dimension * i])) continue;
      // A unit that lies on the centre itself must not outweigh all others.
      const length = metric === 'squaredDistance' ? 1 : Math.max(this.metric.between(i, j), 1e-6 * scale);
      const weight = (share * problem.trips[i]) / length;
      weights[j] += weight;
      for (let d = 0; d < dimension; d++) sums[dimension * j + d] += weight * places[dimension * i + d];
    }
  }

  /** Moves free centres there. */
  take(isFree: (j: number) => boolean): void {
    const { search, travel, sums, weights } = this;
    const { dimension } = travel;
    const { costs, k } = search;
    for (let j = 0; j < k; j++) {
      if (!isFree(j) || weights[j] === 0) continue;
      const mean = sums.subarray(dimension * j, dimension * (j + 1)).map((sum) => sum / weights[j]);
      placeCentre(travel, costs.geometry!.centres, j, mean);
    }
    costs.update();
  }
}

/**
 * Moves a centre to a mean. On the globe a centre is a place; of all places, squared distances are least to the one
 * below the mean in space. Places that cancel out have no direction in common, and the centre stays.
 */
function placeCentre(travel: GeometricTravel, centres: Float64Array, j: number, mean: Float64Array): void {
  const { dimension } = travel;
  let norm = 0;
  for (const coordinate of mean) norm += coordinate * coordinate;
  const length = dimension === 3 ? Math.sqrt(norm) : 1;
  if (length < 1e-9) return;
  for (let d = 0; d < dimension; d++) centres[dimension * j + d] = mean[d] / length;
}

/** Cuts units into k parts of about equal load of the first measure, or of equal count where nothing is limited. */
function* bisect(
  search: SearchProblem,
  units: Int32Array,
  places: Float64Array,
  dimension: number,
): Task<Int32Array[]> {
  const { M, load } = search;
  const weightOf = (u: number) => (M > 0 ? load[M * u] : 1);
  const parts: Int32Array[] = [];
  function* cut(part: Int32Array, count: number): Task<void> {
    if (count === 1) {
      parts.push(part);
      return;
    }
    yield;
    const axis = widestAxis(places, dimension, part, 0, part.length - 1);
    const ordered = orderAlong(part, places, dimension, axis);
    const left = count >> 1;
    let total = 0;
    for (let e = 0; e < ordered.length; e++) total += weightOf(ordered[e]);
    let passed = 0;
    let at = 0;
    while (at < ordered.length && (passed + 0.5 * weightOf(ordered[at])) * count < total * left) {
      passed += weightOf(ordered[at++]);
    }
    yield* cut(ordered.subarray(0, at), left);
    yield* cut(ordered.subarray(at), count - left);
  }
  yield* cut(units, search.k);
  return parts;
}

/** Units by one of their coordinates, equal ones by index. */
function orderAlong(part: Int32Array, places: Float64Array, dimension: number, axis: number): Int32Array {
  const units = part.slice().sort();
  const along = new Float64Array(units.length);
  for (let at = 0; at < units.length; at++) along[at] = places[dimension * units[at] + axis];
  const ordered = risingOrder(along);
  for (let at = 0; at < units.length; at++) ordered[at] = units[ordered[at]];
  return ordered;
}
