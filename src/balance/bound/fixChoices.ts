/**
 * Makes choices of the capacitated p-median problem that every plan below a cutoff makes.
 *
 * With L, the Lagrangian at some multipliers, and f(r), what each row is worth there, L with one more choice made is
 * known at once. A row is closed where L with it open reaches the cutoff, opened where L with it closed does; a unit may
 * no longer be at a row where L with it there reaches the cutoff, first by the price of load at which the row's
 * knapsack is full, then by the knapsack. O(pairs), and a knapsack for those that are left.
 *
 * Reference: N. Christofides, J. E. Beasley: A tree search algorithm for the p-median problem, 1982, DOI
 * 10.1016/0377-2217(82)90160-6, which does so for rows.
 */
import { countEvaluations, type MedianAim, type MedianNode } from './climbMedians.js';
import { CLOSED, type MedianChoices, type MedianDual, OPEN, UNDECIDED } from './medianDual.js';
import type { MedianModel } from './medianModel.js';
import { settleChoices } from './settleChoices.js';

/** Evaluations of an exchange that take about as long as a knapsack, and as an item of it. */
const KNAPSACK = 4;
const ITEM = 0.5;

/** The choices that are left below the cutoff; `null` where there are none. Yields evaluations. */
export function* fixChoices(
  model: MedianModel,
  dual: MedianDual,
  { choices, multiplier }: MedianNode,
  { cutoff }: MedianAim,
): Generator<number, MedianChoices | null, undefined> {
  const { n, rows, places, free, cost, load } = model;
  const { worth, chosen, split, ratio } = dual;
  const { start, unit } = choices;
  const value = dual.evaluate(choices, multiplier);
  yield countEvaluations(choices);
  if (value >= cutoff) return null;
  const status = choices.status.slice();
  let left = free.length;
  for (let r = 0; r < places; r++) if (status[r] === OPEN) left--;
  const isIn = new Uint8Array(rows);
  for (const r of chosen) isIn[r] = 1;
  for (let r = 0; r < rows; r++) if (status[r] === OPEN) isIn[r] = 1;
  /** What the row is worth that gives way to another, and the row that comes for another. */
  const last = chosen.length === left && left > 0 ? worth[chosen[left - 1]] : 0;
  let next = 0;
  for (let r = 0; r < places; r++) if (isIn[r] === 0) next = Math.min(next, worth[r]);
  for (let r = 0; r < places; r++) {
    if (status[r] !== UNDECIDED) continue;
    if (isIn[r] === 1) {
      if (value - worth[r] + next >= cutoff) status[r] = OPEN;
    } else if (left === 0 || value - last + worth[r] >= cutoff) status[r] = CLOSED;
  }
  const stays = new Uint8Array(unit.length);
  for (let r = 0; r < rows; r++) {
    if (status[r] === CLOSED) continue;
    const base = value - (isIn[r] === 1 ? worth[r] : last);
    const items = dual.openRow(choices, multiplier, r);
    let knapsacks = 0;
    for (let e = start[r]; e < start[r + 1]; e++) {
      const u = unit[e];
      const priced = split[r] + ratio[r] * load[u] - (multiplier[u] - cost[n * r + u]);
      if (base + priced >= cutoff) continue;
      knapsacks++;
      if (base + dual.worthWith(multiplier, u) < cutoff) stays[e] = 1;
    }
    yield Math.ceil((KNAPSACK + ITEM * items) * knapsacks);
  }
  return settleChoices(model, { ...choices, status }, (_, __, e) => stays[e] === 1);
}
