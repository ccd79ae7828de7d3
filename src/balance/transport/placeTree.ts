/**
 * Boxes of near units, so that a territory that is too dear for a whole box is dismissed once and not for every unit.
 *
 * 1. Units that follow the same row of choices stand together; each such run has a root of its own.
 * 2. A run is halved along its widest coordinate until at most `LEAF_UNITS` are left.
 * 3. Every box knows a middle, a distance from it within which all its units are, and for each measure the range of
 *    load per trip, which is what prices act on. Leaves are measured unit by unit, the others from their two halves,
 *    whose circles a circle round the middle of both holds.
 *
 * Building takes O(n log n), memory is O(n / LEAF_UNITS * measures). It pauses on the way.
 */
import { invariant } from '../../core/errors.js';
import { inRuns } from '../../core/inRuns.js';
import { arcOfChord } from '../../geo/unitVectors.js';
import type { GeometricTravel } from '../problem.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';

/** Units in a leaf at the most; found by trial. */
const LEAF_UNITS = 32;

/** Boxes over the point units of a search problem. */
export interface PlaceTree {
  /** Units in the order of the boxes: near units stand near each other. */
  readonly order: Int32Array;
  /** Units whose cost does not come from one place; they belong to no box. */
  readonly others: Int32Array;
  /** Entry `[r]` is the root box of row r, -1 where no point follows it. */
  readonly roots: Int32Array;
  /** Box b holds `order[first[b]] … order[last[b] - 1]`. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Entry `[b]` is the first child; the second stands behind it. -1 for a leaf. */
  readonly child: Int32Array;
  /** Coordinates of the middle of box b at `[dimension * b]`. */
  readonly middle: Float64Array;
  /** Entry `[b]` is a distance from the middle of b that none of its units exceeds (kilometres, never squared). */
  readonly radius: Float64Array;
  /** Entry `[b]` is the largest weight over trips of a unit in b: how much wider than per trip its band is. */
  readonly stretch: Float64Array;
  /** Smallest and largest load per trip of measure m in box b at `[2 * (M * b + m)]` and behind it. */
  readonly ratio: Float64Array;
}

/** Builds the boxes; they depend on places and loads only, not on centres or prices. */
export function* buildPlaceTree(search: SearchProblem, work: Work): Task<PlaceTree> {
  const { row, costs, choices } = search;
  const rowCount = choices.offsets.length - 1;
  const { order, others } = yield* orderByRow(search);
  const capacity = 2 * rowCount + 4 * Math.ceil(order.length / LEAF_UNITS) + 2;
  const dimension = costs.geometry?.travel.dimension ?? 0;
  const tree = {
    order,
    others,
    roots: new Int32Array(rowCount).fill(-1),
    first: new Int32Array(capacity),
    last: new Int32Array(capacity),
    child: new Int32Array(capacity).fill(-1),
    middle: new Float64Array(dimension * capacity),
    radius: new Float64Array(capacity),
    stretch: new Float64Array(capacity),
    ratio: new Float64Array(2 * search.M * capacity),
  };
  let size = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && row[order[end]] === row[order[start]]) end++;
    tree.roots[row[order[start]]] = size;
    tree.first[size] = start;
    tree.last[size] = end;
    size++;
    start = end;
  }
  for (let box = 0; box < size; box++) {
    const middle = (tree.first[box] + tree.last[box]) >> 1;
    if (tree.last[box] - tree.first[box] <= LEAF_UNITS) continue;
    yield* halve(search, order, tree.first[box], tree.last[box] - 1, middle, work);
    invariant(size + 2 <= capacity, 'a place tree has more boxes than leaves allow');
    tree.child[box] = size;
    tree.first[size] = tree.first[box];
    tree.last[size] = middle;
    tree.first[size + 1] = middle;
    tree.last[size + 1] = tree.last[box];
    size += 2;
  }
  if (size > 0) yield* measureBoxes(search, tree, size, work);
  return tree;
}

/** Points, those of one row of choices together, and the units that are no points. */
function* orderByRow({
  n,
  row,
  costs,
  choices,
}: SearchProblem): Task<{ order: Int32Array; others: Int32Array }> {
  /** Entry `[r]` is where the next point of row r goes. */
  const next = new Int32Array(choices.offsets.length);
  let count = 0;
  yield* inRuns(n, (from, to) => {
    for (let u = from; u < to; u++) {
      if (costs.isPoint[u] === 0) continue;
      next[row[u] + 1]++;
      count++;
    }
  });
  for (let r = 1; r < next.length; r++) next[r] += next[r - 1];
  const order = new Int32Array(count);
  const others = new Int32Array(n - count);
  let other = 0;
  yield* inRuns(n, (from, to) => {
    for (let u = from; u < to; u++) {
      if (costs.isPoint[u] === 1) order[next[row[u]]++] = u;
      else others[other++] = u;
    }
  });
  return { order, others };
}

/**
 * Length of the way between two points in units of the coordinates: the arc where costs are distances on the globe
 * (whose triangle inequality needs both points on the sphere), the straight line otherwise.
 */
export function lengthBetween(
  travel: GeometricTravel,
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
): number {
  const { dimension } = travel;
  let square = 0;
  for (let d = 0; d < dimension; d++) square += (a[dimension * i + d] - b[dimension * j + d]) ** 2;
  return dimension === 3 && travel.metric === 'distance' ? arcOfChord(square) : Math.sqrt(square);
}

