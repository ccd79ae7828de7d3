import type { BalanceProblem, GeometricTravel } from '../../problem.js';
import type { SearchProblem } from '../../searchProblem.js';

/** A problem without units that have their territories to themselves, and the way back. */
export interface RestProblem {
  readonly problem: BalanceProblem;
  /** Entry `[v]` is the unit of the whole that unit v of the rest is. */
  readonly units: Int32Array;
  /** Entry `[j]` is the territory of the whole that territory j of the rest is. */
  readonly territories: Int32Array;
  /** Units of the whole that are set aside; the h-th is in territory `home[h]`, which stands at its place. */
  readonly aside: Int32Array;
  readonly home: Int32Array;
}

/** What territories of the whole are to hold, entry `[j]` in mean targets. */
export interface WantedLoads {
  readonly target: ArrayLike<number>;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/** Takes units and the territories they are in out of a problem of points with one measure. */
export function setAside(
  search: SearchProblem,
  aside: Int32Array,
  home: Int32Array,
  wanted: WantedLoads,
): RestProblem {
  const { n, k } = search;
  const isAside = new Uint8Array(n);
  for (const u of aside) isAside[u] = 1;
  const isTaken = new Uint8Array(k);
  for (const j of home) isTaken[j] = 1;
  const units = Int32Array.from(new Int32Array(n).keys()).filter((u) => isAside[u] === 0);
  const territories = Int32Array.from(new Int32Array(k).keys()).filter((j) => isTaken[j] === 0);
  return { problem: pick(search, units, territories, wanted), units, territories, aside, home };
}

/** The problem of some units and territories. */
function pick(
  { problem, members, measures, unitLoad, load }: SearchProblem,
  units: Int32Array,
  territories: Int32Array,
  wanted: WantedLoads,
): BalanceProblem {
  const n = units.length;
  const k = territories.length;
  const travel = problem.travel as GeometricTravel;
  const { dimension } = travel;
  const unitOf = units.map((u) => members.targets[members.offsets[u]]);
  const pickPlaces = (all: Float64Array, rows: Int32Array) => {
    const places = new Float64Array(dimension * rows.length);
    for (let at = 0; at < places.length; at++) {
      places[at] = all[dimension * rows[Math.floor(at / dimension)] + (at % dimension)];
    }
    return places;
  };
  const pickLoads = (values: ArrayLike<number>) =>
    Float64Array.from(territories, (j) => values[j] * unitLoad[0]);
  return {
    unitIds: [],
    territoryIds: Array.from(territories, (j) => problem.territoryIds[j]),
    measureIds: [problem.measureIds[measures[0]]],
    loads: [Float64Array.from(units, (u) => load[u] * unitLoad[0])],
    targets: [pickLoads(wanted.target)],
    lowers: [pickLoads(wanted.lower)],
    uppers: [pickLoads(wanted.upper)],
    trips: Float64Array.from(unitOf, (i) => problem.trips[i]),
    travel: {
      ...travel,
      places: pickPlaces(travel.places, unitOf),
      seats: pickPlaces(travel.seats, territories),
    },
    eligibleRow: new Int32Array(n),
    eligible: new Uint8Array(k).fill(1),
    locks: new Int32Array(n).fill(-1),
    families: Int32Array.from(new Int32Array(n).keys()),
    incumbents: new Int32Array(n).fill(-1),
    disruptionValue: new Float64Array(n),
    disruptionWeight: 0,
    disruptionBudget: Number.POSITIVE_INFINITY,
  };
}
