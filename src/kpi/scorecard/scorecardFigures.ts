import type { FigureRow } from '../comparison/figureRows.js';
import type { Scorecard } from './scorecard.js';

/**
 * The rows of an alignment's scorecard as figures by name, for comparisons, targets and alerts.
 *
 * @param card - made by {@link scorecard}
 * @returns a row for each territory: accounts, capacity, utilisation, quota, meanKm, weightedMeanKm, longestKm, unlocated,
 * and by measure `load.…` and `deviation.…`
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
export function scorecardFigures({ rows }: Scorecard): FigureRow[] {
  return rows.map((row): FigureRow => {
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
    for (const [id, load] of Object.entries(row.loads)) figures[`load.${id}`] = load;
    for (const [id, deviation] of Object.entries(row.deviations)) figures[`deviation.${id}`] = deviation;
    return { id: row.territoryId, figures };
  });
}
