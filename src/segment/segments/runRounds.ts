/**
 * The rounds of k-prototypes: every account to the nearest prototype, prototypes to the middle of their accounts.
 *
 * Idea: a category with a code of its own is a corner of a simplex, so the root of the distance (squares of numbers + gamma
 * x categories that differ) is one that a triangle keeps to. (1) An account carries a lower bound of its way to all prototypes
 * but its own; by as much as any of those went in a round, the bound falls. (2) An account that is nearer to its own prototype
 * than the bound, or than half the way from there to the next prototype, stays without another look. (3) Others look
 * at prototypes by their way from the one at hand, and stop where the rest is too far for a second. (4) Sums, counts and
 * the cost are taken in the same pass, account by account, so that they are what a plain pass gives, to the bit.
 * O(accounts x attributes) a round and what accounts between two clusters look at; at worst x clusters. G. Hamerly:
 * Making k-means even faster, 2010, DOI 10.1137/1.9781611972801.12; J. Newling, F. Fleuret: Fast k-means with accurate
 * bounds, 2016. Departures: ways between prototypes are held only where accounts are many for them; bounds give way
 * by {@link SURE}, so that no rounding makes them wrong.
 */
import { risingOrder } from '../../core/risingOrder.js';
import { columnOf } from '../columnOf.js';
import { createPrototypes, distance, type MixedTable, type Prototypes, placeAt } from './prototypes.js';

/** A round that takes less than this share off the cost is the last. Chosen. */
const NEXT_TO_NOTHING = 1e-6;

/** How much of a bound counts: far more is taken off than what ten million rounds may lose by rounding. Chosen. */
const SURE = 0.999999999;

/** Ways as short as that, in standard deviations, are none: their squares are lost. Chosen. */
const NO_WAY = 1e-140;

/** What is known of ways to prototypes; changed in place. */
interface Bounds {
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

/** What a round adds up by clusters. */
interface Tally {
  /** Entry `[c * p + j]` is the sum of number j. */
  readonly sums: Float64Array;
  /** Entry `[(c * q + j) * width + code]` is how many have that code of category j; `null` where that is too long. */
  readonly counts: Int32Array | null;
  /** How many codes a category has at the most. */
  readonly width: number;
}

/** The nearest prototype of an account, its distance and that of the second. */
interface Nearest {
  best: number;
  least: number;
  second: number;
}

/** Assigns and recomputes until no account moves, a round gains next to nothing, or rounds are used up. */
export function runRounds(
  table: MixedTable,
  prototypes: Prototypes,
  labels: Int32Array,
  gamma: number,
  maxRounds: number,
): { rounds: number; hasConverged: boolean } {
  const bounds = createBounds(table.count, prototypes.k);
  const tally = createTally(table, prototypes.k);
  const last = createPrototypes(table, prototypes.k);
  let before = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= maxRounds; round++) {
    sortNear(table, prototypes, gamma, bounds);
    const { moved, total } = assign(table, prototypes, labels, gamma, bounds, tally);
    last.means.set(prototypes.means);
    last.modes.set(prototypes.modes);
    recompute(table, prototypes, labels, tally);
    const isFilled = fillEmpty(table, prototypes, labels, bounds, (i) =>
      distance(table, last, i, labels[i], gamma, Number.POSITIVE_INFINITY),
    );
    const isStill = round > 1 && (moved === 0 || before - total <= NEXT_TO_NOTHING * total);
    if (isStill && !isFilled) return { rounds: round, hasConverged: true };
    before = total;
    lowerBounds(table, last, prototypes, gamma, bounds);
  }
  return { rounds: maxRounds, hasConverged: false };
}

