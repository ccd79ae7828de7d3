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
import { createTally, fillEmpty, recompute, type Tally } from './clusterMiddles.js';
import {
  type Bounds,
  createBounds,
  findNearest,
  lowerBounds,
  type Nearest,
  NO_WAY,
  SURE,
  sortNear,
} from './prototypeBounds.js';
import { createPrototypes, distance, type MixedTable, type Prototypes } from './prototypes.js';

/** A round that takes less than this share off the cost is the last. Chosen. */
const NEXT_TO_NOTHING = 1e-6;

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
    const isFilled = fillEmpty(table, prototypes, labels, bounds.lower, (i) =>
      distance(table, last, i, labels[i], gamma, Number.POSITIVE_INFINITY),
    );
    const isStill = round > 1 && (moved === 0 || before - total <= NEXT_TO_NOTHING * total);
    if (isStill && !isFilled) return { rounds: round, hasConverged: true };
    before = total;
    lowerBounds(table, last, prototypes, gamma, bounds);
  }
  return { rounds: maxRounds, hasConverged: false };
}

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
