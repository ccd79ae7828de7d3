import type { MedianModel } from '../../bound/medianModel.js';
import type { CentredProblem } from '../centredState.js';

/** A load above a limit by less than this share is a rounding error. */
const ROUNDING = 1e-10;

/**
 * The capacitated p-median problem of some units, one place each, that share so many territories which are all alike;
 * of several measures the one that fills the limits most. O(units²).
 */
export function createRegionModel(
  { search, parts, distance }: CentredProblem,
  units: Int32Array,
  count: number,
): MedianModel {
  const { M } = search;
  const { start, trips } = parts;
  const n = units.length;
  const cost = new Float64Array(n * n);
  for (let u = 0; u < n; u++) {
    const p = start[units[u]];
    if (!(trips[p] > 0)) continue;
    for (let r = 0; r < n; r++) cost[n * r + u] = trips[p] * distance(p, start[units[r]]);
  }
  let measure = -1;
  let fullest = 0;
  for (let m = 0; m < M; m++) {
    let total = 0;
    for (const u of units) total += search.load[M * u + m];
    if (total <= fullest * search.upper[m]) continue;
    fullest = total / search.upper[m];
    measure = m;
  }
  const every = Int32Array.from({ length: n }, (_, u) => u);
  const most = measure < 0 ? Number.POSITIVE_INFINITY : search.upper[measure] * (1 + ROUNDING);
  return {
    n,
    places: n,
    rows: n,
    free: every.slice(0, count),
    seated: new Int32Array(0),
    cost,
    measure,
    load: Float64Array.from(units, (u) => (measure < 0 ? 0 : search.load[M * u + measure])),
    upper: new Float64Array(n).fill(most),
    own: every,
    counted: every,
    areWhole: false,
  };
}
