import type { SearchGeometry } from '../merge/searchCosts.js';
import type { SearchProblem } from '../searchProblem.js';
import type { CandidateCollector } from './candidateCollector.js';
import type { CandidateQuery } from './candidates.js';
import { lengthBetween } from './lengthBetween.js';
import type { PlaceTree } from './placeTree.js';

/** Walks the boxes depth first; a step is one box. */
export function createCandidateWalk(
  search: SearchProblem,
  geometry: SearchGeometry,
  tree: PlaceTree,
  query: CandidateQuery,
  collector: CandidateCollector,
) {
  const { M, k, costs } = search;
  const { incumbent, moveCost, movable } = costs;
  const { metric } = geometry;
  const { prices, band } = query;
  const difference = createBoxDifference(search.M, geometry, tree, prices);
  const boxes: number[] = [];
  const lists: Int32Array[] = [];
  const sizes: number[] = [];
  /** Entry `[c]` is the distance of the box's middle from territory `list[c]`. */
  const distance = new Float64Array(k);

  function shrink(box: number, list: Int32Array, size: number): { list: Int32Array; size: number } {
    let best = 0;
    let bestValue = Number.POSITIVE_INFINITY;
    for (let c = 0; c < size; c++) {
      const j = list[c];
      distance[c] = difference.toMiddle(box, j);
      let value = distance[c];
      for (let m = 0; m < M; m++) {
        const slot = 2 * (M * box + m);
        value += 0.5 * (tree.ratio[slot] + tree.ratio[slot + 1]) * prices[M * j + m];
      }
      if (value < bestValue) {
        bestValue = value;
        best = c;
      }
    }
    const kept = new Int32Array(size);
    let keptSize = 0;
    for (let c = 0; c < size; c++) {
      const isNear =
        c === best ||
        difference.least(box, list[c], list[best], distance[c] - distance[best]) <= band * tree.stretch[box];
      if (isNear) kept[keptSize++] = list[c];
    }
    return { list: kept, size: keptSize };
  }

  function visitLeaf(box: number, list: Int32Array, size: number): void {
    for (let e = tree.first[box]; e < tree.last[box]; e++) {
      const u = tree.order[e];
      const stay = incumbent[u];
      collector.open(u);
      let isStayListed = search.mayStay[u] === 0;
      for (let c = 0; c < size; c++) {
        const j = list[c];
        const isMove = stay >= 0 && stay !== j;
        const cost = search.trips[u] * metric.between(u, j);
        if (isMove) collector.offer(j, cost + moveCost[u], movable[u]);
        else collector.offer(j, cost, 0);
        if (j === stay) isStayListed = true;
      }
      if (!isStayListed) collector.offer(stay, search.trips[u] * metric.between(u, stay), 0);
      collector.close(u);
    }
  }

  return {
    push: (box: number, list: Int32Array, size: number) => {
      boxes.push(box);
      lists.push(list);
      sizes.push(size);
    },
    isDone: () => boxes.length === 0,
    /** Deals with one box; returns the evaluations made. */
    step: () => {
      const box = boxes.pop()!;
      const list = lists.pop()!;
      const size = sizes.pop()!;
      const near = size > 1 ? shrink(box, list, size) : { list, size };
      const child = tree.child[box];
      if (child < 0) {
        visitLeaf(box, near.list, near.size);
        return size + near.size * (tree.last[box] - tree.first[box]);
      }
      boxes.push(child + 1, child);
      lists.push(near.list, near.list);
      sizes.push(near.size, near.size);
      return size;
    },
  };
}

/** Distances of boxes from territories, and the least difference in value per trip over the units of a box. */
function createBoxDifference(
  M: number,
  { travel, centres }: SearchGeometry,
  tree: PlaceTree,
  prices: Float64Array,
) {
  const { scale } = travel;
  const isSquared = travel.metric === 'squaredDistance';
  return {
    /** Distance of the middle of a box from a territory, squared where costs are. */
    toMiddle: (box: number, j: number) => {
      const length = scale * lengthBetween(travel, tree.middle, box, centres, j);
      return isSquared ? length * length : length;
    },
    /** Least value of `j` less that of `b`, when `atMiddle` is the difference of their distances from the middle. */
    least: (box: number, j: number, b: number, atMiddle: number) => {
      const lever = isSquared ? scale * lengthBetween(travel, centres, j, centres, b) : 1;
      let least = atMiddle - 2 * tree.radius[box] * lever;
      for (let m = 0; m < M; m++) {
        const price = prices[M * j + m] - prices[M * b + m];
        const slot = 2 * (M * box + m);
        least += price * (price > 0 ? tree.ratio[slot] : tree.ratio[slot + 1]);
      }
      return least;
    },
  };
}
