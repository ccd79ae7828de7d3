/**
 * Natural breaks: sorted values in classes with the least sum of squared deviations from the class means.
 *
 * Problem: part x1 < … < xm, with w1 … wm accounts each, into k runs so that the sum over runs of the sum of
 * w (x - mean of the run)² is least.
 * Idea: (1) sums of w, w x and w x² up to every value give the cost of any run at once; (2) D(c, j), the least cost of the
 * first j values in c runs, is the least over i of D(c - 1, i - 1) + cost(i, j); (3) where the last run begins does not
 * move back as j grows, so that halving the range of j halves the range of i; (4) the beginnings lead back from the end.
 * O(k m log m) time, O(k m) memory. Guarantee: the least sum there is, up to rounding; of equal ones the last run begins
 * as early as it can. H. Wang, M. Song: Ckmeans.1d.dp, 2011, DOI 10.32614/RJ-2011-015.
 * Departure: equal values are one value with a count, so that they are never parted.
 *
 * @param values - different finite numbers, rising
 * @param counts - entry `[i]` is how often value i is there
 * @param classes - how many, 1 to the number of values
 * @returns entry `[c]` is the index of the first value of class c, rising from 0
 */
export function naturalBreaks(values: Float64Array, counts: Float64Array, classes: number): number[] {
  const size = values.length;
  const costOf = createRunCost(values, counts);
  let before = Float64Array.from(values, (_, j) => costOf(0, j));
  let current = new Float64Array(size);
  // Entry [c * size + j] is where the last of c + 1 runs of the first j + 1 values begins.
  const begins = new Int32Array(classes * size);
  const fill = (c: number, low: number, high: number, from: number, to: number): void => {
    if (low > high) return;
    const j = (low + high) >> 1;
    let best = Math.max(from, c);
    let least = Number.POSITIVE_INFINITY;
    for (let i = best; i <= Math.min(to, j); i++) {
      const cost = before[i - 1] + costOf(i, j);
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    current[j] = least;
    begins[c * size + j] = best;
    fill(c, low, j - 1, from, best);
    fill(c, j + 1, high, best, to);
  };
  for (let c = 1; c < classes; c++) {
    fill(c, c, size - 1, c, size - 1);
    [before, current] = [current, before];
  }
  const starts: number[] = [];
  for (let c = classes - 1, j = size - 1; c >= 0; c--) {
    starts.unshift(begins[c * size + j]);
    j = begins[c * size + j] - 1;
  }
  return starts;
}

/** Cost of the run from value i to value j, both included. */
function createRunCost(values: Float64Array, counts: Float64Array): (i: number, j: number) => number {
  const size = values.length;
  // Shifted to the middle and scaled to the range, so that squares of large values neither cancel nor overflow.
  const middle = values[size >> 1];
  const scale = Math.max(values[size - 1] / 2 - middle / 2, middle / 2 - values[0] / 2) || 1;
  const weight = new Float64Array(size + 1);
  const sum = new Float64Array(size + 1);
  const squares = new Float64Array(size + 1);
  for (let i = 0; i < size; i++) {
    const x = (values[i] / 2 - middle / 2) / scale;
    weight[i + 1] = weight[i] + counts[i];
    sum[i + 1] = sum[i] + counts[i] * x;
    squares[i + 1] = squares[i] + counts[i] * x * x;
  }
  return (i, j) => {
    if (i >= j) return 0;
    const total = sum[j + 1] - sum[i];
    return Math.max(0, squares[j + 1] - squares[i] - (total * total) / (weight[j + 1] - weight[i]));
  };
}
