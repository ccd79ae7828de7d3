/** What merged units cost in each territory: single units by their trips, families by a table. */
import type { Csr } from '../../core/csr.js';
import { runsOf } from '../../core/runsOf.js';
import { createMetric, createUnitCosts, type Metric, type UnitCosts } from '../costs.js';
import type { BalanceProblem, GeometricTravel } from '../problem.js';
import type { Task } from '../work.js';

/** Costs of merged units; those of geometric units follow the centres as they move. */
export interface SearchCosts {
  /** Cost of unit u in territory j, all terms. */
  cost(u: number, j: number): number;
  /** What of unit u is moved in territory j, in units of `unitMoved`. */
  moved(u: number, j: number): number;
  /** Where the units with one place are; `null` where there are none. */
  readonly geometry: SearchGeometry | null;
  /** Entry `[u]` is 1 where the cost of u is trips times distance from its own place, plus a possible move. */
  readonly isPoint: Uint8Array;
  /** Entry `[u]` is the incumbent of a point, -1 for none. */
  readonly incumbent: Int32Array;
  /** Entry `[u]` is the cost of leaving the incumbent. */
  readonly moveCost: Float64Array;
  /** Entry `[u]` is what of unit u is moved where none of it stays, in units of `unitMoved`. */
  readonly movable: Float64Array;
  /** Brings everything that was derived from centres up to date. */
  update(): void;
}

/** Places and centres of a geometric travel. */
export interface SearchGeometry {
  readonly travel: GeometricTravel;
  /** Coordinates of unit u at `[dimension * u]`; NaN where it is not a point. */
  readonly places: Float64Array;
  /** Coordinates of the current centre of territory j at `[dimension * j]`. */
  readonly centres: Float64Array;
  /** Distance (or its square) of a point and a centre. */
  readonly metric: Metric;
}

/** Lists what single units and families cost, pausing on the way; `update` follows moving centres. */
export function* createSearchCosts(
  problem: BalanceProblem,
  members: Csr,
  centres: Float64Array | null,
  unitMoved: number,
): Task<SearchCosts> {
  const n = members.offsets.length - 1;
  const { travel } = problem;
  const isPoint = new Uint8Array(n);
  const incumbent = new Int32Array(n).fill(-1);
  const moveCost = new Float64Array(n);
  const movable = new Float64Array(n);
  const dimension = travel.kind === 'geometric' ? travel.dimension : 0;
  const places = new Float64Array(dimension * n).fill(Number.NaN);
  const families: number[] = [];
  for (const { from, to } of runsOf(n)) {
    yield;
    const { offsets, targets } = members;
    const { incumbents, disruptionValue, disruptionWeight, trips } = problem;
    for (let u = from; u < to; u++) {
      const first = targets[offsets[u]];
      if (offsets[u + 1] - offsets[u] > 1) {
        families.push(u);
        continue;
      }
      incumbent[u] = incumbents[first];
      if (incumbent[u] >= 0) movable[u] = disruptionValue[first] / unitMoved;
      moveCost[u] = disruptionWeight * disruptionValue[first];
      if (travel.kind !== 'geometric' || trips[first] === 0) continue;
      for (let d = 0; d < dimension; d++) places[dimension * u + d] = travel.places[dimension * first + d];
      isPoint[u] = Number.isNaN(places[dimension * u]) ? 0 : 1;
    }
  }
  const geometry =
    travel.kind === 'geometric' && centres !== null
      ? { travel, places, centres, metric: createMetric(travel, places, centres) }
      : null;
  const unitCosts = createUnitCosts(problem, centres);
  const points = { geometry, isPoint, incumbent, moveCost, movable };
  return new MergedCosts({ problem, members, unitCosts, families, unitMoved }, points);
}

/** What costs are merged from. */
interface Merged {
  readonly problem: BalanceProblem;
  readonly members: Csr;
  readonly unitCosts: UnitCosts;
  /** Units with several members. */
  readonly families: readonly number[];
  readonly unitMoved: number;
}

/** A class, so that operators which are compiled for the costs of one search are so for the next. */
class MergedCosts implements SearchCosts {
  readonly geometry: SearchGeometry | null;
  readonly isPoint: Uint8Array;
  readonly incumbent: Int32Array;
  readonly moveCost: Float64Array;
  readonly movable: Float64Array;
  private readonly members: Csr;
  private readonly unitCosts: UnitCosts;
  private readonly families: readonly number[];
  private readonly k: number;
  /** Entry `[u]` is where the costs of family u start in `familyCosts`, -1 for a single unit. */
  private readonly familyAt: Int32Array;
  private readonly familyCosts: Float64Array;
  /** Entry `[familyAt[u] + j]` is what of family u stays where it is when the family is in territory j. */
  private readonly familyStays: Float64Array;

  constructor(
    { problem, members, unitCosts, families, unitMoved }: Merged,
    points: Pick<SearchCosts, 'geometry' | 'isPoint' | 'incumbent' | 'moveCost' | 'movable'>,
  ) {
    const k = problem.territoryIds.length;
    this.geometry = points.geometry;
    this.isPoint = points.isPoint;
    this.incumbent = points.incumbent;
    this.moveCost = points.moveCost;
    this.movable = points.movable;
    this.members = members;
    this.unitCosts = unitCosts;
    this.families = families;
    this.k = k;
    this.familyAt = new Int32Array(members.offsets.length - 1).fill(-1);
    this.familyCosts = new Float64Array(families.length * k);
    this.familyStays = new Float64Array(families.length * k);
    families.forEach((u, f) => {
      this.familyAt[u] = f * k;
      for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++) {
        const i = members.targets[e];
        if (problem.incumbents[i] < 0) continue;
        this.movable[u] += problem.disruptionValue[i] / unitMoved;
        this.familyStays[f * k + problem.incumbents[i]] += problem.disruptionValue[i] / unitMoved;
      }
    });
    this.update();
  }

  cost(u: number, j: number): number {
    const { familyAt, unitCosts } = this;
    if (familyAt[u] >= 0) return this.familyCosts[familyAt[u] + j];
    const i = this.members.targets[this.members.offsets[u]];
    return unitCosts.travel(i, j) + unitCosts.disruption(i, j);
  }

  moved(u: number, j: number): number {
    const { familyAt, movable } = this;
    if (familyAt[u] >= 0) return movable[u] - this.familyStays[familyAt[u] + j];
    return this.incumbent[u] === j ? 0 : movable[u];
  }

  update(): void {
    const { members, unitCosts, families, familyAt, familyCosts, k } = this;
    familyCosts.fill(0);
    for (const u of families) {
      for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++) {
        const i = members.targets[e];
        for (let j = 0; j < k; j++)
          familyCosts[familyAt[u] + j] += unitCosts.travel(i, j) + unitCosts.disruption(i, j);
      }
    }
  }
}
