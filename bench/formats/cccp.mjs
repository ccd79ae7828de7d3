/**
 * Capacitated centred clustering: `n p`, then `x y capacity demand` a line. The cost is the sum of plain distances from
 * the mean of each group's places, which demand does not weigh.
 */
import { readPoints, run, toAnswer, toProblem } from './shared/centred.mjs';

export function solve(text, { k, ...budget }) {
  const points = readPoints(text, k);
  const { n, x, y } = points;
  const places = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) places.set([x[i], y[i]], 2 * i);
  const result = run(
    toProblem(points, {
      kind: 'geometric',
      dimension: 2,
      places,
      seats: new Float64Array(2 * points.k).fill(Number.NaN),
      metric: 'distance',
      scale: 1,
      centre: 'mean',
    }),
    budget,
  );
  return toAnswer(points, costOf(points, result.assignment), result);
}

function costOf({ n, k, x, y }, assignment) {
  const sums = Array.from({ length: k }, () => [0, 0, 0]);
  for (let i = 0; i < n; i++) {
    const sum = sums[assignment[i]];
    sum[0]++;
    sum[1] += x[i];
    sum[2] += y[i];
  }
  let cost = 0;
  for (let i = 0; i < n; i++) {
    const [count, sumX, sumY] = sums[assignment[i]];
    cost += Math.hypot(x[i] - sumX / count, y[i] - sumY / count);
  }
  return cost;
}
