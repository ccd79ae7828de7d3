/**
 * Costs of territories whose centre is one of their units (the median of the capacitated p-median problem).
 *
 * F(j) = min over parts h of j of D(h), D(h) = sum over parts p of j of t_p * d(p, h). The sums D are kept for every
 * part, so an exchange changes each by two terms, and the best centre is found again by looking at all of them. The
 * estimate keeps the centre where it is: it is never below the exact change, since another centre can only be better.
 *
 * Estimates are O(1), exact changes and updates O(parts of the territory).
 */
import type { CentreBook } from './centreBook.js';
import type { Groups } from './groups.js';
import type { PartDistance } from './partDistance.js';
import type { Parts } from './parts.js';

/** Starts the book for the groups as they are; the book changes the groups from then on. */
export function createUnitBook(distance: PartDistance, parts: Parts, groups: Groups, k: number): CentreBook {
  const { trips, start } = parts;
  const { lists, size } = groups;
  /** Entry `[h]` is the cost of the territory of part h if h were its centre. */
  const total = new Float64Array(parts.member.length);
  const centre = new Int32Array(k).fill(-1);

  /** Trips to the parts of a unit from a centre at part h. */
  function charge(unit: number, h: number): number {
    let sum = 0;
    for (let p = start[unit]; p < start[unit + 1]; p++) sum += trips[p] * distance(p, h);
    return sum;
  }

  function totalOf(j: number, h: number): number {
    const list = lists[j];
    const count = size[j];
    let sum = 0;
    for (let e = 0; e < count; e++) sum += trips[list[e]] * distance(list[e], h);
    return sum;
  }

  /** Settles the centre of a territory: the least total, the lowest part among equal ones. */
  function settle(j: number): void {
    const list = lists[j];
    const count = size[j];
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let e = 0; e < count; e++) {
      const h = list[e];
      if (total[h] < least || (total[h] === least && h < best)) {
        least = total[h];
        best = h;
      }
    }
    centre[j] = best;
  }

  const costOf = (j: number) => (centre[j] < 0 ? 0 : total[centre[j]]);

  function exchange(j: number, leaving: number, entering: number): number {
    const list = lists[j];
    const count = size[j];
    const from = leaving < 0 ? 0 : start[leaving];
    const to = leaving < 0 ? 0 : start[leaving + 1];
    let least = Number.POSITIVE_INFINITY;
    for (let e = 0; e < count; e++) {
      const h = list[e];
      if (h >= from && h < to) continue;
      let sum = total[h];
      if (leaving >= 0) sum -= charge(leaving, h);
      if (sum >= least) continue;
      if (entering >= 0) sum += charge(entering, h);
      if (sum < least) least = sum;
    }
    if (entering >= 0) {
      for (let h = start[entering]; h < start[entering + 1]; h++) {
        let sum = totalOf(j, h) + charge(entering, h);
        if (leaving >= 0) sum -= charge(leaving, h);
        if (sum < least) least = sum;
      }
    }
    return (least === Number.POSITIVE_INFINITY ? 0 : least) - costOf(j);
  }

  for (let j = 0; j < k; j++) {
    for (let e = 0; e < size[j]; e++) total[lists[j][e]] = totalOf(j, lists[j][e]);
    settle(j);
  }

  return {
    costOf,
    estimate: (j, leaving, entering) => {
      const h = centre[j];
      if (h < 0) return 0;
      let change = 0;
      if (leaving >= 0) {
        // The centre itself may go: where to is not known without looking.
        if (h >= start[leaving] && h < start[leaving + 1]) return exchange(j, leaving, entering);
        change -= charge(leaving, h);
      }
      if (entering >= 0) change += charge(entering, h);
      return change;
    },
    exchange,
    update: (j, leaving, entering) => {
      const list = lists[j];
      const count = size[j];
      if (leaving >= 0) for (let e = 0; e < count; e++) total[list[e]] -= charge(leaving, list[e]);
      if (entering >= 0) {
        for (let e = 0; e < count; e++) total[list[e]] += charge(entering, list[e]);
        for (let p = start[entering]; p < start[entering + 1]; p++) total[p] = totalOf(j, p);
      }
      settle(j);
    },
    settle: () => {},
    reach: (p, j) => (centre[j] < 0 ? Number.POSITIVE_INFINITY : distance(p, centre[j])),
  };
}
