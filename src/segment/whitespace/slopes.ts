/**
 * The median of the slopes of all pairs of points, and how many pairs rise and fall, without going through the pairs.
 *
 * Problem: for points (t0, v0) … with t rising, find the median over a < b of (vb - va) / (tb - ta) (Theil, Sen).
 * Idea: (1) pairs with a slope below m are those whose order by v - m t is not their order by t: a sort by merging counts
 * them, and those that fall with m = 0; (2) where the median pair neither rises nor falls, that is all; (3) slopes of pairs
 * drawn by chance say between which two the median lies, but for one series in thousands; (4) pairs between are those whose
 * order by the lower one is not that by the higher one: a second sort lists them, and the median is selected among them.
 * Keys are rounded, so near a slope that is counted pairs may stand on the wrong side. Both are moved apart by more than
 * that, and a median too near to one of them is not taken; many equal slopes of whole numbers are known to be equal.
 * O(n √n) expected where slopes differ. The same number as all pairs listed, to the bit: they are where few points make that
 * quicker, where a draw missed, and where a quarter of all slopes lies between, as on a line of fractions: O(n²).
 * J. Matoušek: Randomized Optimal Algorithm for Slope Selection, 1991, DOI 10.1016/0020-0190(91)90177-J;
 * M. B. Dillencourt, D. M. Mount, N. S. Netanyahu: A Randomized Algorithm for Slope Selection, 1992,
 * DOI 10.1142/S0218195992000020. Departure: one draw, and more pairs listed, in place of several draws.
 */
import { selectSmallest } from '../potential/selectSmallest.js';

/** Points up to which all pairs are listed. Tuned: about where both ways take as long. */
export const FEW = 64;

/** Pairs drawn for each point. Tuned. */
const DRAWN = 4;

/** Values beyond are not counted, as products of slopes and times may not be finite. */
const LARGEST = 1e300;

/** What all pairs of points have in common. */
export interface SlopesOfPairs {
  readonly median: number;
  /** Pairs that rise minus pairs that fall. */
  readonly score: number;
}

/** Points in time, and lists to work in that serve one series after the other. */
export interface SlopeWork {
  /** Entry `[i]` is the time of point i, a whole number from 0, rising. */
  readonly times: ArrayLike<number>;
  /** Entry `[i]` is its value, finite. */
  readonly values: ArrayLike<number>;
  /** Slopes of pairs, halved so that the difference of two huge values is not infinite. */
  readonly slopes: Float64Array;
  /** Points in some order, and the key of each, as sorted so far and as the next pass of the sort leaves them. */
  points: Int32Array;
  keys: Float64Array;
  nextPoints: Int32Array;
  nextKeys: Float64Array;
}

/** Lists for up to so many points. */
export function createSlopeWork(times: ArrayLike<number>, values: ArrayLike<number>): SlopeWork {
  const { length } = times;
  const many = length > FEW ? length : 0;
  return {
    times,
    values,
    slopes: new Float64Array((length * (length - 1)) / 2),
    points: new Int32Array(many),
    keys: new Float64Array(many),
    nextPoints: new Int32Array(many),
    nextKeys: new Float64Array(many),
  };
}

/** Looks at all pairs of the first n points, 2 or more. */
export function slopesOfPairs(work: SlopeWork, n: number): SlopesOfPairs {
  if (n <= FEW) return slopesOfAll(work, n);
  const { points, values } = work;
  for (let i = 0; i < n; i++) points[i] = i;
  const falling = sortPoints(work, n, (i) => values[i], false);
  const equal = countEqual(work.keys, n);
  const pairs = (n * (n - 1)) / 2;
  const isFlat = falling <= (pairs - 1) >> 1 && pairs >> 1 < falling + equal;
  const median = isFlat ? 0 : medianOfMany(work, n);
  return median === null ? slopesOfAll(work, n) : { median, score: pairs - equal - 2 * falling };
}

/** Lists all pairs. */
function slopesOfAll({ times, values, slopes }: SlopeWork, n: number): SlopesOfPairs {
  let score = 0;
  let pairs = 0;
  for (let b = 1; b < n; b++) {
    const late = values[b];
    for (let a = 0; a < b; a++) {
      const early = values[a];
      score += (late > early ? 1 : 0) - (late < early ? 1 : 0);
      slopes[pairs++] = (late / 2 - early / 2) / (times[b] - times[a]);
    }
  }
  const second = pairs >> 1;
  const upper = selectSmallest(slopes, second, pairs);
  return { median: meanOf(pairs % 2 === 1 ? upper : largestOf(slopes, second), upper), score };
}

/** The largest of the first `count` numbers: the one before `count`, once that is selected. */
function largestOf(numbers: Float64Array, count: number): number {
  let largest = numbers[0];
  for (let k = 1; k < count; k++) if (numbers[k] > largest) largest = numbers[k];
  return largest;
}

