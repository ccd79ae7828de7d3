/**
 * For every unit the territories that are worth a thought at given prices, and the exact value of the dual.
 *
 * The value of territory j for unit u is `cost(u, j) + sum over m of load(u, m) * price(j, m)`. A unit's candidates are
 * the territories whose value is within `band * weight(u)` of its best one. With a disruption budget the value also
 * holds what the unit's moved value is worth.
 *
 * Idea: walk down the boxes of the place tree with a shrinking list. In a box with middle o and radius R let b be the
 * best territory at o; then for every unit in it, by the triangle inequality, distance(j) - distance(b) is at least
 * distance(o, j) - distance(o, b) - 2 R (for squared distances - 2 R |c_j - c_b|), and the prices act through the
 * range of load per trip. A territory whose least difference exceeds the band is dismissed for the whole box, with
 * no loss. Units outside the boxes look at all their territories.
 *
 * O(n * candidates + boxes * k) in practice, O(n * k) at worst.
 */
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import { lengthBetween, type PlaceTree } from './placeTree.js';

/** Candidates of all units. */
export interface Candidates {
  /** The units in the order in which their candidates stand in memory. */
  readonly order: Int32Array;
  /** Entry `[u]` is where the candidates of unit u start. */
  readonly start: Int32Array;
  /** Entry `[u]` is how many candidates unit u has, at least 1. */
  readonly count: Int32Array;
  /** Entry `[start[u] + c]` is a territory; the one with the least value first. */
  readonly territory: Int32Array;
  /** Entry `[start[u] + c]` is the cost of unit u there, without prices. */
  readonly cost: Float64Array;
  /** Sum over units of their least value. */
  readonly leastValueSum: number;
}

/** What is asked of {@link findCandidates}. */
export interface CandidateQuery {
  /** Entry `[M * j + m]` is a price; that of moved value stands behind them, if there is a disruption budget. */
  readonly prices: Float64Array;
  /** Width of the band in cost per trip of weight. */
  readonly band: number;
  /** Most candidates that are kept for a unit, the best ones. */
  readonly most: number;
}

/** Finds the candidates of all units; pauses on the way. */
export function* findCandidates(
  search: SearchProblem,
  tree: PlaceTree,
  query: CandidateQuery,
  work: Work,
): Task<Candidates> {
  const collector = createCollector(search, query);
  const { choices } = search;
  const walk = search.costs.geometry && createWalk(search, tree, query, collector);
  for (let r = 0; r < tree.roots.length; r++) {
    if (walk === null || tree.roots[r] < 0) continue;
    const list = choices.targets.slice(choices.offsets[r], choices.offsets[r + 1]);
    walk.push(tree.roots[r], list, list.length);
    while (!walk.isDone()) if (work.isPauseDue(walk.step())) yield;
  }
  for (const u of tree.others) {
    const from = choices.offsets[search.row[u]];
    const to = choices.offsets[search.row[u] + 1];
    collector.open(u);
    for (let e = from; e < to; e++)
      collector.offer(
        choices.targets[e],
        search.costs.cost(u, choices.targets[e]),
        search.hasBudget ? search.costs.moved(u, choices.targets[e]) : 0,
      );
    collector.close(u);
    if (work.isPauseDue(to - from)) yield;
  }
  return collector.finish();
}

/** Gathers candidates unit by unit into arrays that grow. */
function createCollector(search: SearchProblem, query: CandidateQuery) {
  const { n, M, load, weight } = search;
  const { prices, band } = query;
  const movePrice = search.hasBudget ? prices[search.size - 1] : 0;
  const most = Math.max(1, query.most);
  const order = new Int32Array(n);
  let closed = 0;
  const start = new Int32Array(n);
  const count = new Int32Array(n);
  const bestValue = new Float64Array(n);
  let territory = new Int32Array(4 * n + most);
  let cost = new Float64Array(4 * n + most);
  let size = 0;
  /** The best candidates of the open unit so far, least value first. */
  const openTerritory = new Int32Array(most + 1);
  const openCost = new Float64Array(most + 1);
  const openValue = new Float64Array(most + 1);
  let openCount = 0;
  let openUnit = 0;
  let openBand = 0;

  function open(u: number): void {
    openUnit = u;
    openCount = 0;
    openBand = band * weight[u];
  }

  function offer(j: number, itsCost: number, moved: number): void {
    let value = itsCost + movePrice * moved;
    for (let m = 0; m < M; m++) value += load[M * openUnit + m] * prices[M * j + m];
    if (openCount > 0 && value > openValue[0] + openBand) return;
    if (openCount === most && value >= openValue[most - 1]) return;
    let at = openCount === most ? most - 1 : openCount++;
    while (
      at > 0 &&
      (openValue[at - 1] > value || (openValue[at - 1] === value && openTerritory[at - 1] > j))
    ) {
      openTerritory[at] = openTerritory[at - 1];
      openCost[at] = openCost[at - 1];
      openValue[at] = openValue[at - 1];
      at--;
    }
    openTerritory[at] = j;
    openCost[at] = itsCost;
    openValue[at] = value;
  }

  function close(u: number): void {
    while (openCount > 1 && openValue[openCount - 1] > openValue[0] + openBand) openCount--;
    if (size + openCount > territory.length) {
      const larger = new Int32Array(2 * territory.length);
      larger.set(territory);
      territory = larger;
      const dearer = new Float64Array(2 * cost.length);
      dearer.set(cost);
      cost = dearer;
    }
    order[closed++] = u;
    start[u] = size;
    count[u] = openCount;
    bestValue[u] = openValue[0];
    for (let c = 0; c < openCount; c++) {
      territory[size] = openTerritory[c];
      cost[size++] = openCost[c];
    }
  }

  function finish(): Candidates {
    let sum = 0;
    let correction = 0;
    for (let u = 0; u < n; u++) {
      const next = sum + bestValue[u];
      correction +=
        Math.abs(sum) >= Math.abs(bestValue[u]) ? sum - next + bestValue[u] : bestValue[u] - next + sum;
      sum = next;
    }
    return { order, start, count, territory, cost, leastValueSum: sum + correction };
  }

  return { open, offer, close, finish };
}

/** Walks the boxes depth first; a step is one box. */
function createWalk(
  search: SearchProblem,
  tree: PlaceTree,
  query: CandidateQuery,
  collector: ReturnType<typeof createCollector>,
) {
  const { M, k, costs } = search;
  const { incumbent, moveCost, movable } = costs;
  const { metric } = costs.geometry!;
  const { prices, band } = query;
  const difference = createBoxDifference(search, tree, prices);
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
        const cost = search.trips[u] * metric(u, j);
        if (isMove) collector.offer(j, cost + moveCost[u], movable[u]);
        else collector.offer(j, cost, 0);
        if (j === stay) isStayListed = true;
      }
      if (!isStayListed) collector.offer(stay, search.trips[u] * metric(u, stay), 0);
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
function createBoxDifference(search: SearchProblem, tree: PlaceTree, prices: Float64Array) {
  const { M } = search;
  const { travel, centres } = search.costs.geometry!;
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
