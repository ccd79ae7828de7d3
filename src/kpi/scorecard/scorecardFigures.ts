import { badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isRecord } from '../../core/records.js';
import { checkFigures, type FigureRow, refuse } from '../comparison/figureRows.js';
import type { Scorecard } from './scorecard.js';

/**
 * The rows of an alignment's scorecard as figures by name, for comparisons, targets and alerts.
 *
 * @param card - made by {@link scorecard}
 * @returns a row for each territory: accounts, capacity, utilisation, quota, meanKm, weightedMeanKm, longestKm, unlocated,
 * and by measure `load.…` and `deviation.…`
 * @throws {@link InputError} naming everything in a card that `scorecard` does not make
 * @remarks O(territories x measures).
 * @example
 * ```ts
 * import { compareScorecards, scorecard, scorecardFigures } from 'bailiwick/kpi';
 * const accounts = ['a', 'b', 'c'].map((id) => ({ id, measures: { hours: 10 }, attributes: {} }));
 * const territories = ['north', 'south'].map((id) => ({ id, repIds: [], targets: { hours: 15 } }));
 * const cardOf = (holders: string[]) =>
 *   scorecard({
 *     accounts,
 *     territories,
 *     assignments: accounts.map(({ id }, i) => ({ accountId: id, territoryId: holders[i] })),
 *     measures: [{ id: 'hours' }],
 *   });
 * const before = scorecardFigures(cardOf(['north', 'north', 'north']));
 * const after = scorecardFigures(cardOf(['north', 'north', 'south']));
 * const { figures } = compareScorecards(before, after, { figures: ['load.hours'] });
 * [figures[0].rose, figures[0].fell, figures[0].difference]; // => [1, 1, 0]
 * ```
 */
export function scorecardFigures(card: Scorecard): FigureRow[] {
  const issues: Issue[] = [];
  const list: FigureRow[] = [];
  if (!isRecord(card)) {
    issues.push(badValue(null, 'card', 'wrong-type', 'a scorecard made by scorecard', card));
    refuse('scorecardFigures', issues);
  }
  eachRecord(card.rows, 'card.rows', issues, (row, r) => {
    const figures: Record<string, number | null> = {
      accounts: row.accounts,
      capacity: row.capacity,
      utilisation: row.utilisation,
      quota: row.quota,
      meanKm: row.meanKm,
      weightedMeanKm: row.weightedMeanKm,
      longestKm: row.longestKm,
      unlocated: row.unlocated,
    };
    checkId(row.territoryId, r, 'card.rows.territoryId', issues);
    checkFigures(figures, r, 'card.rows', issues);
    checkFigures(row.loads, r, 'card.rows.loads', issues);
    checkFigures(row.deviations, r, 'card.rows.deviations', issues);
    if (issues.length > 0) return;
    for (const [id, load] of Object.entries(row.loads)) figures[`load.${id}`] = load;
    for (const [id, deviation] of Object.entries(row.deviations)) figures[`deviation.${id}`] = deviation;
    list.push({ id: row.territoryId, figures });
  });
  refuse('scorecardFigures', issues);
  return list;
}
