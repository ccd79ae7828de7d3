/**
 * What is known of the ways between accounts and prototypes, and from one prototype to the next, so that few are looked at: see
 * the head of runRounds.ts.
 */
import { distance, type MixedTable, type Prototypes } from './prototypes.js';

/** How much of a bound counts: far more is taken off than what ten million rounds may lose by rounding. Chosen. */
export const SURE = 0.999999999;

/** Ways as short as that, in standard deviations, are none: their squares are lost. Chosen. */
export const NO_WAY = 1e-140;

/** What is known of ways to prototypes; changed in place. */
export interface Bounds {
  /** Entry `[i]` less entry `[c]` of `gone`: no prototype but c, that of account i, is nearer. */
  readonly lower: Float64Array;
  /** Entry `[c]` is how far prototypes other than c went in all rounds, the fastest of each. */
  readonly gone: Float64Array;
  /** Entry `[c]` is half the way from prototype c to the nearest other; 0 where that is not known. */
  readonly half: Float64Array;
  /** Entry `[c * k + r]` is the prototype that has r nearer to c, itself included; `null` where accounts are few. */
  readonly near: Int32Array | null;
  /** Entries as in `near`: the way from c to that prototype. */
  readonly ways: Float64Array;
}

/** The nearest prototype of an account, its distance and that of the second. */
export interface Nearest {
  best: number;
  least: number;
  second: number;
}

/** Ways between prototypes are held where accounts are as many as they; else all prototypes are looked at. */
export function createBounds(count: number, k: number): Bounds {
  const isHeld = k > 1 && k * k <= count;
  const near = isHeld ? new Int32Array(k * k) : null;
  for (let e = 0; near && e < near.length; e++) near[e] = e % k;
  return {
    lower: new Float64Array(count),
    gone: new Float64Array(k),
    half: new Float64Array(k),
    near,
    ways: new Float64Array(isHeld ? k * k : 0),
  };
}

/** Puts prototypes in the order of their ways; they come in that of the round before, so little is to be moved. */
export function sortNear(
  table: MixedTable,
  prototypes: Prototypes,
  gamma: number,
  { near, ways, half }: Bounds,
): void {
  if (!near) return;
  const { k } = prototypes;
  for (let c = 0; c < k; c++) {
    const start = c * k;
    for (let e = start; e < start + k; e++) {
      const other = near[e];
      const way = wayBetween(table, prototypes, c, prototypes, other, gamma);
      let at = e;
      for (; at > start && ways[at - 1] > way; at--) {
        ways[at] = ways[at - 1];
        near[at] = near[at - 1];
      }
      ways[at] = way;
      near[at] = other;
    }
    // The first is the prototype itself, or one at the same place.
    half[c] = (ways[start + 1] / 2) * SURE;
  }
}

/** The way from prototype a of some to prototype b of others: as that of an account. */
const wayBetween = (
  table: MixedTable,
  some: Prototypes,
  a: number,
  others: Prototypes,
  b: number,
  gamma: number,
) =>
  Math.sqrt(
    distance(
      { ...table, numbers: some.means, codes: some.modes },
      others,
      a,
      b,
      gamma,
      Number.POSITIVE_INFINITY,
    ),
  );

/** Looks at prototypes for an account that is `own` from its own; `nearest` comes with the answer for another account. */
export function findNearest(
  table: MixedTable,
  prototypes: Prototypes,
  i: number,
  label: number,
  own: number,
  gamma: number,
  { near, ways }: Bounds,
  nearest: Nearest,
): void {
  const { k } = prototypes;
  const guess = nearest.best;
  nearest.best = label;
  nearest.least = own;
  nearest.second = Number.POSITIVE_INFINITY;
  if (!near) {
    for (let c = 0; c < k; c++) consider(table, prototypes, i, c, label, gamma, nearest);
    return;
  }
  consider(table, prototypes, i, guess, label, gamma, nearest);
  let from = -1;
  while (from !== nearest.best) {
    from = nearest.best;
    const before = nearest.least;
    const reach = Math.sqrt(before);
    for (let e = from * k; e < (from + 1) * k; e++) {
      if (ways[e] * SURE > reach + Math.sqrt(nearest.second) + NO_WAY) return;
      consider(table, prototypes, i, near[e], label, gamma, nearest);
      if (4 * nearest.least < before) break;
    }
    if (4 * nearest.least >= before) return;
  }
}

/** Takes a prototype for the nearest or the second if it is one. */
function consider(
  table: MixedTable,
  prototypes: Prototypes,
  i: number,
  c: number,
  label: number,
  gamma: number,
  nearest: Nearest,
): void {
  const { best, least, second } = nearest;
  if (c === label || c === best) return;
  const other = distance(table, prototypes, i, c, gamma, second);
  if (other < least || (other === least && best !== label && c < best)) {
    nearest.second = least;
    nearest.least = other;
    nearest.best = c;
  } else if (other < second) nearest.second = other;
}

/** Takes off the bounds what prototypes went in a round. */
export function lowerBounds(
  table: MixedTable,
  last: Prototypes,
  prototypes: Prototypes,
  gamma: number,
  { gone }: Bounds,
): void {
  const { k } = prototypes;
  let fastest = 0;
  let most = 0;
  let next = 0;
  for (let c = 0; c < k; c++) {
    const way = wayBetween(table, last, c, prototypes, c, gamma);
    if (way > most) {
      next = most;
      most = way;
      fastest = c;
    } else if (way > next) next = way;
  }
  for (let c = 0; c < k; c++) gone[c] += (c === fastest ? next : most) / SURE;
}
