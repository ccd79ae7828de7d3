/**
 * A coarser problem over the same territories: of every few neighbours one stands for all, with their loads and trips.
 *
 * Neighbours are consecutive in the order of the place tree and may be in the same territories and come from the same one. Loads are kept to the
 * last unit wherever they lie, so that the prices of the coarse problem are nearly those of the whole; a sample that
 * is scaled up would add the noise of its draw, which skewed loads make large.
 */

import { createMetric } from '../costs.js';
import type { SearchGeometry } from '../merge/searchCosts.js';
import type { SearchProblem } from '../searchProblem.js';
import type { PlaceTree } from './placeTree.js';

/** Groups neighbours by `size`; O(units * measures). */
export function groupNeighbours(search: SearchProblem, tree: PlaceTree, size: number): SearchProblem {
  const { M, costs } = search;
  const groupOf = new Int32Array(search.n);
  const heads: number[] = [];
  for (const list of [tree.order, tree.others]) {
    for (let first = 0; first < list.length; ) {
      let last = first;
      const isAlike = (u: number) =>
        search.row[u] === search.row[list[first]] && costs.incumbent[u] === costs.incumbent[list[first]];
      while (last < list.length && last < first + size && isAlike(list[last])) last++;
      for (let e = first; e < last; e++) groupOf[list[e]] = heads.length;
      heads.push(list[(first + last - 1) >> 1]);
      first = last;
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
      ...costs,
      cost: (g, j) => (costs.cost(heads[g], j) * trips[g]) / search.trips[heads[g]],
      geometry: costs.geometry && pickPlaces(costs.geometry, heads),
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

function pickPlaces({ travel, places, centres }: SearchGeometry, units: readonly number[]): SearchGeometry {
  const { dimension } = travel;
  const picked = new Float64Array(dimension * units.length);
  units.forEach((u, g) => {
    picked.set(places.subarray(dimension * u, dimension * (u + 1)), dimension * g);
  });
  return { travel, places: picked, centres, metric: createMetric(travel, picked, centres) };
}
