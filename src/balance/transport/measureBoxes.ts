import type { SearchGeometry } from '../merge/searchCosts.js';
import type { GeometricTravel } from '../problem.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import { lengthBetween } from './lengthBetween.js';
import type { PlaceTree } from './placeTree.js';

/** Middles, radii and ranges of all boxes, the later ones first: children stand behind their parents. */
export function* measureBoxes(
  search: SearchProblem,
  geometry: SearchGeometry,
  tree: PlaceTree,
  size: number,
  work: Work,
): Task<void> {
  const { dimension } = geometry.travel;
  /** Sum of the places in box b at `[dimension * b]`. */
  const sums = new Float64Array(dimension * size);
  for (let box = size - 1; box >= 0; box--) {
    const isLeaf = tree.child[box] < 0;
    if (isLeaf) sumPlaces(geometry, tree, box, sums);
    else {
      for (let d = 0; d < dimension; d++) {
        const at = dimension * tree.child[box] + d;
        sums[dimension * box + d] = sums[at] + sums[at + dimension];
      }
    }
    placeMiddle(geometry, tree, box, sums);
    if (isLeaf) measureLeaf(search, geometry, tree, box);
    else joinHalves(search.M, geometry.travel, tree, box);
    if (work.isPauseDue(isLeaf ? tree.last[box] - tree.first[box] : 1)) yield;
  }
}

function sumPlaces(
  { travel, places }: SearchGeometry,
  tree: PlaceTree,
  box: number,
  sums: Float64Array,
): void {
  const { dimension } = travel;
  for (let e = tree.first[box]; e < tree.last[box]; e++) {
    for (let d = 0; d < dimension; d++) sums[dimension * box + d] += places[dimension * tree.order[e] + d];
  }
}

/** The mean of a box's places; on the globe with plain distances pushed out to the sphere. */
function placeMiddle(
  { travel, places }: SearchGeometry,
  tree: PlaceTree,
  box: number,
  sums: Float64Array,
): void {
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

function measureLeaf(
  { M, load, trips, weight }: SearchProblem,
  { travel, places }: SearchGeometry,
  tree: PlaceTree,
  box: number,
): void {
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

/** Both halves' circles lie in the box's own, and its ranges hold both of theirs. */
function joinHalves(M: number, travel: GeometricTravel, tree: PlaceTree, box: number): void {
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
