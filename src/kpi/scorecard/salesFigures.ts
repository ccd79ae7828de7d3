import type { FigureRow } from '../comparison/figureRows.js';
import type { SalesScorecard } from './salesScorecard.js';

/**
 * The groups of one period of a sales scorecard as figures by name, for comparisons, targets and alerts.
 *
 * @param card - made by {@link salesScorecard}
 * @param periodId - which period
 * @returns a row for each group of that period; deals without a group have none
 * @remarks O(rows).
 * @example
 * ```ts
 * import { compareScorecards, salesFigures, salesScorecard, toDealColumns } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', stage: 'won', repId: 'ann', won: true };
 * const card = salesScorecard({
 *   deals: toDealColumns(
 *     [
 *       { ...deal, id: '1', amount: 60, openedOn: '2024-01-10', closedOn: '2024-02-09' },
 *       { ...deal, id: '2', amount: 90, openedOn: '2024-04-01', closedOn: '2024-05-01' },
 *     ],
 *     { groupBy: ({ repId }) => repId ?? null },
 *   ),
 *   periods: [
 *     { id: 'Q1', from: '2024-01-01', to: '2024-03-31' },
 *     { id: 'Q2', from: '2024-04-01', to: '2024-06-30' },
 *   ],
 * });
 * const { figures } = compareScorecards(salesFigures(card, 'Q1'), salesFigures(card, 'Q2'), { figures: ['booked'] });
 * figures[0].relativeChange; // => 0.5
 * ```
 */
export function salesFigures({ rows }: SalesScorecard, periodId: string): FigureRow[] {
  return rows.flatMap((row) =>
    row.group === null || row.periodId !== periodId ? [] : [{ id: row.group, figures: row.figures }],
  );
}
