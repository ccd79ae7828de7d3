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
import { runsOf } from '../../core/runsOf.js';
import type { SearchGeometry } from '../merge/searchCosts.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import { measureBoxes } from './measureBoxes.js';
import type { PlaceTree } from './placeTree.js';
import { widestAxis } from './widestAxis.js';

/** Units in a leaf at the most; found by trial. */
const LEAF_UNITS = 32;

/** Builds the boxes; they depend on places and loads only, not on centres or prices. */
export function* buildPlaceTree(search: SearchProblem, work: Work): Task<PlaceTree> {
  const { row, costs, choices } = search;
  const rowCount = choices.offsets.length - 1;
  const { order, others } = yield* orderByRow(search);
  const capacity = 2 * rowCount + 4 * Math.ceil(order.length / LEAF_UNITS) + 2;
  const { geometry } = costs;
  const dimension = geometry?.travel.dimension ?? 0;
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
  if (geometry === null) return tree;
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
    yield* halve(geometry, order, tree.first[box], tree.last[box] - 1, middle, work);
    invariant(size + 2 <= capacity, 'a place tree has more boxes than leaves allow');
    tree.child[box] = size;
    tree.first[size] = tree.first[box];
    tree.last[size] = middle;
    tree.first[size + 1] = middle;
    tree.last[size + 1] = tree.last[box];
    size += 2;
  }
  if (size > 0) yield* measureBoxes(search, geometry, tree, size, work);
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
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) {
      if (costs.isPoint[u] === 0) continue;
      next[row[u] + 1]++;
      count++;
    }
  }
  for (let r = 1; r < next.length; r++) next[r] += next[r - 1];
  const order = new Int32Array(count);
  const others = new Int32Array(n - count);
  let other = 0;
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) {
      if (costs.isPoint[u] === 1) order[next[row[u]]++] = u;
      else others[other++] = u;
    }
  }
  return { order, others };
}

/**
 * Moves the smaller half along the widest coordinate to the front (Hoare: Find, 1961, DOI 10.1145/366622.366647); may
 * pause after each part.
 */
function* halve(
  { travel, places }: SearchGeometry,
  order: Int32Array,
  first: number,
  last: number,
  middle: number,
  work: Work,
): Task<void> {
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
