import { badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isRecord } from '../../core/records.js';
import { checkName } from '../checkFields.js';
import { checkFigures, type FigureRow, refuse } from '../comparison/figureRows.js';
import type { SalesScorecard } from './salesScorecard.js';

/**
 * The groups of one period of a sales scorecard as figures by name, for comparisons, targets and alerts.
 *
 * @param card - made by {@link salesScorecard}
 * @param periodId - which period
 * @returns a row for each group of that period; deals without a group have none
 * @throws {@link InputError} naming a period that the card does not have, and everything in a card that `salesScorecard`
 * does not make
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
export function salesFigures(card: SalesScorecard, periodId: string): FigureRow[] {
  const issues: Issue[] = [];
  checkId(periodId, null, 'periodId', issues);
  if (isRecord(card)) checkCard(card, periodId, issues);
  else issues.push(badValue(null, 'card', 'wrong-type', 'a scorecard made by salesScorecard', card));
  refuse('salesFigures', issues);
  return card.rows.flatMap((row) =>
    row.group === null || row.periodId !== periodId ? [] : [{ id: row.group, figures: row.figures }],
  );
}

function checkCard({ rows, totals }: SalesScorecard, periodId: string, issues: Issue[]): void {
  eachRecord(rows, 'card.rows', issues, (one, row) => {
    checkName(one.group, row, 'card.rows.group', issues);
    checkId(one.periodId, row, 'card.rows.periodId', issues);
    checkFigures(one.figures, row, 'card.rows.figures', issues);
  });
  let isKnown = false;
  eachRecord(totals, 'card.totals', issues, (one, row) => {
    checkId(one.periodId, row, 'card.totals.periodId', issues);
    if (one.periodId === periodId) isKnown = true;
  });
  if (issues.length > 0 || isKnown) return;
  issues.push(badValue(null, 'periodId', 'unknown-period', 'the id of a period of the card', periodId));
}
