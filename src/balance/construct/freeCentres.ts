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
import type { SearchGeometry, SearchProblem } from '../searchProblem.js';
import { sampleSearchProblem } from '../searchProblem.js';
import { sampleUnits, solveMultiscale } from '../transport/multiscale.js';
import { buildPlaceTree, type PlaceTree } from '../transport/placeTree.js';
import type { Relaxation } from '../transport/relaxation.js';
import type { Task, Work } from '../work.js';

/** Gap of the relaxation while centres still move. */
const ROUND_GAP = 1e-3;
/** A round that lowers the cost by less than this share is the last. */
const LEAST_FALL = 1e-4;
/** Units a territory in the sample that centres are first moved on. */
const UNITS_PER_TERRITORY = 60;
/** Smoothing of a round in last smoothings of the one before. */
const RESTART_SMOOTHINGS = 2;

/** Places centres anew: NaN coordinates in `seats` are free, the others stay. Writes into the search's centres. */
export function placeFirstCentres(search: SearchProblem, seats: Float64Array): void {
  const { travel, places, centres } = search.costs.geometry!;
  const { dimension } = travel;
  const units = Int32Array.from({ length: search.n }, (_, u) => u).filter(
    (u) => search.costs.isPoint[u] === 1,
  );
  const parts = bisect(search, units);
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
    // More territories than places: an empty part has no middle, so its centre starts at some place.
    const isEmpty = parts[next].length === 0;
    for (let d = 0; d < dimension; d++) {
      centres[dimension * j + d] = isEmpty ? places[dimension * units[j % units.length] + d] : middle[d];
    }
    pushToSphere(search.costs.geometry!, j);
    next++;
  }
  search.costs.update();
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
  let prices: Float64Array = new Float64Array(search.k * search.M);
  if (step > 1) {
    const { sample, scale } = sampleSearchProblem(search, sampleUnits(tree, step));
    const sampleTree = buildPlaceTree(sample);
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
  recentre(search, isFree, (visit) => {
    for (let u = 0; u < search.n; u++) {
      for (let e = candidates.start[u]; e < candidates.start[u] + candidates.count[u]; e++) {
        if (shares[e] > 0) visit(u, candidates.territory[e], shares[e]);
      }
    }
  });
}

/** Moves free centres to the middle of an assignment. */
export function recentreAssignment(
  search: SearchProblem,
  assignment: Int32Array,
  isFree: (j: number) => boolean,
): void {
  recentre(search, isFree, (visit) => {
    for (let u = 0; u < search.n; u++) visit(u, assignment[u], 1);
  });
}

function recentre(
  search: SearchProblem,
  isFree: (j: number) => boolean,
  forEach: (visit: (u: number, j: number, share: number) => void) => void,
): void {
  const geometry = search.costs.geometry!;
  const { travel, places, centres, metric } = geometry;
  const { dimension } = travel;
  const sums = new Float64Array(dimension * search.k);
  const weights = new Float64Array(search.k);
  const isSquared = travel.metric === 'squaredDistance';
  forEach((u, j, share) => {
    if (search.costs.isPoint[u] === 0) return;
    // A unit that lies on the centre itself must not outweigh all others.
    const weight = (share * search.trips[u]) / (isSquared ? 1 : Math.max(metric(u, j), 1e-6 * travel.scale));
    weights[j] += weight;
    for (let d = 0; d < dimension; d++) sums[dimension * j + d] += weight * places[dimension * u + d];
  });
  for (let j = 0; j < search.k; j++) {
    if (!isFree(j) || weights[j] === 0) continue;
    for (let d = 0; d < dimension; d++) centres[dimension * j + d] = sums[dimension * j + d] / weights[j];
    pushToSphere(geometry, j);
  }
  search.costs.update();
}

/** On the globe a centre is a place; of all places, squared distances are least to the one below the mean in space. */
function pushToSphere({ travel, centres }: SearchGeometry, j: number): void {
  if (travel.dimension !== 3) return;
  const x = centres[3 * j];
  const y = centres[3 * j + 1];
  const z = centres[3 * j + 2];
  const norm = Math.sqrt(x * x + y * y + z * z);
  if (norm < 1e-9) return;
  centres[3 * j] = x / norm;
  centres[3 * j + 1] = y / norm;
  centres[3 * j + 2] = z / norm;
}

/** Cuts units into k parts of about equal load of the first measure, or of equal count where nothing is limited. */
function bisect(search: SearchProblem, units: Int32Array): Int32Array[] {
  const { M, load } = search;
  const { travel, places } = search.costs.geometry!;
  const { dimension } = travel;
  const weightOf = (u: number) => (M > 0 ? load[M * u] : 1);
  const parts: Int32Array[] = [];
  const cut = (part: Int32Array, count: number): void => {
    if (count === 1) {
      parts.push(part);
      return;
    }
    const axis = widestAxis(places, dimension, part);
    const ordered = part
      .slice()
      .sort((a, b) => places[dimension * a + axis] - places[dimension * b + axis] || a - b);
    const left = count >> 1;
    let total = 0;
    for (const u of ordered) total += weightOf(u);
    let passed = 0;
    let at = 0;
    while (at < ordered.length && (passed + 0.5 * weightOf(ordered[at])) * count < total * left) {
      passed += weightOf(ordered[at++]);
    }
    cut(ordered.subarray(0, at), left);
    cut(ordered.subarray(at), count - left);
  };
  cut(units, search.k);
  return parts;
}

function widestAxis(places: Float64Array, dimension: number, units: Int32Array): number {
  let widest = 0;
  let width = -1;
  for (let axis = 0; axis < dimension; axis++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const u of units) {
      const value = places[dimension * u + axis];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > width) {
      width = high - low;
      widest = axis;
    }
  }
  return widest;
}
