/**
 * Shares out the units of a few territories anew, to the proven best, where centres are units.
 *
 * 1. All sets of these units within the limits are listed with what they cost round their best centre, depth first; a
 *    set above an upper limit is not extended, and one is left out whose cost, with the least that all other units
 *    must cost, is not below that of the territories as they are.
 * 2. Dynamic programme over sets: the lowest unit left is in some set of the list; what remains is solved for one
 *    territory fewer. States whose load does not fit are skipped.
 *
 * Exponential in `MOST_UNITS`, which is a constant. Reference: M. Held, R. M. Karp: A dynamic programming approach to
 * sequencing problems, 1962.
 */
import type { Random } from '../../core/random.js';
import type { CentredProblem, CentredState } from './centredState.js';

/** Units that are shared out anew at the most: sets are bits of a number, and memory is 2 to this power. */
export const MOST_UNITS = 13;
/** Territories of a group at the most. */
export const MOST_TERRITORIES = 6;
/** Looks at a set that take about as long as one evaluation of an exchange. */
const LOOKS = 32;
/** The most that a shake distorts a price, as a share of it. */
const DISTORTION = 0.5;
/** A plan must gain this share of what the group costs. */
const LEAST_GAIN = 1e-9;
/** A load above a limit by less than this share is a rounding error. */
const ROUNDING = 1e-10;

