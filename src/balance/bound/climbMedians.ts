/**
 * Raises the Lagrangian bound of the capacitated p-median problem by its multipliers, where some choices are made.
 *
 * The multipliers l climb along subgradients (1 - how many rows took u), deflected by the step before where that turned
 * back, the step after Polyak from the best plan's cost; where nothing rises for long, the step is halved and the best l
 * is taken up again. The rows' choices are averaged on the way, late ones weighing more: the averages near a solution
 * of the linear programme, and say what is worth branching on.
 *
 * O(pairs) a step. References: P. M. Camerini, L. Fratta, F. Maffioli: On improving relaxation methods by modified
 * gradient techniques, 1975; F. Barahona, R. Anbil: The volume algorithm, 2000, DOI 10.1007/s101070050002.
 */
import { type MedianChoices, type MedianDual, OPEN } from './medianDual.js';
import type { MedianModel } from './medianModel.js';

/** Deflection of a step that turns back on the one before. */
const DEFLECTION = 1.5;
/** How much more each step weighs in the averages than the one before; chosen by trial. */
const LATER = 1.05;
/** A rise by less than this share is none. */
const RISE = 1e-6;

/** Choices that are made, the multipliers with the best bound for them, and that bound. */
export interface MedianNode {
  choices: MedianChoices;
  multiplier: Float64Array;
  bound: number;
}

/** What is aimed at: the cost of the best plan, and the bound from which on nothing better is left. */
export interface MedianAim {
  cost: number;
  cutoff: number;
}

/** How long a climb goes on. */
export interface Climbing {
  readonly steps: number;
  /** First and last length of a step in Polyak's, and the steps without a rise after which it is halved. */
  readonly first: number;
  readonly last: number;
  readonly patience: number;
}

/** Climbs; the averages of the last climb stay. */
export interface MedianClimber {
  /** Raises the node's bound; yields evaluations after each step. True where all units were taken once: that is a plan. */
  climb(node: MedianNode, climbing: Climbing, aim: MedianAim): Generator<number, boolean, undefined>;
  /** How often row r took unit u, as a share of all steps. */
  shareOf(r: number, u: number): number;
}

/** Pairs that are looked at in the time of one evaluation of an exchange, and evaluations that a row takes besides. */
const PAIRS = 20;
const ROW = 3;

/** Evaluations of an exchange that take about as long as one of the Lagrangian. */
export function countEvaluations({ unit, status }: MedianChoices): number {
  return Math.ceil(unit.length / PAIRS) + ROW * status.length;
}

/** Makes the scratch space for climbs. */
export function createMedianClimber(model: MedianModel, dual: MedianDual): MedianClimber {
  const { n, rows, own, counted } = model;
  /** Entry `[n * r + u]` is the weight of the steps in which row r took unit u. */
  const share = new Float64Array(rows * n);
  const direction = new Float64Array(n);
  const multiplier = new Float64Array(n);
  let weight = 1;
  let total = 0;

  function scale({ start, unit }: MedianChoices, factor: number): void {
    for (let r = 0; r < rows; r++) {
      for (let e = start[r]; e < start[r + 1]; e++) share[n * r + unit[e]] *= factor;
      if (own[r] >= 0) share[n * r + own[r]] *= factor;
    }
    weight *= factor;
    total *= factor;
  }

  function average(choices: MedianChoices): void {
    weight *= LATER;
    if (weight > 1e100) scale(choices, 1e-100);
    total += weight;
    const add = (r: number) => {
      for (let s = n * r; s < n * r + dual.count[r]; s++) share[n * r + dual.list[s]] += weight;
    };
    for (const r of dual.chosen) add(r);
    for (let r = 0; r < rows; r++) if (choices.status[r] === OPEN) add(r);
  }

  /** One step from the last evaluation; false where every unit was taken once. */
  function advance({ home }: MedianChoices, value: number, length: number, cost: number): boolean {
    let turn = 0;
    let past = 0;
    let missed = 0;
    for (const u of counted) {
      if (home[u] >= 0) continue;
      const slope = 1 - dual.taken[u];
      if (slope !== 0) missed++;
      turn += slope * direction[u];
      past += direction[u] * direction[u];
    }
    if (missed === 0) return false;
    const memory = turn < 0 ? (-DEFLECTION * turn) / past : 0;
    let norm = 0;
    for (const u of counted) {
      direction[u] = home[u] >= 0 ? 0 : 1 - dual.taken[u] + memory * direction[u];
      norm += direction[u] * direction[u];
    }
    if (norm === 0) return true;
    const step = (length * Math.max(cost - value, 1e-9 * Math.abs(cost))) / norm;
    for (const u of counted) multiplier[u] += step * direction[u];
    return true;
  }

  return {
    shareOf: (r, u) => (total > 0 ? share[n * r + u] / total : 0),
    *climb(node, { steps, first, last, patience }, aim) {
      const { choices } = node;
      const evaluations = countEvaluations(choices);
      scale(choices, 0);
      weight = 1;
      direction.fill(0);
      multiplier.set(node.multiplier);
      let best = Number.NEGATIVE_INFINITY;
      let stalled = 0;
      let length = first;
      for (let step = 0; step < steps; step++) {
        const value = dual.evaluate(choices, multiplier);
        stalled = value > best + RISE * Math.abs(best) ? 0 : stalled + 1;
        if (value > best) {
          best = value;
          node.multiplier.set(multiplier);
          node.bound = Math.max(node.bound, value);
        }
        if (node.bound >= aim.cutoff) return false;
        average(choices);
        const isMet = !advance(choices, value, length, aim.cost);
        if (isMet && dual.isExact()) return true;
        if (isMet || stalled >= patience) {
          stalled = 0;
          length *= 0.5;
          multiplier.set(node.multiplier);
          direction.fill(0);
          if (length < last) return false;
        }
        yield evaluations;
      }
      return false;
    },
  };
}
