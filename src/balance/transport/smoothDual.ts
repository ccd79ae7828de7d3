/**
 * The climb to the top of the smoothed dual of relaxation.ts over fixed candidate lists.
 *
 * Entry layout: a price, a load, a gradient or a direction of territory j and measure m stands at `[M * j + m]`; that
 * of moved value stands behind them where there is a disruption budget.
 */
import { runsOf } from '../../core/runsOf.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import type { Candidates } from './candidates.js';
import { dot } from './dot.js';
import { createNewtonStep } from './newtonStep.js';
import { createSmoothValue, type SmoothValue } from './smoothValue.js';

/** Newton steps of one climb at the most. */
const MOST_STEPS = 60;
/** Loads that differ from what limits allow by less than this share of a mean target are settled. */
const SETTLED = 1e-7;
/** First trust radius in smoothings per weight, and its factor after a step that could be taken whole, or not. */
const FIRST_RADIUS = 3;
const RADIUS_STEP = 2;
/** Prices that move by so many reaches at once are far, whatever units with a choice say. */
const FARTHEST = 16;
/** A step of less than this share of the radius is Newton's own. */
const HELD_BACK = 0.5;
/** A step that raises the value by this share of what the slope promises is taken (Armijo's rule). */
const LEAST_RISE = 1e-4;

/** The smoothed dual over fixed lists; the smoothing may be lowered between climbs. */
export interface SmoothDual {
  /** Entry `[start[u] + c]` is the share of unit u in its candidate c at the last prices. */
  readonly shares: Float64Array;
  /** What the optimum of the relaxation may cost beyond the plan of the shares, since their loads do not quite fit. */
  misfit(prices: Float64Array): number;
  /**
   * Raises the smoothed dual by changing `prices` in place.
   *
   * @param patience - a climb ends where a step would raise the value by less than this share of what smoothing adds
   * @returns `settled` at the top, `far` where a value has moved by `reach` times its unit's weight since `origin`, so that
   * the lists should be renewed
   */
  climb(
    prices: Float64Array,
    origin: Float64Array,
    smoothing: number,
    reach: number,
    patience: number,
    work: Work,
  ): Task<'settled' | 'far'>;
}

/** Prepares the dual over some lists. */
export function createSmoothDual(search: SearchProblem, candidates: Candidates): SmoothDual {
  const { k, M, size, hasBudget } = search;
  const smooth = createSmoothValue(search, candidates);
  const { gradient, curvature, weightSum, candidateCount, drift, softness } = smooth;
  const newton = createNewtonStep(search);
  /** By how much the value may still rise; infinite where the climb ended on its way. */
  let rise = Number.POSITIVE_INFINITY;

  function* climb(
    prices: Float64Array,
    origin: Float64Array,
    smoothing: number,
    reach: number,
    patience: number,
    work: Work,
  ): Task<'settled' | 'far'> {
    const trial = prices.slice();
    const direction = new Float64Array(size);
    curvature.smoothing = smoothing;
    /** A price that moves by less than `reach` times this moves no unit by more than `reach` of its weight. */
    const price = weightSum / (k * (M + (hasBudget ? 1 : 0)));
    // With a ridge of steepest / radius no step exceeds the radius (Levenberg), and the ridge fades near the top.
    let radius = (FIRST_RADIUS * smoothing * weightSum) / k;
    let value = yield* evaluate(smooth, prices);
    if (work.isPauseDue(candidateCount)) yield;
    rise = Number.POSITIVE_INFINITY;
    for (let step = 0; step < MOST_STEPS; step++) {
      const steepest = largest(gradient);
      if (steepest <= SETTLED) {
        rise = 0;
        break;
      }
      if (newton.assemble(curvature, steepest / radius)) yield;
      if (newton.solve(gradient, direction, work)) yield;
      const slope = dot(gradient, direction);
      // Where the radius holds the step back, its slope says nothing about how far the top is.
      if (slope <= patience * softness() && largest(direction) < HELD_BACK * radius) {
        rise = slope;
        break;
      }
      // Beyond twice the reach lists say nothing about values.
      let length = 1;
      if (largest(direction) > 2 * reach * price) length = Math.min(1, (2 * reach) / drift(direction));
      let attempts = 0;
      for (; attempts < 40; attempts++) {
        for (let at = 0; at < size; at++) trial[at] = prices[at] + length * direction[at];
        const next = yield* evaluate(smooth, trial);
        if (work.isPauseDue(candidateCount)) yield;
        if (next >= value + LEAST_RISE * length * slope) {
          value = next;
          break;
        }
        // Where a straight line through both slopes vanishes (the value is a parabola between its kinks).
        length *= Math.min(0.5, Math.max(0.1, slope / (slope - dot(gradient, direction))));
      }
      if (attempts === 40) {
        yield* evaluate(smooth, prices);
        rise = slope;
        break;
      }
      radius *= attempts === 0 ? RADIUS_STEP : 1 / RADIUS_STEP;
      prices.set(trial);
      for (let at = 0; at < size; at++) trial[at] = prices[at] - origin[at];
      const widest = largest(trial);
      if (widest > FARTHEST * reach * price) return 'far';
      if (widest > reach * price && drift(trial) >= reach) return 'far';
    }
    return 'settled';
  }

  return { shares: curvature.shares, misfit: (prices) => dot(prices, gradient) + rise, climb };
}

/** The value at some prices, with pauses. */
function* evaluate(smooth: SmoothValue, prices: Float64Array): Task<number> {
  smooth.begin(prices);
  for (const { from, to } of runsOf(smooth.unitCount)) {
    if (from > 0) yield;
    smooth.visit(from, to);
  }
  return smooth.finish();
}

function largest(a: Float64Array): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]));
  return most;
}