/** Middles, radii and ranges of all boxes, the later ones first: children stand behind their parents. */
function* measureBoxes(search: SearchProblem, tree: PlaceTree, size: number, work: Work): Task<void> {
  const { dimension } = search.costs.geometry!.travel;
  /** Sum of the places in box b at `[dimension * b]`. */
  const sums = new Float64Array(dimension * size);
  for (let box = size - 1; box >= 0; box--) {
    const isLeaf = tree.child[box] < 0;
    if (isLeaf) sumPlaces(search, tree, box, sums);
    else {
      for (let d = 0; d < dimension; d++) {
        const at = dimension * tree.child[box] + d;
        sums[dimension * box + d] = sums[at] + sums[at + dimension];
      }
    }
    placeMiddle(search, tree, box, sums);
    if (isLeaf) measureLeaf(search, tree, box);
    else joinHalves(search, tree, box);
    if (work.isPauseDue(isLeaf ? tree.last[box] - tree.first[box] : 1)) yield;
  }
}

function sumPlaces(search: SearchProblem, tree: PlaceTree, box: number, sums: Float64Array): void {
  const { travel, places } = search.costs.geometry!;
  const { dimension } = travel;
  for (let e = tree.first[box]; e < tree.last[box]; e++) {
    for (let d = 0; d < dimension; d++) sums[dimension * box + d] += places[dimension * tree.order[e] + d];
  }
}

/** The mean of a box's places; on the globe with plain distances pushed out to the sphere. */
function placeMiddle(search: SearchProblem, tree: PlaceTree, box: number, sums: Float64Array): void {
  const { travel, places } = search.costs.geometry!;
  const { dimension } = travel;
  let norm = 0;
  for (let d = 0; d < dimension; d++) norm += sums[dimension * box + d] ** 2;
  const count = tree.last[box] - tree.first[box];
  const isSphere = dimension === 3 && travel.metric === 'distance';
  const divisor = isSphere ? Math.sqrt(norm) : count;
  // Places that cancel out have no direction in common: any of them will do.
  const hasMiddle = !isSphere || divisor >= 1e-9 * count;
  const some = dimension * tree.order[tree.first[box]];
  for (let d = 0; d < dimension; d++) {
    const at = dimension * box + d;
    tree.middle[at] = hasMiddle ? sums[at] / divisor : places[some + d];
  }
}

function measureLeaf(search: SearchProblem, tree: PlaceTree, box: number): void {
  const { M, load, trips, weight, costs } = search;
  const { travel, places } = costs.geometry!;
  for (let m = 0; m < M; m++) {
    tree.ratio[2 * (M * box + m)] = Number.POSITIVE_INFINITY;
    tree.ratio[2 * (M * box + m) + 1] = 0;
  }
  let farthest = 0;
  for (let e = tree.first[box]; e < tree.last[box]; e++) {
    const u = tree.order[e];
    farthest = Math.max(farthest, lengthBetween(travel, tree.middle, box, places, u));
    tree.stretch[box] = Math.max(tree.stretch[box], weight[u] / trips[u]);
    for (let m = 0; m < M; m++) {
      const ratio = load[M * u + m] / trips[u];
      const slot = 2 * (M * box + m);
      if (ratio < tree.ratio[slot]) tree.ratio[slot] = ratio;
      if (ratio > tree.ratio[slot + 1]) tree.ratio[slot + 1] = ratio;
    }
  }
  tree.radius[box] = travel.scale * farthest;
}

function joinHalves(search: SearchProblem, tree: PlaceTree, box: number): void {
  const { M, costs } = search;
  const { travel } = costs.geometry!;
  const one = tree.child[box];
  const other = one + 1;
  const reach = (half: number) =>
    tree.radius[half] + travel.scale * lengthBetween(travel, tree.middle, box, tree.middle, half);
  tree.radius[box] = Math.max(reach(one), reach(other));
  tree.stretch[box] = Math.max(tree.stretch[one], tree.stretch[other]);
  for (let m = 0; m < M; m++) {
    const slot = 2 * (M * box + m);
    const first = 2 * (M * one + m);
    const second = 2 * (M * other + m);
    tree.ratio[slot] = Math.min(tree.ratio[first], tree.ratio[second]);
    tree.ratio[slot + 1] = Math.max(tree.ratio[first + 1], tree.ratio[second + 1]);
  }
}

/**
 * Moves the smaller half along the widest coordinate to the front (Hoare: Find, 1961, DOI 10.1145/366622.366647); may
 * pause after each part.
 */
function* halve(
  search: SearchProblem,
  order: Int32Array,
  first: number,
  last: number,
  middle: number,
  work: Work,
): Task<void> {
  const { travel, places } = search.costs.geometry!;
  const { dimension } = travel;
  const axis = widestAxis(places, dimension, order, first, last);
  const key = (e: number) => places[dimension * order[e] + axis];
  let low = first;
  let high = last;
  if (work.isPauseDue(last - first)) yield;
  while (low < high) {
    const pivot = key((low + high) >> 1);
    let i = low;
    let j = high;
    while (i <= j) {
      while (key(i) < pivot) i++;
      while (key(j) > pivot) j--;
      if (i <= j) {
        const held = order[i];
        order[i++] = order[j];
        order[j--] = held;
      }
    }
    if (work.isPauseDue(high - low)) yield;
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

/** The coordinate over which the units `order[first] … order[last]` are spread widest. */
export function widestAxis(
  places: Float64Array,
  dimension: number,
  order: Int32Array,
  first: number,
  last: number,
): number {
  let widest = 0;
  let width = -1;
  for (let axis = 0; axis < dimension; axis++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let e = first; e <= last; e++) {
      const value = places[dimension * order[e] + axis];
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
