import type { Csr } from '../../../core/csr.js';
import type { SearchProblem } from '../../searchProblem.js';
import type { Candidates } from '../../transport/candidates.js';
import { listContested } from '../../transport/listContested.js';
import { createSeatMetric } from '../../transport/seatCosts.js';
import type { Task, Work } from '../../work.js';
import type { SettledCentres } from './settleCentres.js';
import { softnessOf } from './settleRound.js';
import { createStretch, stretchBands } from './stretch.js';

/** Territories kept for a unit, the best ones. */
const MOST_CANDIDATES = 12;

/**
 * Lists for local search: units near a border with the territories beyond it, all others with their own alone.
 *
 * @param width - how wide a strip along borders is looked at, in distances between units
 */
export function* listBorders(
  search: SearchProblem,
  { store, field, settlement }: SettledCentres,
  width: number,
  work: Work,
): Task<Candidates> {
  const { k } = field;
  const { prices, centres, spread } = settlement;
  const home = new Int32Array(store.count);
  const choices: Csr = { offsets: Int32Array.of(0, k), targets: Int32Array.from(new Int32Array(k).keys()) };
  const metric = createSeatMetric(store, centres, field.metric);
  const bands = stretchBands(
    createStretch(store, field.metric, centres, spread),
    softnessOf(field, spread, width),
    1,
  );
  const query = { prices, bands, mostEntries: Number.POSITIVE_INFINITY, home };
  const list = (yield* listContested(
    { k, units: store.count, store, metric, table: null, choices },
    query,
    work,
  ))!;
  const n = store.count;
  const order = store.order;
  const start = new Int32Array(n);
  const count = new Int32Array(n).fill(1);
  for (let a = 0; a < list.count; a++) {
    count[order[list.unit[a]]] = Math.min(MOST_CANDIDATES, list.start[a + 1] - list.start[a]);
  }
  let size = 0;
  for (let p = 0; p < n; p++) {
    start[order[p]] = size;
    size += count[order[p]];
  }
  const territory = new Int32Array(size);
  const cost = new Float64Array(size);
  for (let p = 0; p < n; p++) territory[start[order[p]]] = home[p];
  const value = new Float64Array(MOST_CANDIDATES);
  for (let a = 0; a < list.count; a++) {
    const from = start[order[list.unit[a]]];
    let kept = 0;
    for (let e = list.start[a]; e < list.start[a + 1]; e++) {
      const its = list.cost[e] + prices[list.seat[e]];
      if (kept === MOST_CANDIDATES && its >= value[kept - 1]) continue;
      let at = kept === MOST_CANDIDATES ? kept - 1 : kept++;
      for (; at > 0 && value[at - 1] > its; at--) {
        value[at] = value[at - 1];
        territory[from + at] = territory[from + at - 1];
      }
      value[at] = its;
      territory[from + at] = list.seat[e];
    }
  }
  for (let u = 0; u < n; u++) {
    for (let e = start[u]; e < start[u] + count[u]; e++) cost[e] = search.costs.cost(u, territory[e]);
  }
  return { order, start, count, territory, cost, leastValueSum: Number.NaN };
}