/** Ways between prototypes are held where accounts are as many as they; else all prototypes are looked at. */
function createBounds(count: number, k: number): Bounds {
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

/** Codes are counted in a table where that is no longer than the accounts. */
function createTally({ count, p, q, levels }: MixedTable, k: number): Tally {
  const width = Math.max(0, ...levels);
  const length = k * q * width;
  return { sums: new Float64Array(k * p), counts: length <= count ? new Int32Array(length) : null, width };
}

/** Puts prototypes in the order of their ways; they come in that of the round before, so little is to be moved. */
function sortNear(
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

/** Puts every account to the nearest prototype: of equals to the one it is with, then the first; and adds up clusters. */
function assign(
  table: MixedTable,
  prototypes: Prototypes,
  labels: Int32Array,
  gamma: number,
  bounds: Bounds,
  { sums, counts, width }: Tally,
): { moved: number; total: number } {
  const { count, p, q, numbers, codes } = table;
  const { sizes } = prototypes;
  const { lower, gone, half } = bounds;
  const nearest: Nearest = { best: 0, least: 0, second: 0 };
  let moved = 0;
  let total = 0;
  sizes.fill(0);
  sums.fill(0);
  counts?.fill(0);
  for (let i = 0; i < count; i++) {
    const label = labels[i];
    let best = label;
    let least = distance(table, prototypes, i, label, gamma, Number.POSITIVE_INFINITY);
    const bound = Math.max(lower[i] - gone[label], half[label]);
    if (!(least + NO_WAY * NO_WAY < bound * bound * SURE)) {
      findNearest(table, prototypes, i, label, least, gamma, bounds, nearest);
      ({ best, least } = nearest);
      lower[i] = (Math.sqrt(nearest.second) + gone[best]) * SURE;
      if (best !== label) {
        moved++;
        labels[i] = best;
      }
    }
    total += least;
    sizes[best]++;
    for (let j = 0; j < p; j++) sums[best * p + j] += numbers[i * p + j];
    if (counts) for (let j = 0; j < q; j++) counts[(best * q + j) * width + codes[i * q + j]]++;
  }
  return { moved, total };
}

/** Looks at prototypes for an account that is `own` from its own; `nearest` comes with the answer for another account. */
function findNearest(
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

/** Means and modes of clusters; of equally frequent codes the lowest. A cluster without accounts stays where it was. */
function recompute(
  table: MixedTable,
  { k, means, modes, sizes }: Prototypes,
  labels: Int32Array,
  { sums, counts, width }: Tally,
): void {
  const { p, q, levels } = table;
  for (let c = 0; c < k; c++) {
    if (sizes[c] === 0) continue;
    for (let j = 0; j < p; j++) means[c * p + j] = sums[c * p + j] / sizes[c];
    for (let j = 0; counts && j < q; j++) {
      const start = (c * q + j) * width;
      let mode = 0;
      for (let code = 1; code < levels[j]; code++) {
        if (counts[start + code] > counts[start + mode]) mode = code;
      }
      modes[c * q + j] = mode;
    }
  }
  if (!counts) findModes(table, modes, sizes, labels);
}

/** Modes where a table of clusters and codes would be too long: accounts cluster by cluster. */
function findModes(
  { q, codes, levels }: MixedTable,
  modes: Int32Array,
  sizes: Int32Array,
  labels: Int32Array,
): void {
  const members = rowsByCluster(labels, sizes);
  for (let j = 0; j < q; j++) {
    const counts = new Int32Array(levels[j]);
    let end = 0;
    for (let c = 0; c < sizes.length; c++) {
      const first = end;
      end += sizes[c];
      let mode = -1;
      for (let r = first; r < end; r++) {
        const code = codes[members[r] * q + j];
        const more = ++counts[code] - (mode < 0 ? 0 : counts[mode]);
        if (more > 0 || (more === 0 && code < mode)) mode = code;
      }
      for (let r = first; r < end; r++) counts[codes[members[r] * q + j]] = 0;
      if (mode >= 0) modes[c * q + j] = mode;
    }
  }
}

/** Takes off the bounds what prototypes went in a round. */
function lowerBounds(
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

/** Rows of accounts, those of the first cluster first, then those of the next. */
function rowsByCluster(labels: Int32Array, sizes: Int32Array): Int32Array {
  const rows = new Int32Array(labels.length);
  const next = new Int32Array(sizes.length);
  for (let c = 1; c < sizes.length; c++) next[c] = next[c - 1] + sizes[c - 1];
  for (let i = 0; i < labels.length; i++) rows[next[labels[i]]++] = i;
  return rows;
}

/**
 * Puts the prototype of every empty cluster to the account that is worst off, of equals the first; false where all are as well
 * off as can be. An account that is passed over, as nobody would be left in its cluster, is passed over for good: accounts are
 * gone through once.
 */
function fillEmpty(
  table: MixedTable,
  prototypes: Prototypes,
  labels: Int32Array,
  { lower }: Bounds,
  costOf: (row: number) => number,
): boolean {
  const { sizes } = prototypes;
  let empty = sizes.indexOf(0);
  if (empty < 0) return false;
  let isFilled = false;
  for (const i of worstFirst(columnOf(labels.length, costOf))) {
    if (sizes[labels[i]] <= 1) continue;
    placeAt(table, prototypes, empty, i);
    sizes[labels[i]]--;
    sizes[empty] = 1;
    labels[i] = empty;
    lower[i] = 0;
    isFilled = true;
    empty = sizes.indexOf(0, empty + 1);
    if (empty < 0) break;
  }
  return isFilled;
}

/** Rows whose cost is above 0, by falling cost, equal ones in order. */
function worstFirst(cost: Float64Array): Int32Array {
  const rows = new Int32Array(cost.length);
  let count = 0;
  for (let i = 0; i < cost.length; i++) if (cost[i] > 0) rows[count++] = i;
  const order = risingOrder(columnOf(count, (r) => -cost[rows[r]]));
  for (let k = 0; k < count; k++) order[k] = rows[order[k]];
  return order;
}
