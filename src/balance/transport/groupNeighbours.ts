/**
 * A coarser problem over the same territories: of every few neighbours one stands for all, with their loads and trips.
 *
 * 1. Units in one run of the order of the place tree are near each other. Those that come from the same incumbent and
 *    follow the same row of choices are alike.
 * 2. Prices act on loads per trip: by these alike units of a run are sorted and halved, along the measure in which they
 *    differ most, until a few are left. A group of unlike loads would answer to prices as none of its units does.
 * 3. A group stands at the mean of its places.
 *
 * Loads are kept to the last unit wherever they lie, so that the prices of the coarse problem are nearly those of the
 * whole; a sample that is scaled up would add the noise of its draw, which skewed loads make large. O(units * measures).
 */

import { createMetric } from '../costs.js';
import type { SearchGeometry } from '../merge/searchCosts.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import type { PlaceTree } from './placeTree.js';

/** Units of a run over those of a group: more are alike in loads, fewer in place; found by trial. */
const GROUPS_PER_RUN = 10;

/** Groups neighbours by `size` at the most; pauses on the way. */
export function* groupNeighbours(
  search: SearchProblem,
  tree: PlaceTree,
  size: number,
  work: Work,
): Task<SearchProblem> {
  const { M, costs } = search;
  const groupOf = new Int32Array(search.n);
  const heads: number[] = [];
  const divide = createDivider(search, size, (group) => {
    for (const u of group) groupOf[u] = heads.length;
    heads.push(group[(group.length - 1) >> 1]);
  });
  for (const list of [tree.order, tree.others]) {
    for (let first = 0; first < list.length; first += GROUPS_PER_RUN * size) {
      divide(list.slice(first, first + GROUPS_PER_RUN * size));
      if (work.isPauseDue(GROUPS_PER_RUN * size * M)) yield;
    }
  }
  const n = heads.length;
  const addUp = (values: Float64Array, width: number) => {
    const sums = new Float64Array(width * n);
    for (let u = 0; u < search.n; u++) {
      for (let m = 0; m < width; m++) sums[width * groupOf[u] + m] += values[width * u + m];
    }
    return sums;
  };
  const trips = addUp(search.trips, 1);
  const movable = addUp(costs.movable, 1);
  return {
    ...search,
    n,
    load: addUp(search.load, M),
    trips,
    weight: addUp(search.weight, 1),
    row: Int32Array.from(heads, (u) => search.row[u]),
    mayStay: Uint8Array.from(heads, (u) => search.mayStay[u]),
    costs: {
      update: () => costs.update(),
      cost: (g, j) => (costs.cost(heads[g], j) * trips[g]) / search.trips[heads[g]],
      geometry: costs.geometry && meanPlaces(search, costs.geometry, groupOf, trips, heads),
      isPoint: Uint8Array.from(heads, (u) => costs.isPoint[u]),
      incumbent: Int32Array.from(heads, (u) => costs.incumbent[u]),
      moved: (g, j) => {
        const own = costs.movable[heads[g]];
        return own > 0 ? (costs.moved(heads[g], j) * movable[g]) / own : 0;
      },
      moveCost: addUp(costs.moveCost, 1),
      movable,
    },
  };
}

/** Divides a run, whose order it changes, into groups of alike units. */
function createDivider(search: SearchProblem, size: number, take: (group: Int32Array) => void) {
  const { M, load, trips, row, costs } = search;
  const { incumbent } = costs;
  /** Entry `[u]` is what unit u is sorted by. */
  const key = new Float64Array(search.n);
  const byKey = (u: number, v: number) => key[u] - key[v] || u - v;
  const byKind = (u: number, v: number) => row[u] - row[v] || incumbent[u] - incumbent[v] || u - v;

  /** The measure in which the loads per trip of some units differ most. */
  function widestMeasure(units: Int32Array): number {
    let widest = 0;
    let width = -1;
    for (let m = 0; m < M; m++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (const u of units) {
        const ratio = load[M * u + m] / trips[u];
        if (ratio < low) low = ratio;
        if (ratio > high) high = ratio;
      }
      if (high - low > width) {
        width = high - low;
        widest = m;
      }
    }
    return widest;
  }

  function halve(units: Int32Array): void {
    if (units.length <= size) {
      take(units);
      return;
    }
    const measure = widestMeasure(units);
    for (const u of units) key[u] = load[M * u + measure] / trips[u];
    units.sort(byKey);
    const middle = size * Math.ceil(units.length / (2 * size));
    halve(units.subarray(0, middle));
    halve(units.subarray(middle));
  }

  return (run: Int32Array) => {
    run.sort(byKind);
    for (let first = 0; first < run.length; ) {
      let last = first + 1;
      const isAlike = (u: number) => row[u] === row[run[first]] && incumbent[u] === incumbent[run[first]];
      while (last < run.length && isAlike(run[last])) last++;
      halve(run.subarray(first, last));
      first = last;
    }
  };
}

/** The mean of each group's places, weighted by trips; on the globe with plain distances pushed out to the sphere. */
function meanPlaces(
  search: SearchProblem,
  { travel, places, centres }: SearchGeometry,
  groupOf: Int32Array,
  trips: Float64Array,
  heads: readonly number[],
): SearchGeometry {
  const { dimension } = travel;
  const means = new Float64Array(dimension * heads.length);
  for (let u = 0; u < search.n; u++) {
    for (let d = 0; d < dimension; d++) {
      means[dimension * groupOf[u] + d] += search.trips[u] * places[dimension * u + d];
    }
  }
  const isSphere = dimension === 3 && travel.metric === 'distance';
  for (let g = 0; g < heads.length; g++) {
    let square = 0;
    for (let d = 0; d < dimension; d++) square += means[dimension * g + d] ** 2;
    const divisor = isSphere ? Math.sqrt(square) : trips[g];
    // Places that cancel out have no direction in common: any of them will do.
    const hasMean = divisor >= 1e-9 * trips[g];
    for (let d = 0; d < dimension; d++) {
      const at = dimension * g + d;
      means[at] = hasMean ? means[at] / divisor : places[dimension * heads[g] + d];
    }
  }
  return { travel, places: means, centres, metric: createMetric(travel, means, centres) };
}
