import type { StopCause } from '../../../core/budget.js';
import { giveWay } from '../../../core/giveWay.js';
import { integerIn, numberIn, resolveOptions } from '../../../core/options.js';
import { checkBalanceProblem } from '../../checkBalanceProblem.js';
import type { BalanceProblem } from '../../problem.js';
import { endChecks, noEnds, type SearchEnds } from '../../searchEnds.js';
import { createWork, goThrough, runTask, runTaskAsync, Stopped, type Task, type Work } from '../../work.js';
import type { FillingUnits } from './fillingUnits.js';
import { type BoundGoal, priceUnits } from './priceUnits.js';
import { classifyTerritories } from './territoryClasses.js';

/** Rounding errors as a share of the bound. */
const ROUNDING = 1e-9;

/** How much work a bound is worth. */
export interface FreeCentreOptions extends SearchEnds {
  /** Rounds of looking for cheap places that no possible centre covers yet; 1 or more. Default 6. */
  readonly passes: number;
  /** What the proof may give up for speed, as a share of the bound, above 0. Default 0.005. */
  readonly accuracy: number;
}

/** What is proven about all plans with free centres. */
export interface FreeCentreBound {
  /** No plan within the limits costs less, wherever its centres are; `null` where nothing is proven. */
  readonly bound: number | null;
  /** What the bound relaxes, or why there is none, in words. */
  readonly relaxation: string;
  /** What ended the search early; `null` where it ended by itself. */
  readonly stopCause: StopCause | null;
  readonly evaluations: number;
}

const defaults: FreeCentreOptions = /* @__PURE__ */ Object.freeze({ passes: 6, accuracy: 0.005, ...noEnds });

/**
 * Bounds the cost of every plan whose territories may have their centre anywhere.
 *
 * @param problem - what {@link balanceTerritories} solves; travel by distance or squared distance, some territories or
 * all without a seat
 * @param options - see {@link FreeCentreOptions}
 * @returns a bound in the unit of the cost; `null` with the reason where travel is a matrix, nothing is limited, no unit
 * has a place, a load and trips, or the search was stopped
 * @throws {@link InputError} with one issue for every column or entry of the problem that is wrong
 * @throws {@link OptionsError} where an option is unknown or out of range
 * @remarks `balanceTerritories` gives no bound with free centres; this one takes several times as long as the plan.
 * Relaxed are: units may be split between territories; eligibility, locks, families, disruption and all measures but
 * the tightest do not count; on the globe ways go straight through the earth. A median or a unit as centre costs at least
 * as much as the best place, so the bound holds for every rule of centres. Deterministic. Time grows with the units near a
 * territory times the territories. Source: M. L. Fisher, The Lagrangian Relaxation Method for Solving Integer Programming
 * Problems, 1981, DOI 10.1287/mnsc.27.1.1; centres anywhere by branch and bound over boxes.
 * @example
 * ```ts
 * import { balanceTerritories, boundFreeCentres, prepareColumns } from 'bailiwick/balance';
 *
 * const problem = prepareColumns({
 *   x: Float64Array.from({ length: 900 }, (_, i) => i % 30),
 *   y: Float64Array.from({ length: 900 }, (_, i) => Math.floor(i / 30)),
 *   loads: { visits: new Float64Array(900).fill(1) },
 *   territories: 9,
 *   tolerance: 0.02,
 * });
 * const { cost } = balanceTerritories(problem);
 * const { bound } = boundFreeCentres(problem);
 * bound !== null && bound <= cost.total && bound > 0.8 * cost.total; // => true
 * ```
 */
export function boundFreeCentres(
  problem: BalanceProblem,
  options?: Partial<FreeCentreOptions>,
): FreeCentreBound {
  const { goal, work } = resolve(options);
  return runTask(bound(problem, goal, work), work);
}

/**
 * The same as {@link boundFreeCentres}, giving way to everything else every few milliseconds.
 *
 * @param problem - see {@link boundFreeCentres}; must not change meanwhile
 * @param options - see {@link FreeCentreOptions}; `signal` ends the search at the next pause
 * @returns a promise of the same bound, byte for byte
 * @throws {@link InputError} (by rejection) with one issue for every column or entry that is wrong
 * @throws {@link OptionsError} (by rejection) where an option is unknown or out of range
 */
