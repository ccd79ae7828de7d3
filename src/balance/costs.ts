import { arcOfChord } from '../geo/unitVectors.js';
import type { BalanceProblem, GeometricTravel, SparseTravel } from './problem.js';

/** Distances (or their squares) from units' places to centres, by the index of both. */
export interface Metric {
  between(unit: number, territory: number): number;
}

/**
 * Makes the metric of a geometric travel over arrays that may change later (free centres move).
 *
 * @param travel - gives dimension, metric and scale
 * @param places - coordinates of the units
 * @param centres - coordinates of the centres
 * @returns distances in kilometres, or their squares
 */
export function createMetric(travel: GeometricTravel, places: Float64Array, centres: Float64Array): Metric {
  return new PlaceMetric(travel, places, centres);
}

/** A class, as are those below, so that operators which are compiled for the costs of one search are so for the next. */
class PlaceMetric implements Metric {
  private readonly dimension: 2 | 3;
  private readonly isSquared: boolean;
  private readonly scale: number;
  private readonly squareScale: number;
  private readonly places: Float64Array;
  private readonly centres: Float64Array;

  constructor({ dimension, metric, scale }: GeometricTravel, places: Float64Array, centres: Float64Array) {
    this.dimension = dimension;
    this.isSquared = metric === 'squaredDistance';
    this.scale = scale;
    this.squareScale = scale * scale;
    this.places = places;
    this.centres = centres;
  }

  between(i: number, j: number): number {
    const { dimension, places, centres } = this;
    const x = places[dimension * i] - centres[dimension * j];
    const y = places[dimension * i + 1] - centres[dimension * j + 1];
    let square = x * x + y * y;
    if (dimension === 3) {
      const z = places[3 * i + 2] - centres[3 * j + 2];
      square += z * z;
    }
    if (this.isSquared) return this.squareScale * square;
    return this.scale * (dimension === 3 ? arcOfChord(square) : Math.sqrt(square));
  }
}

/** Costs of the units of a problem in its territories, term by term. */
export interface UnitCosts {
  /** Trips times distance. */
  travel(unit: number, territory: number): number;
  /** Weighted value that is moved away from its incumbent. */
  disruption(unit: number, territory: number): number;
}

/**
 * Cost of every unit of a problem in every territory, term by term, straight from the problem.
 *
 * @param problem - the columns
 * @param centres - coordinates of the seats or current centres; `null` where travel is a matrix
 * @param centreUnits - entry `[j]` is the unit that is the centre of territory j, -1 for none; needed where travel is
 * between units, which costs nothing without
 * @returns travel and disruption cost by unit and territory
 */
export function createUnitCosts(
  problem: BalanceProblem,
  centres: Float64Array | null,
  centreUnits: Int32Array | null = null,
): UnitCosts {
  const { travel } = problem;
  switch (travel.kind) {
    case 'matrix':
      return new MatrixCosts(problem, travel.costs);
    case 'sparse':
      return new SparseCosts(problem, travel);
    case 'between':
      return new BetweenCosts(problem, travel.costs, centreUnits);
    default:
      return new PlaceCosts(problem, travel, centres ?? travel.seats);
  }
}

abstract class TripCosts implements UnitCosts {
  protected readonly problem: BalanceProblem;

  constructor(problem: BalanceProblem) {
    this.problem = problem;
  }

  protected abstract tripCost(i: number, j: number): number;

  travel(i: number, j: number): number {
    const trips = this.problem.trips[i];
    return trips === 0 ? 0 : trips * this.tripCost(i, j);
  }

  disruption(i: number, j: number): number {
    const { incumbents, disruptionValue, disruptionWeight } = this.problem;
    return incumbents[i] < 0 || incumbents[i] === j ? 0 : disruptionWeight * disruptionValue[i];
  }
}

class MatrixCosts extends TripCosts {
  private readonly k: number;
  private readonly costs: Float64Array;

  constructor(problem: BalanceProblem, costs: Float64Array) {
    super(problem);
    this.k = problem.territoryIds.length;
    this.costs = costs;
  }

  protected tripCost(i: number, j: number): number {
    return this.costs[this.k * i + j];
  }
}

class SparseCosts extends TripCosts {
  private readonly pairs: SparseTravel;

  constructor(problem: BalanceProblem, pairs: SparseTravel) {
    super(problem);
    this.pairs = pairs;
  }

  protected tripCost(i: number, j: number): number {
    return costOfPair(this.pairs, i, j);
  }
}

class BetweenCosts extends TripCosts {
  private readonly n: number;
  private readonly costs: Float64Array;
  private readonly centreUnits: Int32Array | null;

  constructor(problem: BalanceProblem, costs: Float64Array, centreUnits: Int32Array | null) {
    super(problem);
    this.n = problem.trips.length;
    this.costs = costs;
    this.centreUnits = centreUnits;
  }

  protected tripCost(i: number, j: number): number {
    const { centreUnits } = this;
    return centreUnits === null || centreUnits[j] < 0 ? 0 : this.costs[this.n * i + centreUnits[j]];
  }
}

class PlaceCosts extends TripCosts {
  private readonly dimension: 2 | 3;
  private readonly places: Float64Array;
  private readonly metric: Metric;

  constructor(problem: BalanceProblem, travel: GeometricTravel, centres: Float64Array) {
    super(problem);
    this.dimension = travel.dimension;
    this.places = travel.places;
    this.metric = createMetric(travel, travel.places, centres);
  }

  protected tripCost(i: number, j: number): number {
    return Number.isNaN(this.places[this.dimension * i]) ? 0 : this.metric.between(i, j);
  }
}

/**
 * Cost of one trip of a pair, found by halving. A pair that is not listed counts as dear as the dearest of the unit, so
 * that sums over territories stay finite; that no unit goes there is for eligibility to say.
 */
function costOfPair({ offsets, territories, costs }: SparseTravel, i: number, j: number): number {
  let low = offsets[i];
  let high = offsets[i + 1] - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (territories[middle] === j) return costs[middle];
    if (territories[middle] < j) low = middle + 1;
    else high = middle - 1;
  }
  let dearest = 0;
  for (let e = offsets[i]; e < offsets[i + 1]; e++) dearest = Math.max(dearest, costs[e]);
  return dearest;
}
