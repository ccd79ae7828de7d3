import { buildCsr } from '../../core/csr.js';
import { createMetric } from '../costs.js';
import type { SearchProblem } from '../searchProblem.js';
import type { SearchGeometry } from './searchCosts.js';

/**
 * A part of a search problem with the same territories: loads are scaled up so that limits stay as they are.
 *
 * @param units - units of `search`, which become units 0, 1, … of the sample
 * @returns the sample, and by how much its loads of each measure were scaled: prices of the sample times this are
 * prices of the whole; a sample has no disruption budget
 */
export function sampleSearchProblem(search: SearchProblem, units: Int32Array) {
  const { M, costs } = search;
  const n = units.length;
  const load = new Float64Array(M * n);
  const whole = new Float64Array(M);
  const part = new Float64Array(M);
  for (let e = 0; e < search.load.length; e++) whole[e % M] += search.load[e];
  for (let s = 0; s < n; s++) for (let m = 0; m < M; m++) part[m] += search.load[M * units[s] + m];
  const scale = whole.map((total, m) => (part[m] > 0 ? total / part[m] : 1));
  for (let s = 0; s < n; s++)
    for (let m = 0; m < M; m++) load[M * s + m] = search.load[M * units[s] + m] * scale[m];
  const geometry = costs.geometry && sampleGeometry(costs.geometry, units);
  const sizes = units.map((u) => search.members.offsets[u + 1] - search.members.offsets[u]);
  const memberRows = Array.from(units.keys()).flatMap((s) => new Array<number>(sizes[s]).fill(s));
  const memberUnits = Array.from(units).flatMap((u) =>
    Array.from(search.members.targets.subarray(search.members.offsets[u], search.members.offsets[u + 1])),
  );
  const sample: SearchProblem = {
    ...search,
    n,
    hasBudget: false,
    size: M * search.k,
    lower: search.lower.subarray(0, M * search.k),
    upper: search.upper.subarray(0, M * search.k),
    members: buildCsr(n, memberRows, memberUnits),
    load,
    trips: Float64Array.from(units, (u) => search.trips[u]),
    weight: Float64Array.from(units, (u) => search.weight[u]),
    row: Int32Array.from(units, (u) => search.row[u]),
    mayStay: Uint8Array.from(units, (u) => search.mayStay[u]),
    costs: {
      update: () => costs.update(),
      cost: (s, j) => costs.cost(units[s], j),
      moved: (s, j) => costs.moved(units[s], j),
      geometry,
      isPoint: Uint8Array.from(units, (u) => costs.isPoint[u]),
      incumbent: Int32Array.from(units, (u) => costs.incumbent[u]),
      moveCost: Float64Array.from(units, (u) => costs.moveCost[u]),
      movable: Float64Array.from(units, (u) => costs.movable[u]),
    },
  };
  return { sample, scale };
}

function sampleGeometry(geometry: SearchGeometry, units: Int32Array): SearchGeometry {
  const { travel, centres } = geometry;
  const { dimension } = travel;
  const places = new Float64Array(dimension * units.length);
  for (let s = 0; s < units.length; s++) {
    places.set(geometry.places.subarray(dimension * units[s], dimension * (units[s] + 1)), dimension * s);
  }
  return { travel, places, centres, metric: createMetric(travel, places, centres) };
}