export async function boundFreeCentresAsync(
  problem: BalanceProblem,
  options?: Partial<FreeCentreOptions>,
): Promise<FreeCentreBound> {
  const { goal, work } = resolve(options);
  return runTaskAsync(bound(problem, goal, work), work, giveWay);
}

function resolve(options: Partial<FreeCentreOptions> | undefined): { goal: BoundGoal; work: Work } {
  const resolved = resolveOptions('boundFreeCentres', defaults, options, {
    passes: integerIn(1),
    accuracy: numberIn(1e-6, 0.5),
    ...endChecks(options),
  });
  return { goal: resolved, work: createWork(resolved) };
}

function* bound(problem: BalanceProblem, goal: BoundGoal, work: Work): Task<FreeCentreBound> {
  const none = (relaxation: string): FreeCentreBound => ({
    bound: null,
    relaxation,
    stopCause: work.stopCause(),
    evaluations: work.spent(),
  });
  yield* goThrough(checkBalanceProblem(problem));
  const { travel } = problem;
  if (travel.kind !== 'geometric') return none('none: travel is no distance between places');
  const m = findTightest(problem);
  if (m < 0) return none('none: no measure is limited');
  const { units, unplaced } = listUnits(problem, m);
  const isFree = units.rate.every((rate) => rate === 0);
  if (isFree) return none('none: no unit has a place, a load and trips');
  const total = units.load.reduce((sum, w) => sum + w, 0);
  const classes = classifyTerritories(problem, travel, m, unplaced, total);
  try {
    const value = yield* priceUnits(units, classes, goal, work);
    if (value === Number.POSITIVE_INFINITY) return none('none: no plan is within the limits');
    const measure = problem.measureIds[m];
    return {
      // No cost is negative, so nothing at all is a bound as well.
      bound: Math.max(0, value - ROUNDING * Math.abs(value)),
      relaxation: `centres anywhere, units split, ${measure} as the only measure; no eligibility, locks, families, disruption`,
      stopCause: null,
      evaluations: work.spent(),
    };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return none('none: stopped before the proof');
  }
}

/** The measure that leaves territories the least room, -1 where none is limited. */
function findTightest({ loads, lowers, uppers }: BalanceProblem): number {
  let tightest = -1;
  let least = 1;
  for (let m = 0; m < loads.length; m++) {
    const total = loads[m].reduce((sum, w) => sum + w, 0);
    if (total === 0) continue;
    let room = 0;
    lowers[m].forEach((low, j) => {
      room += (Math.min(total, uppers[m][j]) - low) / (total * lowers[m].length);
    });
    if (room >= least) continue;
    least = room;
    tightest = m;
  }
  return tightest;
}

/** Units with a place and a load, and the load of those without a place, which costs nothing anywhere. */
function listUnits({ travel, loads, trips }: BalanceProblem, m: number) {
  if (travel.kind !== 'geometric') throw new TypeError('travel must be geometric');
  const { dimension, places, scale, metric } = travel;
  const load = loads[m];
  /** Units with a place and a load. */
  const listed = new Int32Array(load.length);
  let count = 0;
  let unplaced = 0;
  for (let i = 0; i < load.length; i++) {
    if (load[i] === 0) continue;
    if (Number.isNaN(places[dimension * i])) unplaced += load[i];
    else listed[count++] = i;
  }
  const isSquared = metric === 'squaredDistance';
  const factor = isSquared ? scale * scale : scale;
  const units: FillingUnits = {
    dimension,
    isSquared,
    count,
    places: new Float64Array(dimension * count),
    load: new Float64Array(count),
    rate: new Float64Array(count),
    worth: new Float64Array(count),
  };
  for (let u = 0; u < count; u++) {
    const i = listed[u];
    for (let d = 0; d < dimension; d++) units.places[dimension * u + d] = places[dimension * i + d];
    units.load[u] = load[i];
    units.rate[u] = (factor * trips[i]) / load[i];
  }
  return { units, unplaced };
}
