/**
 * The least share of its target by which every limit has to give where several measures can be met one by one, but not
 * together, even with units split.
 *
 * 1. Prices p that prove a conflict prove more: with all limits wider by a share t of their targets the units still take
 *    sum_u min_j sum_m w_um p_jm at the least, and the limits allow sum_jm max(U_jm p_jm, L_jm p_jm). Where the first is
 *    more, t is too little; where both meet is a lower bound of the share.
 * 2. Widen all limits that far and look for prices that prove a conflict again, from nothing. They meet later; so the
 *    share rises until there are none (Dinkelbach: On nonlinear fractional programming, 1967,
 *    DOI 10.1287/mnsc.13.7.492), in a few turns.
 *
 * The share is proven at every turn; that it is the least is as exact as the relaxation. O(units * k * measures) a turn
 * besides the relaxation.
 */
import type { Reason } from './result.js';
import type { SearchProblem } from './searchProblem.js';
import { buildPlaceTree } from './transport/buildPlaceTree.js';
import { solveMultiscale } from './transport/multiscale.js';
import type { RelaxationGoal } from './transport/relaxation.js';
import { explainWidening, listAllChoices } from './widenLimits.js';
import type { Task, Work } from './work.js';

/** Turns at the most; found by trial. */
const MOST_TURNS = 12;
/** A turn that raises the share by less than this part of it is the last, and limits are widened by so much more. */
const LEAST_RISE = 1e-4;
/** What is lacking below this share of what is compared is a rounding error; so are prices this small beside the highest. */
const ROUNDING = 1e-9;
const LEAST_PRICE = 1e-6;

/** By how much all limits have to give, and which ones decide it; nothing where the prices prove no conflict by themselves. */
export function* widenJointly(
  search: SearchProblem,
  proof: Float64Array,
  goal: RelaxationGoal,
  work: Work,
): Task<Reason[]> {
  // A wider limit opens territories that were too small for a unit alone.
  const open = { ...search, ...listAllChoices(search) };
  const target = scaleTargets(search);
  let prices = proof;
  let share = meet(open, target, prices, 0);
  if (share === 0) return [];
  yield;
  const tree = yield* buildPlaceTree(open, work);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const wider = { ...open, ...widen(open, target, share * (1 + LEAST_RISE)) };
    const start = { prices: new Float64Array(search.size), smoothing: null };
    const relaxation = yield* solveMultiscale(wider, tree, start, goal, work);
    if (relaxation.isExact) break;
    const next = meet(open, target, relaxation.prices, share);
    if (next <= share * (1 + LEAST_RISE)) break;
    share = next;
    prices = relaxation.prices;
    yield;
  }
  return explainShare(search, target, prices, share);
}

/** Entry `[M * j + m]` is a target in mean targets. */
function scaleTargets({ M, k, measures, unitLoad, problem }: SearchProblem): Float64Array {
  return Float64Array.from({ length: M * k }, (_, at) => {
    const m = at % M;
    return problem.targets[measures[m]][(at - m) / M] / unitLoad[m];
  });
}

/** Limits that give by a share of their targets. */
function widen({ lower, upper }: SearchProblem, target: Float64Array, share: number) {
  return {
    lower: lower.map((limit, at) => Math.max(0, limit - share * target[at])),
    upper: upper.map((limit, at) => limit + share * target[at]),
  };
}

/**
 * The share, from a known one on, at which what units take at prices and what limits allow meet; the known one where no
 * more is proven. What lacks is convex and falls in the share, so Newton's steps from the left end at its zero.
 */
function meet(search: SearchProblem, target: Float64Array, prices: Float64Array, known: number): number {
  const { n, M, row, choices, load, lower, upper } = search;
  let taken = 0;
  let size = 0;
  for (let u = 0; u < n; u++) {
    let least = Number.POSITIVE_INFINITY;
    for (let e = choices.offsets[row[u]]; e < choices.offsets[row[u] + 1]; e++) {
      let value = 0;
      for (let m = 0; m < M; m++) value += load[M * u + m] * prices[M * choices.targets[e] + m];
      least = Math.min(least, value);
    }
    taken += least;
    size += Math.abs(least);
  }
  let share = known;
  for (let step = 0; step <= target.length; step++) {
    let lacking = taken;
    let slope = 0;
    for (let at = 0; at < target.length; at++) {
      const limit = prices[at] > 0 ? upper[at] + share * target[at] : lower[at] - share * target[at];
      if (prices[at] < 0 && limit <= 0) continue;
      lacking -= prices[at] * limit;
      slope += Math.abs(prices[at]) * target[at];
    }
    if (lacking <= ROUNDING * size || slope === 0) return share;
    share += lacking / slope;
  }
  return share;
}

/** The limits that have a price, by measure and side. */
function explainShare(
  search: SearchProblem,
  target: Float64Array,
  prices: Float64Array,
  share: number,
): Reason[] {
  const { M, k, unitLoad } = search;
  const { lower, upper } = widen(search, target, share);
  let highest = 0;
  for (const price of prices) highest = Math.max(highest, Math.abs(price));
  const reasons: Reason[] = [];
  for (let m = 0; m < M; m++) {
    for (const side of ['upper', 'lower'] as const) {
      const sign = side === 'upper' ? 1 : -1;
      const limits = Float64Array.from(
        { length: k },
        (_, j) => (side === 'upper' ? upper : lower)[M * j + m] * unitLoad[m],
      );
      const territories = Array.from({ length: k }, (_, j) => j).filter(
        (j) => sign * prices[M * j + m] > LEAST_PRICE * highest,
      );
      if (territories.length > 0) reasons.push(explainWidening(search, m, side, share, territories, limits));
    }
  }
  return reasons;
}
