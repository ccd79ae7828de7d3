import { creditDeals, type SplitColumns } from './creditDeals.js';
import type { SplitOptions, TeamDeal } from './splitOptions.js';

/**
 * Splits the credit for deals as {@link splitCredits} does, into columns instead of a record for each credit.
 *
 * @param deals - amounts and who took part
 * @param options - see {@link SplitOptions}
 * @returns new columns with an entry for each member of each deal, deal by deal, and the sums by rep
 * @throws {@link InputError} and {@link OptionsError} for what `splitCredits` refuses
 * @remarks For millions of deals, or where only the sums by rep are wanted. O(credits), with more than 8 members in a deal
 * O(credits log members); deterministic.
 * @example
 * ```ts
 * import { splitCreditColumns } from 'bailiwick/kpi';
 * const deals = [
 *   { id: '1', amount: 100, members: [{ repId: 'ann', role: 'ae' }, { repId: 'cid', role: 'se' }] },
 *   { id: '2', amount: -20, members: [{ repId: 'ann', role: 'ae' }] },
 * ];
 * const { credits, rep, reps, total } = splitCreditColumns(deals, { shares: { ae: 0.8, se: 0.2 } });
 * [...credits]; // => [80, 20, -16]
 * [...rep]; // => [0, 1, 0]
 * reps; // => [{ id: 'ann', credited: 64 }, { id: 'cid', credited: 20 }]
 * total; // => { amount: 80, credited: 84, open: -4 }
 * ```
 */
export function splitCreditColumns(deals: readonly TeamDeal[], options: Partial<SplitOptions>): SplitColumns {
  return creditDeals('splitCreditColumns', deals, options).columns;
}
