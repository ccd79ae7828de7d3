/** Capacitated p-median: what cpmp and cpmp-floor share, given how a distance is measured. */
import { readPoints, run, toAnswer, toProblem } from './centred.mjs';

/** Solves; the answer has `centres`, where entry j is the index of the point that is the median of group j. */
export function solveMedian(text, { k, ...budget }, measure) {
  const points = readPoints(text, k);
  const { n, x, y } = points;
  const costs = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let h = 0; h < n; h++) costs[n * i + h] = measure(x[i] - x[h], y[i] - y[h]);
  }
  const result = run(toProblem(points, { kind: 'between', costs }), budget);
  const { assignment, centreUnits } = result;
  const centres = fillCentres(centreUnits);
  let cost = 0;
  for (let i = 0; i < n; i++) cost += costs[n * i + centres[assignment[i]]];
  return { ...toAnswer(points, cost, result), centres };
}

/** An empty group has no median; any point that is none of another group will do. */
function fillCentres(centreUnits) {
  const centres = Array.from(centreUnits);
  const isTaken = new Set(centres);
  let next = 0;
  return centres.map((unit) => {
    if (unit >= 0) return unit;
    while (isTaken.has(next)) next++;
    return next++;
  });
}
