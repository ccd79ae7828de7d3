import { type Completions, lookUp, type Table } from './completions.js';
import { copyPlan, makeRoom, type PartialPlans, type TwinFinder } from './partialPlans.js';
import { type Priced, type Undecided, worthOf } from './undecided.js';

/** Where the open territories of a plan stand. */
export interface Slots {
  /** Entry `[g]` is the slot of territory g while it is open. */
  readonly slot: Int32Array;
  /** How many territories are open at a time at the most. */
  readonly width: number;
  /** Entry `[g]` is the last unit that may enter or leave territory g, -1 for none. */
  readonly lastUnit: Int32Array;
}

/** A slot for each territory from the first of its units to the last. */
export function giveSlots({ territories, units, home, start, territory }: Undecided): Slots {
  const lastUnit = new Int32Array(territories.length).fill(-1);
  const slot = new Int32Array(territories.length).fill(-1);
  for (let i = 0; i < units.length; i++) {
    lastUnit[home[i]] = i;
    for (let e = start[i]; e < start[i + 1]; e++) lastUnit[territory[e]] = i;
  }
  const free: number[] = [];
  let width = 0;
  for (let i = 0; i < units.length; i++) {
    const places = [home[i], ...territory.subarray(start[i], start[i + 1])];
    for (const g of places) if (slot[g] < 0) slot[g] = free.pop() ?? width++;
    for (const g of places) if (lastUnit[g] === i) free.push(slot[g]);
  }
  return { slot, width, lastUnit };
}

/**
 * Fills a pool with the plans that give out unit i as those of another do, at home or elsewhere: without twins, of which the
 * cheaper one stays, and without what does not come below the limit. Entry `[t]` of `decision` then is `ways * s + way`
 * for plan s before: way 0 is at home, way x the x-th other place.
 */
export type Giving = (i: number, plans: PartialPlans, next: PartialPlans, limit: number) => void;

/** Starts before the first unit. O(plans x ways x slots) for a unit. */
export function createGiving(
  priced: Priced,
  { territories, homeLoad, units, home, start, territory, extra }: Undecided,
  { step, first, behind }: Completions,
  { slot, lastUnit }: Slots,
  twins: TwinFinder,
): Giving {
  const { M, load } = priced.search;
  /** Entry `[M * g + m]` is the table before the unit that is given out. */
  const present: Table[] = first.slice();
  /** Entry `[x]` is what place x has to cost at the least behind the unit, without it. */
  const unchanged = new Float64Array(territories.length);

  return (i, plans, next, limit) => {
    const u = units[i];
    const ways = 1 + start[i + 1] - start[i];
    const places = [home[i], ...territory.subarray(start[i], start[i + 1])];
    const closing = places.filter((g) => lastUnit[g] === i);
    const { width } = plans;
    next.count = 0;
    twins.clear(2 * plans.count);

    /** What place x has to cost at the least behind the unit in plan s, where it leaves (-1), comes (1) or neither. */
    const leastAt = (s: number, x: number, sign: number) => {
      const g = places[x];
      const from = width * s + M * slot[g];
      let least = 0;
      for (let m = 0; m < M; m++) {
        const sum = plans.loads[from + m] + sign * load[M * u + m];
        least +=
          lastUnit[g] === i
            ? worthOf(priced, M * territories[g] + m, homeLoad[M * g + m] + sum)
            : lookUp(behind[M * (start[i] + i + x) + m], Math.round(sum / step[m]));
      }
      return least;
    };
    const shift = (t: number, x: number, sign: number) => {
      const to = width * t + M * slot[places[x]];
      for (let m = 0; m < M; m++) {
        next.loads[to + m] += sign * load[M * u + m];
        next.steps[to + m] = Math.round(next.loads[to + m] / step[m]);
      }
    };
    const add = (s: number, way: number, least: number) => {
      makeRoom(next);
      const t = next.count;
      copyPlan(plans, s, next, t);
      if (way > 0) {
        shift(t, 0, -1);
        shift(t, way, 1);
      }
      for (const g of closing) {
        // The territory is closed: its slot is the next one's.
        for (let at = width * t + M * slot[g]; at < width * t + M * (slot[g] + 1); at++) {
          next.loads[at] = 0;
          next.steps[at] = 0;
        }
      }
      next.least[t] = least;
      next.decision[t] = ways * s + way;
      const twin = twins.find(next);
      if (twin === t) next.count++;
      else if (least < next.least[twin]) copyPlan(next, t, next, twin);
    };

    for (let s = 0; s < plans.count; s++) {
      let others = plans.least[s];
      /** How many places cannot come within their limits without a change. */
      let lost = 0;
      for (let x = 0; x < ways; x++) {
        for (let m = 0; m < M; m++)
          others -= lookUp(present[M * places[x] + m], plans.steps[width * s + M * slot[places[x]] + m]);
        unchanged[x] = leastAt(s, x, 0);
        if (unchanged[x] < Number.POSITIVE_INFINITY) others += unchanged[x];
        else lost++;
      }
      if (lost === 0 && others < limit) add(s, 0, others);
      const isHomeLost = unchanged[0] === Number.POSITIVE_INFINITY;
      const left = leastAt(s, 0, -1) - (isHomeLost ? 0 : unchanged[0]);
      for (let way = 1; way < ways; way++) {
        const isLost = unchanged[way] === Number.POSITIVE_INFINITY;
        if (lost > (isHomeLost ? 1 : 0) + (isLost ? 1 : 0)) continue;
        let least = others + extra[start[i] + way - 1] + left - (isLost ? 0 : unchanged[way]);
        if (!(least < limit)) continue; // entering a territory never makes up for this
        least += leastAt(s, way, 1);
        if (least < limit) add(s, way, least);
      }
    }
    places.forEach((g, x) => {
      for (let m = 0; m < M; m++) present[M * g + m] = behind[M * (start[i] + i + x) + m];
    });
  };
}
