/**
 * The relaxation from coarse to fine: prices of a sample of the units are nearly those of all.
 *
 * A systematic sample in the order of the place tree keeps the picture of where load lies. Each level has
 * `LEVEL_FACTOR` times as many units as the one before; only the last one has to be exact.
 */
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import { buildPlaceTree } from './buildPlaceTree.js';
import { groupNeighbours } from './groupNeighbours.js';
import type { PlaceTree } from './placeTree.js';
import { type Relaxation, type RelaxationGoal, type RelaxationStart, solveRelaxation } from './relaxation.js';

/** Units of one level over those of the level before; found by trial. */
const LEVEL_FACTOR = 6;
/** A sample has at least this many units a territory, and at least `LEAST_UNITS` in all. */
const UNITS_PER_TERRITORY = 40;
const LEAST_UNITS = 500;
/** Gap of the relaxation of a sample: its prices are not worth more. */
const COARSE_GAP = 1e-3;
/** Smoothing at which a level starts, in last smoothings of the level before; found by trial. */
const RESTART_SMOOTHINGS = 4;

/** Every `step`-th unit in the order of the boxes, points before others. */
export function sampleUnits(tree: PlaceTree, step: number): Int32Array {
  const units: number[] = [];
  for (let e = step >> 1; e < tree.order.length; e += step) units.push(tree.order[e]);
  for (let e = step >> 1; e < tree.others.length; e += step) units.push(tree.others[e]);
  return Int32Array.from(units);
}

/** Solves the relaxation by way of samples where there are many units. */
export function* solveMultiscale(
  search: SearchProblem,
  tree: PlaceTree,
  start: RelaxationStart,
  goal: RelaxationGoal,
  work: Work,
): Task<Relaxation> {
  const isSmall = search.n < LEVEL_FACTOR * Math.max(LEAST_UNITS, UNITS_PER_TERRITORY * search.k);
  if (isSmall || start.smoothing !== null) return yield* solveRelaxation(search, tree, start, goal, work);
  yield;
  const coarse = yield* groupNeighbours(search, tree, LEVEL_FACTOR, work);
  yield;
  // Where most units have territories of their own to be in, they have no neighbours and nothing gets coarser.
  if (2 * coarse.n > search.n) return yield* solveRelaxation(search, tree, start, goal, work);
  const { prices, smoothing } = yield* solveMultiscale(
    coarse,
    yield* buildPlaceTree(coarse, work),
    start,
    { ...goal, gap: Math.max(goal.gap, COARSE_GAP) },
    work,
  );
  return yield* solveRelaxation(
    search,
    tree,
    { prices, smoothing: RESTART_SMOOTHINGS * smoothing },
    goal,
    work,
  );
}
