/** Units of some territories that a better plan may have elsewhere than where they cost least with their prices. */
import type { Csr } from '../../core/csr.js';
import type { SearchProblem } from '../searchProblem.js';

/** A load outside a limit by less than this share of it is a rounding error, as in `state.ts`. */
const ROUNDING = 1e-10;
/** What is left of a load that went is less than this, in mean targets: sums of some hundred loads. */
const NOTHING = 1e-12;

/** The plan to beat, within all limits. */
export interface KnownPlan {
  readonly assignment: Int32Array;
  readonly unitCost: Float64Array;
}

/** What is undecided, and what is not; the territories that are shared are numbered 0 to G - 1. */
export interface Undecided {
  /** Entry `[g]` is the territory of the problem. */
  readonly territories: Int32Array;
  /** What the known plan costs above the bound of the prices. */
  readonly gap: number;
  /** Entry `[M * g + m]` is the load of territory g where every unit is at home: where it costs least with its prices. */
  readonly homeLoad: Float64Array;
  /** All units of the territories, and entry `[x]` is the home of unit `members[x]`. */
  readonly members: Int32Array;
  readonly memberHome: Int32Array;
  /** Entry `[i]` is an undecided unit, in any order. */
  readonly units: Int32Array;
  /** Entry `[i]` is the home of unit `units[i]`. */
  readonly home: Int32Array;
  /** The other places of unit `units[i]` stand from `start[i]` to `start[i + 1]`. */
  readonly start: Int32Array;
  /** Entry `[e]` is a territory. */
  readonly territory: Int32Array;
  /** Entry `[e]` is what the unit costs more there than at home, prices included. */
  readonly extra: Float64Array;
}

/** Limits and prices of a problem. */
export interface Priced {
  readonly search: SearchProblem;
  /** Entry `[M * j + m]` is what a load of 1 costs in territory j besides. */
  readonly prices: Float64Array;
}

/**
 * Lists the undecided units of some territories, `null` where more than `most` are. A plan costs the bound of its prices,
 * what its units cost more than at home, and what is free up to limits with a price. All that is 0 or more, so a cheaper
 * plan has no unit that alone costs the gap more. O(their units x territories x measures).
 *
 * @param held - row j lists the units of territory j
 */
export function listUndecided(
  priced: Priced,
  { assignment, unitCost }: KnownPlan,
  held: Csr,
  territories: Int32Array,
  most: number,
): Undecided | null {
  const { k, M, load, row, choices, costs } = priced.search;
  const { prices } = priced;
  /** Entry `[j]` is the number of territory j of the problem, -1 for none. */
  const numberOf = new Int32Array(k).fill(-1);
  const members: number[] = [];
  territories.forEach((j, g) => {
    numberOf[j] = g;
    for (let e = held.offsets[j]; e < held.offsets[j + 1]; e++) members.push(held.targets[e]);
  });
  const valueAt = (u: number, j: number) => {
    let value = assignment[u] === j ? unitCost[u] : costs.cost(u, j);
    for (let m = 0; m < M; m++) value += load[M * u + m] * prices[M * j + m];
    return value;
  };
  const G = territories.length;
  /** Entry `[G * x + g]` is the value of unit `members[x]` in territory g, infinite where it may not be. */
  const values = new Float64Array(G * members.length).fill(Number.POSITIVE_INFINITY);
  const home = new Int32Array(members.length);
  const least = new Float64Array(members.length).fill(Number.POSITIVE_INFINITY);
  const homeLoad = new Float64Array(G * M);
  const presentLoad = new Float64Array(G * M);
  let gap = 0;
  members.forEach((u, x) => {
    const isOpenToAll = choices.offsets[row[u] + 1] - choices.offsets[row[u]] === k;
    for (let g = 0; g < G; g++) {
      if (!isOpenToAll && !isChoice(choices, row[u], territories[g])) continue;
      values[G * x + g] = valueAt(u, territories[g]);
      if (!(values[G * x + g] < least[x])) continue;
      least[x] = values[G * x + g];
      home[x] = g;
    }
    const here = assignment[u];
    gap += values[G * x + numberOf[here]] - least[x];
    for (let m = 0; m < M; m++) {
      homeLoad[M * home[x] + m] += load[M * u + m];
      presentLoad[M * numberOf[here] + m] += load[M * u + m];
    }
  });
  for (let g = 0; g < G; g++)
    for (let m = 0; m < M; m++) gap += worthOf(priced, M * territories[g] + m, presentLoad[M * g + m]);

  const units: number[] = [];
  const unitHome: number[] = [];
  const start = [0];
  const territory: number[] = [];
  const extra: number[] = [];
  for (let x = 0; x < members.length; x++) {
    for (let g = 0; g < G; g++) {
      const more = values[G * x + g] - least[x];
      if (g === home[x] || !(more < gap)) continue;
      territory.push(g);
      extra.push(more);
    }
    if (territory.length === start[start.length - 1]) continue;
    units.push(members[x]);
    unitHome.push(home[x]);
    start.push(territory.length);
    if (units.length > most) return null;
  }
  return {
    territories,
    gap,
    homeLoad,
    members: Int32Array.from(members),
    memberHome: home,
    units: Int32Array.from(units),
    home: Int32Array.from(unitHome),
    start: Int32Array.from(start),
    territory: Int32Array.from(territory),
    extra: Float64Array.from(extra),
  };
}

/** Whether a row of choices has territory j. */
function isChoice({ offsets, targets }: Csr, row: number, j: number): boolean {
  let low = offsets[row];
  let high = offsets[row + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (targets[middle] < j) low = middle + 1;
    else high = middle;
  }
  return low < offsets[row + 1] && targets[low] === j;
}

/** What a load between two others costs at the least (worthOf). */
export function leastWorthOf(priced: Priced, at: number, from: number, to: number): number {
  const { lower, upper } = priced.search;
  // Nothing is free at the limit that has the price, so the nearest load to it costs least.
  const nearest = priced.prices[at] > 0 ? Math.min(to, upper[at]) : Math.max(from, lower[at]);
  return worthOf(priced, at, from <= nearest && nearest <= to ? nearest : from);
}

/** What a load costs that is free up to a limit with a price; infinite outside the limits. */
export function worthOf({ search: { lower, upper }, prices }: Priced, at: number, load: number): number {
  const isWithin =
    load <= upper[at] * (1 + ROUNDING) + NOTHING && load >= lower[at] * (1 - ROUNDING) - NOTHING;
  if (!isWithin) return Number.POSITIVE_INFINITY;
  if (prices[at] === 0) return 0;
  return prices[at] * ((prices[at] > 0 ? upper[at] : lower[at]) - load);
}
