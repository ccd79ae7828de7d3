/**
 * Elite plans and the ways between them (path relinking).
 *
 * 1. A few plans are kept: the cheapest of those that searches ended with, no two alike.
 * 2. Two of them are drawn. Units that the first has elsewhere than the second go where the second has them, next the one
 *    of `LOOK` that costs least energy, until half of them have gone.
 * 3. What stands there is near no plan that was searched before, and keeps what both have in common: a search goes on
 *    from it.
 *
 * O(LOOK * d) for two plans that differ in d units. Reference: F. Glover, M. Laguna, R. Martí: Fundamentals of Scatter Search
 * and Path Relinking, 2000.
 */
import type { Random } from '../../core/random.js';
import type { BooksState } from './booksState.js';

/** Plans that are kept at the most. */
const MOST = 10;
/** Units that are compared for a step. */
const LOOK = 64;

/** Elite plans of one problem. */
export interface Elites {
  /** Keeps a plan where it is new and cheap enough. */
  add(pairOf: Int32Array, cost: number): void;
  /** Brings the state half-way from one plan to another; hands over the evaluations, 0 where there are no two yet. */
  relink(state: BooksState, random: Random): number;
}

/** Starts without plans. */
export function createElites(): Elites {
  const plans: { readonly pairOf: Int32Array; readonly cost: number }[] = [];
  return {
    add(pairOf, cost) {
      if (plans.some((plan) => plan.cost === cost && plan.pairOf.every((e, i) => e === pairOf[i]))) return;
      const after = plans.findIndex((plan) => plan.cost > cost);
      plans.splice(after < 0 ? plans.length : after, 0, { pairOf: pairOf.slice(), cost });
      if (plans.length > MOST) plans.pop();
    },
    relink(state, random) {
      if (plans.length < 2) return 0;
      const first = random.nextBelow(plans.length);
      const second = (first + 1 + random.nextBelow(plans.length - 1)) % plans.length;
      return walkHalfWay(state, plans[first].pairOf, plans[second].pairOf, random);
    },
  };
}

function walkHalfWay(state: BooksState, from: Int32Array, to: Int32Array, random: Random): number {
  state.reset(from);
  const unlike = Array.from(from.keys()).filter((i) => from[i] !== to[i]);
  let evaluations = from.length;
  for (let left = unlike.length >> 1; left > 0; left--) {
    const looks = Math.min(LOOK, unlike.length);
    const offset = random.nextBelow(unlike.length);
    let least = Number.POSITIVE_INFINITY;
    let next = offset;
    for (let look = 0; look < looks; look++) {
      const s = (offset + look) % unlike.length;
      const i = unlike[s];
      const delta = state.exchange(from[i], -1) + state.exchange(-1, to[i]);
      if (delta < least) {
        least = delta;
        next = s;
      }
    }
    state.move(to[unlike[next]]);
    unlike[next] = unlike[unlike.length - 1];
    unlike.pop();
    evaluations += looks;
  }
  return evaluations;
}