/** The mean of two slopes that were halved; without the sign of a zero. */
const meanOf = (lower: number, upper: number) => (2 * lower) / 2 + (2 * upper) / 2 + 0;

/** Pairs of equal numbers among the first n, which rise. */
function countEqual(sorted: Float64Array, n: number): number {
  let equal = 0;
  for (let k = 1, run = 0; k < n; k++) {
    run = sorted[k] === sorted[k - 1] ? run + 1 : 0;
    equal += run;
  }
  return equal;
}

/** The median slope of points that were sorted by value; `null` where it is not sure to be that. */
function medianOfMany(work: SlopeWork, n: number): number | null {
  const { times, values, slopes } = work;
  const largest = Math.max(Math.abs(work.keys[0]), Math.abs(work.keys[n - 1]));
  if (largest > LARGEST) return null;
  const last = times[n - 1];
  // Above what rounding of its keys, of a difference and of a quotient can move a slope by, fractions below 1e-308 included.
  const distanceOf = (slope: number) => 4 * Number.EPSILON * (largest + Math.abs(slope) * last) + 1e-322;
  const [low, high] = drawSlopes(work, n);
  const from = low - 2 * distanceOf(low);
  const to = high + 2 * distanceOf(high);
  // Halves of whole numbers over times: two slopes that differ do so by 1 / (2 last²) or more.
  const isOne = low === high && 16 * distanceOf(low) * last * last < 1 && areWhole(values, n);
  for (let i = 0; i < n; i++) work.points[i] = i;
  const below = sortPoints(work, n, (i) => values[i] / 2 - from * times[i], false);
  const between = sortPoints(work, n, (i) => values[i] / 2 - to * times[i], !isOne);
  const pairs = (n * (n - 1)) / 2;
  const first = ((pairs - 1) >> 1) - below;
  const second = (pairs >> 1) - below;
  if (first < 0 || second >= between) return null;
  if (isOne) return meanOf(low, low);
  if (between > roomFor(pairs)) return null;
  const upper = selectSmallest(slopes, second, between);
  const lower = first === second ? upper : largestOf(slopes, second);
  const isSure = lower >= from + distanceOf(from) && upper <= to - distanceOf(to);
  return isSure ? meanOf(lower, upper) : null;
}

/** So many pairs are listed at the most: a quarter. */
const roomFor = (pairs: number) => pairs >> 2;

function areWhole(values: ArrayLike<number>, n: number): boolean {
  for (let i = 0; i < n; i++) if (!Number.isInteger(values[i])) return false;
  return true;
}

/** Two slopes of pairs that the median most likely lies between: three standard errors to either side among those drawn. */
function drawSlopes({ times, values, slopes }: SlopeWork, n: number): [low: number, high: number] {
  const count = DRAWN * n;
  let drawn = 1;
  // A congruential sequence (Numerical Recipes).
  const draw = () => {
    drawn = (Math.imul(drawn, 1664525) + 1013904223) >>> 0;
    return Math.floor((drawn / 2 ** 32) * n);
  };
  for (let k = 0; k < count; ) {
    const [a, b] = [draw(), draw()];
    if (a !== b) slopes[k++] = (values[b] / 2 - values[a] / 2) / (times[b] - times[a]);
  }
  const reach = 1.5 * Math.sqrt(count);
  const low = selectSmallest(slopes, Math.floor(count / 2 - reach), count);
  return [low, selectSmallest(slopes, Math.ceil(count / 2 + reach), count)];
}

/**
 * Sorts the first n points, in whatever order they are, by a key; equal ones stay as they are.
 *
 * @param isListed - whether to write the slopes of pairs that change places, the earlier point first, where there is room
 * @returns how many pairs change places
 */
function sortPoints(work: SlopeWork, n: number, keyOf: (point: number) => number, isListed: boolean): number {
  const { times, values, slopes } = work;
  const room = isListed ? roomFor((n * (n - 1)) / 2) : 0;
  let { points, keys, nextPoints, nextKeys } = work;
  for (let k = 0; k < n; k++) keys[k] = keyOf(points[k]);
  let changes = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(n, start + width);
      const end = Math.min(n, start + 2 * width);
      let left = start;
      let right = middle;
      for (let k = start; k < end; k++) {
        if (right >= end || (left < middle && keys[left] <= keys[right])) {
          nextKeys[k] = keys[left];
          nextPoints[k] = points[left++];
          continue;
        }
        const late = points[right];
        if (changes + middle - left <= room) {
          for (let l = left, at = changes; l < middle; l++, at++)
            slopes[at] = (values[late] / 2 - values[points[l]] / 2) / (times[late] - times[points[l]]);
        }
        changes += middle - left;
        nextKeys[k] = keys[right];
        nextPoints[k] = points[right++];
      }
    }
    [points, nextPoints] = [nextPoints, points];
    [keys, nextKeys] = [nextKeys, keys];
  }
  Object.assign(work, { points, keys, nextPoints, nextKeys });
  return changes;
}
