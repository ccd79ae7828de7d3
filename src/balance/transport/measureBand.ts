import { type SeatField, unitCost } from './seatField.js';

/** Units whose second-best seat is looked up. */
const SAMPLE_UNITS = 384;

/** The width of a band in which a share of the units is contested at given prices, from a sample. */
export function measureBand(field: SeatField, prices: Float64Array, share: number): number {
  const { store, metric, table, choices } = field;
  const points = store?.count ?? 0;
  const gaps: number[] = [];
  const measure = (row: number, rate: number, costOf: (j: number) => number) => {
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let e = choices.offsets[row]; e < choices.offsets[row + 1]; e++) {
      const j = choices.targets[e];
      const value = rate * costOf(j) + prices[j];
      if (value < least) {
        second = least;
        least = value;
      } else if (value < second) second = value;
    }
    if (second < Number.POSITIVE_INFINITY) gaps.push(second - least);
  };
  if (store !== null && metric !== null) {
    for (const { row, hasLoad, root } of store.parts) {
      if (!hasLoad) continue;
      const size = store.last[root] - store.first[root];
      const step = Math.max(1, Math.floor(store.count / SAMPLE_UNITS));
      for (let p = store.first[root] + (((step - 1) >> 1) % size); p < store.last[root]; p += step)
        measure(row, store.rate[p], (j) => metric.cost(p, j));
    }
  }
  if (table !== null) {
    const step = Math.max(1, Math.floor(table.count / SAMPLE_UNITS));
    for (let r = (step - 1) >> 1; r < table.count; r += step) {
      if (table.load[r] > 0) measure(table.rows[r], 1, (j) => unitCost(field, points + r, j) / table.load[r]);
    }
  }
  gaps.sort((a, b) => a - b);
  const at = Math.min(gaps.length - 1, Math.ceil(share * gaps.length));
  return gaps.length === 0 ? Number.POSITIVE_INFINITY : gaps[at] || gaps.find((gap) => gap > 0) || 1;
}
