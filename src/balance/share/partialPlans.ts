/** Plans in which the first units are given out, as columns (shareUndecided.ts). */

/** A pool of plans that grows; what stands behind `count` is free. */
export interface PartialPlans {
  count: number;
  /** Slots of a plan: one for each open territory and measure. */
  readonly width: number;
  /** Entry `[width * s + x]` is what slot x of plan s has above the load at home, in steps. */
  steps: Int32Array;
  /** The same as it is. */
  loads: Float64Array;
  /** Entry `[s]` is the least that plan s, once it is whole, can cost above the bound of the prices. */
  least: Float64Array;
  /** Entry `[s]` is the last decision of plan s, whatever a decision is. */
  decision: Int32Array;
}

/** A pool without plans. */
export function createPlans(width: number, capacity: number): PartialPlans {
  return {
    count: 0,
    width,
    steps: new Int32Array(width * capacity),
    loads: new Float64Array(width * capacity),
    least: new Float64Array(capacity),
    decision: new Int32Array(capacity),
  };
}

/** Makes room for one more plan. */
export function makeRoom(plans: PartialPlans): void {
  const capacity = plans.least.length;
  if (plans.count < capacity) return;
  const more = createPlans(plans.width, 2 * capacity);
  more.steps.set(plans.steps);
  more.loads.set(plans.loads);
  more.least.set(plans.least);
  more.decision.set(plans.decision);
  Object.assign(plans, { ...more, count: plans.count });
}

/** Copies plan s of one pool to place t of another of that width. */
export function copyPlan(from: PartialPlans, s: number, to: PartialPlans, t: number): void {
  const { width } = from;
  for (let x = 0; x < width; x++) {
    to.steps[width * t + x] = from.steps[width * s + x];
    to.loads[width * t + x] = from.loads[width * s + x];
  }
  to.least[t] = from.least[s];
  to.decision[t] = from.decision[s];
}

/** Leaves the `most` plans that cost least, the earlier ones of those alike, and says whether that were all. */
export function keepLeast(plans: PartialPlans, most: number): boolean {
  const { count, least } = plans;
  if (count <= most) return true;
  const limit = least.slice(0, count).sort()[most];
  let alike = most;
  for (let s = 0; s < count; s++) if (least[s] < limit) alike--;
  let kept = 0;
  for (let s = 0; s < count; s++) {
    if (least[s] > limit || (least[s] === limit && alike-- <= 0)) continue;
    if (kept < s) copyPlan(plans, s, plans, kept);
    kept++;
  }
  plans.count = kept;
  return false;
}

/** Finds plans of a pool by their loads. */
export interface TwinFinder {
  /** Forgets all plans; about so many are expected. */
  clear(expected: number): void;
  /** The place of a plan with the loads of the one at place `count`; that place itself, remembered, where there is none. */
  find(plans: PartialPlans): number;
}

/** Places of the table of twins at the least. */
const LEAST_PLACES = 64;

/** A hash table with open places. Loads are alike where their steps are the same and they differ by no more than `most`. */
export function createTwinFinder(most: number): TwinFinder {
  let places = new Int32Array(LEAST_PLACES);
  let mask = places.length - 1;

  const empty = (least: number) => {
    let size = LEAST_PLACES;
    while (size < least) size *= 2;
    if (size > places.length) places = new Int32Array(size);
    mask = size - 1;
    places.fill(-1, 0, size);
  };
  const hashOf = ({ steps, width }: PartialPlans, s: number) => {
    let hash = 0;
    for (let x = width * s; x < width * (s + 1); x++) {
      // 2^32 over the golden ratio, as in Fibonacci hashing: neighbours among steps end far apart.
      hash = Math.imul(hash ^ steps[x], 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  };
  const areTwins = ({ steps, loads, width }: PartialPlans, s: number, t: number) => {
    for (let x = 0; x < width; x++) {
      if (steps[width * s + x] !== steps[width * t + x]) return false;
      if (Math.abs(loads[width * s + x] - loads[width * t + x]) > most) return false;
    }
    return true;
  };
  const placeOf = (plans: PartialPlans, s: number) => {
    let at = hashOf(plans, s) & mask;
    while (places[at] >= 0 && !areTwins(plans, places[at], s)) at = (at + 1) & mask;
    return at;
  };

  return {
    clear: (expected) => empty(2 * expected),
    find: (plans) => {
      if (2 * plans.count > mask) {
        empty(4 * (mask + 1));
        for (let s = 0; s < plans.count; s++) places[placeOf(plans, s)] = s;
      }
      const at = placeOf(plans, plans.count);
      if (places[at] < 0) places[at] = plans.count;
      return places[at];
    },
  };
}
