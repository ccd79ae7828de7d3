/**
 * Units heavier than any territory may be: each stands alone, and the others are balanced over what is left.
 *
 * With equal limits for all territories and targets T = W / k, a unit of load w above the upper limit makes the largest
 * deviation at least w / T - 1 in every plan, and alone it reaches that. So it is set aside with a territory of its own.
 * The rest, W - w over k - 1 territories, keeps the limits as long as its own, lower mean lies within them; else it gets
 * the same relative limits about that mean, which may make the next unit too heavy, and so on from the heaviest down.
 */
import type { BalanceProblem, GeometricTravel } from '../../problem.js';
import type { SearchProblem } from '../../searchProblem.js';

/** Loads above a limit by less than this share of it are rounding errors. */
const ROUNDING = 1e-9;

/** A problem without its heavy units, and the way back. */
export interface LightProblem {
  readonly problem: BalanceProblem;
  /** Entry `[v]` is the unit of the whole that unit v of the rest is. */
  readonly units: Int32Array;
  /** Entry `[j]` is the territory of the whole that territory j of the rest is. */
  readonly territories: Int32Array;
  /** Heavy units of the whole; the h-th stands alone in `alone[h]`. */
  readonly heavy: Int32Array;
  readonly alone: Int32Array;
}

/** Sets heavy units aside; `null` where there are none, or where territories are not all alike and free to choose. */
export function setAsideHeavy(search: SearchProblem, isFree: (j: number) => boolean): LightProblem | null {
  const { n, k, M, load, lower, upper } = search;
  if (M !== 1 || lower.some((low) => low !== lower[0]) || upper.some((high) => high !== upper[0]))
    return null;
  const byLoad = Int32Array.from(new Int32Array(n).keys()).filter((u) => load[u] > 0.5 * upper[0]);
  byLoad.sort((a, b) => load[b] - load[a] || a - b);
  let left = 0;
  for (const value of load) left += value;
  let count = 0;
  // Limits are in mean targets of the whole: as they stand they are relative to any mean.
  const meanOfRest = () => left / (k - count);
  const scaleOfLimits = () => (lower[0] <= meanOfRest() && meanOfRest() <= upper[0] ? 1 : meanOfRest());
  while (count < byLoad.length && count < k - 1) {
    if (load[byLoad[count]] <= upper[0] * scaleOfLimits() * (1 + ROUNDING)) break;
    left -= load[byLoad[count++]];
  }
  const free = Int32Array.from(new Int32Array(k).keys()).filter(isFree);
  if (count === 0 || count > free.length) return null;
  const heavy = byLoad.subarray(0, count);
  const alone = free.subarray(0, count);
  const isHeavy = new Uint8Array(n);
  for (const u of heavy) isHeavy[u] = 1;
  const isAlone = new Uint8Array(k);
  for (const j of alone) isAlone[j] = 1;
  const units = Int32Array.from(new Int32Array(n).keys()).filter((u) => isHeavy[u] === 0);
  const territories = Int32Array.from(new Int32Array(k).keys()).filter((j) => isAlone[j] === 0);
  const problem = pick(search, units, territories, meanOfRest(), scaleOfLimits());
  return { problem, units, territories, heavy, alone };
}

/** The problem of some units and territories; targets are `mean`, limits those of the whole times `scale`. */
function pick(
  { problem, members, measures, unitLoad, load, lower, upper }: SearchProblem,
  units: Int32Array,
  territories: Int32Array,
  mean: number,
  scale: number,
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
  const all = (value: number) => new Float64Array(k).fill(value * unitLoad[0]);
  return {
    unitIds: [],
    territoryIds: Array.from(territories, (j) => problem.territoryIds[j]),
    measureIds: [problem.measureIds[measures[0]]],
    loads: [Float64Array.from(units, (u) => load[u] * unitLoad[0])],
    targets: [all(mean)],
    lowers: [all(scale * lower[0])],
    uppers: [all(scale * upper[0])],
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
