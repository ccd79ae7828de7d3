/**
 * A bound for territories whose centre is one of their units (capacitated p-median), and often the best plan with its
 * proof: Lagrangian relaxation (medianDual.ts), then branch and bound (branchMedians.ts), step by step.
 *
 * That each unit is at one centre is priced instead of asked. Where all costs are whole numbers, so is the cost of any
 * plan, and the bound is rounded up. Relaxed besides: minimums, all measures but the tightest, eligibility, disruption;
 * a plan that is found here has to be looked at with them.
 */
import type { CentredProblem } from '../centred/centredState.js';
import { branchMedians, type MedianTree } from './branchMedians.js';
import type { MedianAim } from './climbMedians.js';
import { createMedianModel } from './medianModel.js';

/** Less than this is rounding of a whole cost. */
const WHOLE = 1e-6;

/** A bound that rises step by step. */
export interface MedianBound {
  /** The best bound so far; `null` before the first step, and where there is no plan at all. */
  value(): number | null;
  /** The measure whose upper limits no plan of whole units keeps, where that is proven; -1 where it is not. */
  impossible(): number;
  isDone(): boolean;
  /** Whether the relaxation alone is done and its gap is closed by branching. */
  isBranching(): boolean;
  /** Units that were chosen as centres: near the end about where good plans have theirs. */
  centres(): Int32Array;
  /** Makes one step, led by the cost of a plan, within the limits or not; returns the evaluations made. */
  step(cost: number, isWithin: boolean): number;
  /** A plan by territory that is better than all before, once; `null` where there is none. */
  takePlan(): Int32Array | null;
}

/** Prepares a bound that need not come nearer to a plan's cost than by a share; `null` where there are too many places. */
export function boundMedians(problem: CentredProblem, gap: number): MedianBound | null {
  const model = createMedianModel(problem);
  if (model === null) return null;
  const { n, places, free, seated, areWhole, counted } = model;
  const aim: MedianAim = { cost: Number.POSITIVE_INFINITY, cutoff: Number.POSITIVE_INFINITY };
  const tree: MedianTree = { bound: Number.NEGATIVE_INFINITY, isBranching: false, centres: [], plan: null };
  let taken = tree.plan;
  let isDone = false;

  function lower(cost: number): void {
    aim.cost = aim.cutoff < Number.POSITIVE_INFINITY ? Math.min(aim.cost, cost) : cost;
    aim.cutoff = Math.min(aim.cutoff, areWhole ? cost - 1 + 2 * WHOLE : cost * (1 - 0.5 * gap));
  }

  const task = branchMedians(model, tree, aim, lower);
  return {
    value: () => {
      if (!Number.isFinite(tree.bound)) return null;
      return Math.max(0, areWhole ? Math.ceil(tree.bound - WHOLE) : tree.bound);
    },
    impossible: () => (tree.bound === Number.POSITIVE_INFINITY ? model.measure : -1),
    isDone: () => isDone,
    isBranching: () => tree.isBranching,
    centres: () => Int32Array.from(tree.centres),
    step: (cost, isWithin) => {
      if (isWithin) lower(cost);
      else if (aim.cutoff === Number.POSITIVE_INFINITY) aim.cost = cost;
      const { value, done } = task.next();
      isDone = done === true;
      return isDone ? 0 : value!;
    },
    takePlan: () => {
      // Units without a place are in no row.
      if (tree.plan === taken || counted.length < n) return null;
      taken = tree.plan;
      const name = new Map<number, number>();
      let next = 0;
      return taken!.row.map((r) => {
        if (r >= places) return seated[r - places];
        if (!name.has(r)) name.set(r, free[next++]);
        return name.get(r)!;
      });
    },
  };
}
