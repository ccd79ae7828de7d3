import type { BalanceProblem, GeometricTravel, Travel } from '../../src/balance/problem.js';
import { createRandom } from '../../src/core/random.js';
import { toLonLat } from '../../src/geo/unitVectors.js';

/** The same problem with longitudes and latitudes as coordinates of a plane. */
export function flatten(problem: BalanceProblem): BalanceProblem {
  const { travel } = problem;
  if (travel.kind !== 'geometric') return problem;
  const toPlane = (vectors: Float64Array) =>
    Float64Array.from({ length: (2 * vectors.length) / 3 }, (_, at) => {
      const i = at >> 1;
      return Number.isNaN(vectors[3 * i])
        ? Number.NaN
        : toLonLat(vectors[3 * i], vectors[3 * i + 1], vectors[3 * i + 2])[at & 1];
    });
  return {
    ...problem,
    travel: {
      ...travel,
      dimension: 2,
      places: toPlane(travel.places),
      seats: toPlane(travel.seats),
      scale: 1,
    },
  };
}

/** A matrix in which a unit's ineligible territories are as dear as the dearest of the others. */
export function makeIneligibleDear(problem: BalanceProblem): BalanceProblem {
  const { travel, eligible, eligibleRow } = problem;
  if (travel.kind !== 'matrix') return problem;
  const k = problem.territoryIds.length;
  const isEligible = (at: number) => eligible[k * eligibleRow[Math.floor(at / k)] + (at % k)] === 1;
  const dearest = problem.unitIds.map((_, i) =>
    Math.max(0, ...travel.costs.subarray(k * i, k * (i + 1)).filter((_, j) => isEligible(k * i + j))),
  );
  const costs = travel.costs.map((cost, at) => (isEligible(at) ? cost : dearest[Math.floor(at / k)]));
  return { ...problem, travel: { ...travel, costs } };
}

/** The same problem with its matrix and its eligibility as one list of pairs. */
export function listPairs(problem: BalanceProblem): BalanceProblem {
  const { travel, eligible, eligibleRow } = problem;
  if (travel.kind !== 'matrix') return problem;
  const k = problem.territoryIds.length;
  const pairs = problem.unitIds.flatMap((_, i) =>
    problem.territoryIds
      .map((_, j) => ({ i, j, cost: travel.costs[k * i + j] }))
      .filter(({ j }) => eligible[k * eligibleRow[i] + j] === 1),
  );
  return {
    ...problem,
    eligibleRow: new Int32Array(problem.unitIds.length),
    eligible: new Uint8Array(k).fill(1),
    travel: {
      kind: 'sparse',
      offsets: Int32Array.from(
        { length: problem.unitIds.length + 1 },
        (_, i) => pairs.filter((pair) => pair.i < i).length,
      ),
      territories: Int32Array.from(pairs, ({ j }) => j),
      costs: Float64Array.from(pairs, ({ cost }) => cost),
    },
  };
}

/** The same problem with units and territories in another order. */
export function reorder(problem: BalanceProblem, seed: number): BalanceProblem {
  const k = problem.territoryIds.length;
  /** Entry `[i]` is the unit (territory) that comes to stand at i. */
  const units = shuffled(problem.unitIds.length, seed);
  const territories = shuffled(k, seed + 1);
  const byUnit = <T>(column: ArrayLike<T>) => units.map((i) => column[i]);
  const byTerritory = (column: Float64Array) => Float64Array.from(territories, (j) => column[j]);
  const renumber = (column: Int32Array) =>
    Int32Array.from(byUnit(column), (j) => (j < 0 ? -1 : territories.indexOf(j)));
  const byPair = <T extends Float64Array | Uint8Array>(values: T, rows: readonly number[]) =>
    rows.flatMap((row) => territories.map((j) => values[k * row + j]));
  const rows = Array.from({ length: problem.eligible.length / k }, (_, row) => row);
  const roots = byUnit(problem.families);
  return {
    ...problem,
    unitIds: byUnit(problem.unitIds),
    territoryIds: territories.map((j) => problem.territoryIds[j]),
    loads: problem.loads.map((load) => Float64Array.from(byUnit(load))),
    targets: problem.targets.map(byTerritory),
    lowers: problem.lowers.map(byTerritory),
    uppers: problem.uppers.map(byTerritory),
    trips: Float64Array.from(byUnit(problem.trips)),
    travel: reorderTravel(problem.travel, units, territories),
    eligibleRow: Int32Array.from(byUnit(problem.eligibleRow)),
    eligible: Uint8Array.from(byPair(problem.eligible, rows)),
    locks: renumber(problem.locks),
    families: Int32Array.from(roots, (root) => roots.indexOf(root)),
    incumbents: renumber(problem.incumbents),
    disruptionValue: Float64Array.from(byUnit(problem.disruptionValue)),
  };
}

function reorderTravel(travel: Travel, units: readonly number[], territories: readonly number[]): Travel {
  if (travel.kind === 'geometric') return reorderPlaces(travel, units, territories);
  if (travel.kind === 'sparse')
    throw new Error('pairs are put in order by the matrix that they are made from');
  const columns = travel.kind === 'between' ? units : territories;
  const { costs } = travel;
  const moved = units.flatMap((row) => columns.map((column) => costs[columns.length * row + column]));
  return { ...travel, costs: Float64Array.from(moved) };
}

function reorderPlaces(travel: GeometricTravel, units: readonly number[], territories: readonly number[]) {
  const { dimension, places, seats } = travel;
  const pick = (vectors: Float64Array, order: readonly number[]) =>
    Float64Array.from(order.flatMap((at) => [...vectors.subarray(dimension * at, dimension * (at + 1))]));
  return { ...travel, places: pick(places, units), seats: pick(seats, territories) };
}

function shuffled(size: number, seed: number): number[] {
  const order = Array.from({ length: size }, (_, at) => at);
  createRandom(seed).shuffle(order);
  return order;
}

/** Turns every place of a globe about the axis. */
export function turnGlobe(problem: BalanceProblem, degrees: number): BalanceProblem {
  const travel = problem.travel as GeometricTravel;
  const cos = Math.cos((degrees / 180) * Math.PI);
  const sin = Math.sin((degrees / 180) * Math.PI);
  const turn = (v: Float64Array) =>
    v.map((value, at) =>
      at % 3 === 2 ? value : at % 3 === 0 ? cos * value - sin * v[at + 1] : sin * v[at - 1] + cos * value,
    );
  return { ...problem, travel: { ...travel, places: turn(travel.places), seats: turn(travel.seats) } };
}
