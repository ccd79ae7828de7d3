import { EVER } from '../period.js';
import { type DealColumns, OPEN } from './dealColumns.js';

/**
 * The deals that a figure of a period can count, in their order: those that were closed in it or are open on its last day, as of
 * that day or of the columns' own where that is earlier.
 *
 * @returns the columns, and which deal of all each one is
 * @remarks Two passes over the days of all deals, so that figures of many periods pass over few deals each.
 */
export function columnsOfPeriod(
  all: DealColumns,
  first: number,
  last: number,
): { readonly columns: DealColumns; readonly rows: Int32Array } {
  const { opened, closed } = all;
  const asOf = Math.min(all.asOf ?? last, last);
  const isCounted = (d: number) => closed[d] >= first && opened[d] <= asOf;
  let count = 0;
  for (let d = 0; d < opened.length; d++) if (isCounted(d)) count++;
  const rows = new Int32Array(count);
  const columns = {
    ...all,
    asOf,
    amounts: new Float64Array(count),
    opened: new Int32Array(count),
    closed: new Int32Array(count),
    outcomes: new Uint8Array(count),
    stageOf: new Int32Array(count),
    groupOf: new Int32Array(count),
  };
  for (let d = 0, k = 0; k < count; d++) {
    if (!isCounted(d)) continue;
    const isClosed = closed[d] <= asOf;
    columns.amounts[k] = all.amounts[d];
    columns.opened[k] = opened[d];
    columns.closed[k] = isClosed ? closed[d] : EVER;
    columns.outcomes[k] = isClosed ? all.outcomes[d] : OPEN;
    columns.stageOf[k] = all.stageOf[d];
    columns.groupOf[k] = all.groupOf[d];
    rows[k++] = d;
  }
  return { columns, rows };
}
