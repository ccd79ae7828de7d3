import { compensatedSum } from '../../core/compensatedSum.js';
import { normalTail } from '../../core/normalDistribution.js';
import { createRandom } from '../../core/random.js';

/** Largest number of differences whose distribution is counted out; beyond, the normal one is near enough. */
const EXACT_SIGNS = 1000;
const EXACT_RANKS = 50;
const EXACT_FLIPS = 14;

/**
 * Sign test: whether rises and falls are equally likely.
 *
 * @returns two-sided p-value; 1 without differences. Zeros say nothing and are left out
 * @remarks Exact binomial up to 1,000 differences, then normal with continuity correction (Arbuthnot 1710; Dixon, Mood:
 * The Statistical Sign Test, 1946, DOI 10.1080/01621459.1946.10501898).
 */
export function signTest(differences: ArrayLike<number>): number {
  let [rises, falls] = [0, 0];
  for (let i = 0; i < differences.length; i++) {
    if (differences[i] > 0) rises++;
    else if (differences[i] < 0) falls++;
  }
  const count = rises + falls;
  const fewer = Math.min(rises, falls);
  if (count === 0) return 1;
  if (count > EXACT_SIGNS) {
    const z = Math.max(0, count / 2 - fewer - 0.5) / Math.sqrt(count / 4);
    return Math.min(1, 2 * normalTail(z));
  }
  // C(count, k) / 2^count for k up to `fewer`.
  let term = 1;
  for (let halving = 0; halving < count; halving++) term /= 2;
  let tail = term;
  for (let k = 1; k <= fewer; k++) {
    term *= (count - k + 1) / k;
    tail += term;
  }
  return Math.min(1, 2 * tail);
}

/**
 * Wilcoxon's signed-rank test: whether differences lie evenly round 0, large ones counting more.
 *
 * @returns two-sided p-value; 1 without differences. Zeros are left out, ties share their rank
 * @remarks Counted out exactly, ties included, up to 50 differences, then normal with corrections for ties and continuity
 * (Frank Wilcoxon: Individual Comparisons by Ranking Methods, 1945, DOI 10.2307/3001968). Assumes that differences are
 * symmetrical.
 */
export function signedRankTest(differences: ArrayLike<number>): number {
  const nonZero = Float64Array.from(differences).filter((value) => value !== 0);
  const count = nonZero.length;
  if (count === 0) return 1;
  const sizes = nonZero.map(Math.abs).sort();
  const risen = nonZero.filter((value) => value > 0).sort();
  /** Entry `[k]` is the rank of `sizes[k]`. */
  const ranks = new Float64Array(count);
  // Ranks are halves, so that no order of adding them rounds.
  let rises = 0;
  let ties = 0;
  let r = 0;
  for (let first = 0; first < count; ) {
    let behind = first + 1;
    while (behind < count && sizes[behind] === sizes[first]) behind++;
    const rank = (first + 1 + behind) / 2;
    ranks.fill(rank, first, behind);
    for (; r < risen.length && risen[r] === sizes[first]; r++) rises += rank;
    const tied = behind - first;
    ties += tied * (tied * tied - 1);
    first = behind;
  }
  const whole = (count * (count + 1)) / 2;
  const smaller = Math.min(rises, whole - rises);
  if (count <= EXACT_RANKS) return Math.min(1, 2 * shareOfSums(ranks, smaller));
  const variance = (count * (count + 1) * (2 * count + 1)) / 24 - ties / 48;
  const z = Math.max(0, whole / 2 - smaller - 0.5) / Math.sqrt(variance);
  return Math.min(1, 2 * normalTail(z));
}

/** Of all choices of signs, the share in which the ranks of the rises add up to no more than a limit. */
function shareOfSums(ranks: Float64Array, limit: number): number {
  // Entry `[s]` is the share of the choices so far in which twice the sum is s: ranks of ties are halves.
  const size = 2 * limit + 1;
  const shares = new Float64Array(size);
  shares[0] = 1;
  for (const rank of ranks) {
    const step = 2 * rank;
    for (let s = size - 1; s >= 0; s--) shares[s] = (shares[s] + (s >= step ? shares[s - step] : 0)) / 2;
  }
  return compensatedSum(shares);
}

/**
 * Permutation test of the mean: how often a random choice of signs gives a mean at least as far from 0.
 *
 * @returns two-sided p-value; 1 without differences
 * @remarks All choices up to 14 differences, then `rounds` seeded ones with the real one among them, so that p is never 0
 * (R. A. Fisher: The Design of Experiments, 1935; Phipson, Smyth: Permutation P-values Should Never Be Zero, 2010,
 * DOI 10.2202/1544-6115.1585). O(rounds x differences).
 */
export function signFlipTest(differences: ArrayLike<number>, rounds: number, seed: number): number {
  const values = Array.from(differences).filter((value) => value !== 0);
  if (values.length === 0) return 1;
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // A sum that differs from the real one by rounding alone counts as equal to it.
  const real = Math.abs(compensatedSum(values)) - 1e-12 * scale * values.length;
  let hits = 0;
  if (values.length <= EXACT_FLIPS) {
    const choices = 2 ** values.length;
    for (let choice = 0; choice < choices; choice++) {
      let sum = 0;
      for (let i = 0; i < values.length; i++) sum += (choice >> i) & 1 ? values[i] : -values[i];
      if (Math.abs(sum) >= real) hits++;
    }
    return hits / choices;
  }
  const random = createRandom(seed);
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    let bits = 0;
    for (let i = 0; i < values.length; i++) {
      if (i % 30 === 0) bits = random.nextBelow(2 ** 30);
      sum += (bits >> (i % 30)) & 1 ? values[i] : -values[i];
    }
    if (Math.abs(sum) >= real) hits++;
  }
  return (hits + 1) / (rounds + 1);
}
