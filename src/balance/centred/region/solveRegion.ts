/**
 * Shares out the units of some territories anew, to the proven best where that is not too much, where centres are units
 * and territories are all alike.
 *
 *     the units of `count` territories into as many, each within the limits, sum of costs round their medians least
 *
 * 1. The Lagrangian bound of the region climbs, and what no cheaper plan does is fixed (bound/, as at the root of
 *    branchMedians.ts). Mostly it reaches the cost of the territories as they are, which proves them.
 * 2. Otherwise all territories that a cheaper plan may be made of are listed by the prices found (listTerritories.ts).
 *    Where these are too many, only those for plans nearer to the bound.
 * 3. The cheapest partition made of them (centred/partitionUnits.ts) is the answer.
 *
 * Exponential at worst: it may miss a cheaper plan where not all territories were listed, or where nodes ran out. Compared with
 * putting together what the search came through, territories are there that no run would have met. References:
 * A. Ceselli, G. Righini: A branch-and-price algorithm for the capacitated p-median problem, 2005, DOI
 * 10.1002/net.20059; É. D. Taillard, S. Voss: POPMUSIC, 2002 (regions of a plan re-solved one after the other).
 */
import {
  type Climbing,
  createMedianClimber,
  type MedianAim,
  type MedianNode,
} from '../../bound/climbMedians.js';
import { fixChoices } from '../../bound/fixChoices.js';
import { createMedianDual, type MedianDual } from '../../bound/medianDual.js';
import type { MedianModel } from '../../bound/medianModel.js';
import { startNode } from '../../bound/startNode.js';
import type { Task, Work } from '../../work.js';
import type { CentredProblem } from '../centredState.js';
import { partitionUnits } from '../partitionUnits.js';
import type { Climb } from '../pricePartition.js';
import type { TerritoryColumns } from '../territoryPool.js';
import { listTerritories } from './listTerritories.js';
import { createRegionModel } from './regionModel.js';

/** Climbs at first and after fixing; chosen by trial. */
const FIRST: Climbing = { steps: 300, first: 1, last: 5e-3, patience: 8 };
const AGAIN: Climbing = { steps: 100, first: 0.3, last: 1e-2, patience: 8 };
/** Choices are fixed again while so much of the pairs goes. */
const MUCH_LESS = 0.9;
/** A plan must be cheaper by this share. */
const LEAST_GAIN = 1e-9;
/** Territories that are listed at the most; prices and nodes of their partition. Chosen by trial. */
const MOST_LISTED = 10_000;
const PRICES: Climb = { steps: 100, length: 0.05, patience: 8 };
const EFFORT = { nodes: 100, evaluations: Number.POSITIVE_INFINITY };
/** Sets looked at that take about as long as one evaluation of an exchange. */
const LOOKS = 8;
/** Cutoffs that are tried, each half as far above the bound as the one before. */
const TRIALS = 5;

/** What was found. */
export interface RegionAnswer {
  /** The units of each territory of a cheaper plan; `null` where none was found. */
  readonly territories: readonly Int32Array[] | null;
  /** Whether nothing is cheaper than what was found, or than what was there. */
  readonly isExact: boolean;
}

/** Looks for territories of these units, as many as `count` and none empty, that cost less than `below`. */
export function* solveRegion(
  problem: CentredProblem,
  units: Int32Array,
  count: number,
  below: number,
  work: Work,
): Task<RegionAnswer> {
  const model = createRegionModel(problem, units, count);
  const dual = createMedianDual(model);
  const aim: MedianAim = { cost: below, cutoff: below * (1 - LEAST_GAIN) };
  const node = startNode(model);
  for (const evaluations of climbAndFix(model, dual, node, aim)) if (work.isPauseDue(evaluations)) yield;
  if (node.bound >= aim.cutoff) return { territories: null, isExact: true };
  /** Plans below it are made of territories that are listed. */
  let cutoff = aim.cutoff;
  let columns: TerritoryColumns | null = null;
  for (let trial = 0; columns === null && trial < TRIALS; trial++) {
    cutoff = node.bound + (aim.cutoff - node.bound) / 2 ** trial;
    const listed = listTerritories(problem.search, units, model, dual, node, cutoff, MOST_LISTED);
    if (work.isPauseDue(Math.ceil(listed.looks / LOOKS))) yield;
    columns = listed.columns;
  }
  if (columns === null) return { territories: null, isExact: false };
  const all = (length: number) => Int32Array.from({ length }, (_, at) => at);
  const what = { candidates: all(columns.count()), rows: all(units.length), count };
  const { multiplier } = node;
  const answer = yield* partitionUnits(columns, what, below, multiplier, PRICES, EFFORT, work);
  let cost = 0;
  for (const c of answer.chosen ?? []) cost += columns.costs()[c];
  return {
    territories: answer.chosen && listUnits(columns, answer.chosen, units),
    isExact: answer.isExact && (cutoff === aim.cutoff || (cost > 0 && cost < cutoff)),
  };
}

/** Raises the bound of a node and makes its choices, over and over while that leaves much less; yields evaluations. */
function* climbAndFix(
  model: MedianModel,
  dual: MedianDual,
  node: MedianNode,
  aim: MedianAim,
): Generator<number, void, undefined> {
  const climber = createMedianClimber(model, dual);
  let climbing = FIRST;
  for (let isWorth = true; isWorth; climbing = AGAIN) {
    yield* climber.climb(node, climbing, aim);
    if (node.bound >= aim.cutoff) return;
    const choices = yield* fixChoices(model, dual, node, aim);
    // Without any choice left no plan is cheaper.
    if (choices === null) node.bound = aim.cutoff;
    isWorth = choices !== null && choices.unit.length < MUCH_LESS * node.choices.unit.length;
    node.choices = choices ?? node.choices;
  }
}

/** The units of some territories, which are listed by their numbers in a region. */
function listUnits(columns: TerritoryColumns, chosen: Int32Array, units: Int32Array): Int32Array[] {
  const starts = columns.starts();
  const members = columns.units();
  return Array.from(chosen, (c) => members.subarray(starts[c], starts[c + 1]).map((u) => units[u]));
}