/** Solves groups of territories of one state, with scratch space of its own. */
export function createGroupSolver({ search, parts, distance }: CentredProblem, state: CentredState) {
  const { M } = search;
  const { start, trips, unitOf } = parts;
  const { groups, plan } = state;
  const upper = search.upper.subarray(0, M).map((value) => value * (1 + ROUNDING));
  const lower = search.lower.subarray(0, M).map((value) => value * (1 - ROUNDING));
  const mayBeEmpty = lower.every((value) => !(value > 0));
  /** Entry `[set]` is what a set costs in one territory, infinite where that may not be. */
  const price = new Float64Array(1 << MOST_UNITS);
  /** Entry `[g][set]` is the least cost of a set in at most g + 2 territories; NaN where not yet known. */
  const known = Array.from({ length: MOST_TERRITORIES - 1 }, () => new Float64Array(1 << MOST_UNITS));
  /** Entry `[s]` lists the sets of the list whose lowest unit is s. */
  const sets: number[][] = Array.from({ length: MOST_UNITS }, () => []);
  const load = new Float64Array(M * (MOST_UNITS + 1));
  const setLoad = new Float64Array(M << MOST_UNITS);
  let evaluations = 0;

  /** Lists the sets of units within the limits that may be in a plan for so many territories below a cost. */
  function listSets(units: readonly number[], territories: number, most: number): void {
    const count = units.length;
    const spots = units.flatMap((u, s) =>
      Array.from({ length: start[u + 1] - start[u] }, (_, p) => ({ s, p: start[u] + p })),
    );
    const P = spots.length;
    const charge = new Float64Array(count * P);
    units.forEach((u, s) => {
      spots.forEach(({ p: h }, at) => {
        for (let p = start[u]; p < start[u + 1]; p++) charge[P * s + at] += trips[p] * distance(p, h);
      });
    });
    /** Entry `[s]` is what unit s costs at the least where it is no centre; units by that, the most first. */
    const least = units.map((_, s) =>
      spots.reduce((low, { s: h }, at) => (h === s ? low : Math.min(low, charge[P * s + at])), most),
    );
    const order = Array.from(least.keys()).sort((a, b) => least[b] - least[a]);

    /** What the units outside a set cost at the least in the other territories: all but their centres are somewhere. */
    function leastOutside(set: number): number {
      let centres = territories - 1;
      let sum = 0;
      for (const s of order) {
        if ((set & (1 << s)) !== 0) continue;
        if (centres > 0) centres--;
        else sum += least[s];
      }
      return sum;
    }

    /** Entry `[P * depth + at]` is what the set costs round spot `at`. */
    const total = new Float64Array(P * (count + 1));
    load.fill(0);
    for (const list of sets) list.length = 0;

    function extend(set: number, lowest: number, from: number, depth: number): void {
      for (let s = from; s < count; s++) {
        let fits = true;
        let fills = true;
        for (let m = 0; m < M; m++) {
          const value = load[M * depth + m] + search.load[M * units[s] + m];
          load[M * (depth + 1) + m] = value;
          fits &&= value <= upper[m];
          fills &&= value >= lower[m];
        }
        if (!fits) continue;
        const grown = set | (1 << s);
        const first = depth === 0 ? s : lowest;
        let cost = Number.POSITIVE_INFINITY;
        for (let at = 0; at < P; at++) {
          const sum = total[P * depth + at] + charge[P * s + at];
          total[P * (depth + 1) + at] = sum;
          if (sum < cost && (grown & (1 << spots[at].s)) !== 0) cost = sum;
        }
        evaluations += P;
        if (fills && (cost === Number.POSITIVE_INFINITY || cost + leastOutside(grown) < most)) {
          price[grown] = cost === Number.POSITIVE_INFINITY ? 0 : cost;
          sets[first].push(grown);
        }
        extend(grown, first, s + 1, depth + 1);
      }
    }
    extend(0, 0, 0, 0);
  }

  function sumLoads(units: readonly number[]): void {
    for (let set = 1; set < 1 << units.length; set++) {
      const s = 31 - Math.clz32(set);
      for (let m = 0; m < M; m++)
        setLoad[M * set + m] = setLoad[M * (set ^ (1 << s)) + m] + search.load[M * units[s] + m];
    }
  }

  function fitsInto(set: number, territories: number): boolean {
    for (let m = 0; m < M; m++) if (setLoad[M * set + m] > territories * upper[m]) return false;
    return true;
  }

  /** Least cost of a set in so many territories. */
  function leastOf(set: number, territories: number): number {
    if (set === 0) return territories === 0 || mayBeEmpty ? 0 : Number.POSITIVE_INFINITY;
    if (territories === 1) return price[set];
    const table = known[territories - 2];
    if (!Number.isNaN(table[set])) return table[set];
    let least = Number.POSITIVE_INFINITY;
    if (fitsInto(set, territories)) {
      for (const part of sets[31 - Math.clz32(set & -set)]) {
        if ((part & ~set) !== 0 || price[part] >= least) continue;
        const sum = price[part] + leastOf(set ^ part, territories - 1);
        if (sum < least) least = sum;
      }
      evaluations += sets[31 - Math.clz32(set & -set)].length;
    }
    table[set] = least;
    return least;
  }

  /**
   * Re-solves a group of territories; false where it is as good as can be, or too large. With a source of randomness
   * the sets' prices are distorted, and the plan is made even where it is worse.
   */
  function solve(group: readonly number[], random: Random | null): boolean {
    const units = group
      .flatMap((j) => Array.from(groups.lists[j].subarray(0, groups.size[j]), (p) => unitOf[p]))
      .filter((u, at, all) => all.indexOf(u) === at)
      .sort((a, b) => a - b);
    if (group.length < 2 || units.length > MOST_UNITS) return false;
    const all = (1 << units.length) - 1;
    price.fill(Number.POSITIVE_INFINITY, 0, all + 1);
    for (let g = 0; g < group.length - 1; g++) known[g].fill(Number.NaN, 0, all + 1);
    let now = 0;
    for (const j of group) now += state.book.costOf(j);
    listSets(units, group.length, (random === null ? 1 : 1 + DISTORTION) * now);
    sumLoads(units);
    if (random !== null) {
      for (const list of sets) for (const set of list) price[set] *= 1 + DISTORTION * random.nextShare();
    }
    const least = leastOf(all, group.length);
    if (least === Number.POSITIVE_INFINITY) return false;
    if (random === null && !(least < now - LEAST_GAIN * now)) return false;
    let left = all;
    group.forEach((j, g) => {
      const territories = group.length - g;
      const part = pickPart(left, territories);
      units.forEach((u, s) => {
        if ((part & (1 << s)) !== 0 && plan.assignment[u] !== j) state.move(u, -1, j);
      });
      left ^= part;
    });
    return true;
  }

  /** The set that a best plan puts into the next territory. */
  function pickPart(set: number, territories: number): number {
    if (set === 0 || territories === 1) return set;
    const least = leastOf(set, territories);
    for (const part of sets[31 - Math.clz32(set & -set)]) {
      if ((part & ~set) !== 0) continue;
      if (price[part] + leastOf(set ^ part, territories - 1) === least) return part;
    }
    return set;
  }

  return {
    solve,
    takeEvaluations: () => {
      const made = Math.ceil(evaluations / LOOKS);
      evaluations = 0;
      return made;
    },
  };
}
