import { EVER } from '../period.js';
import { type DealColumns, NOT_YET, OPEN } from './dealColumns.js';

/** The same deals as of an earlier day, without reading them again. */
export function columnsAsOf(columns: DealColumns, day: number): DealColumns {
  const { opened, closed, outcomes, asOf } = columns;
  if (asOf !== null && asOf <= day) return columns;
  const thenClosed = new Int32Array(closed.length);
  const thenOutcomes = new Uint8Array(outcomes.length);
  for (let d = 0; d < closed.length; d++) {
    const isClosed = closed[d] <= day;
    thenClosed[d] = isClosed ? closed[d] : EVER;
    thenOutcomes[d] = opened[d] > day ? NOT_YET : isClosed ? outcomes[d] : OPEN;
  }
  return { ...columns, closed: thenClosed, outcomes: thenOutcomes, asOf: day };
}
