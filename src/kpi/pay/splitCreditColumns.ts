import { isRecord } from '../../core/records.js';
import { makeRoom } from '../makeRoom.js';
import { type CreditTotal, creditDeals, type RepCredit } from './creditDeals.js';
import type { SplitOptions, TeamDeal } from './splitOptions.js';

/** Credits of all deals, by member: those of the first deal in their order, then those of the second, and so on. */
export interface SplitColumns {
  /**
   * Entry `[c]` is the credit of member c. A plain list: for a typed array of more than 64 MB the runtime looks through all
   * that the caller holds, which for 5,000,000 deals is as much work as splitting them.
   */
  readonly credits: readonly number[];
  /** Entry `[c]` is the position of member c in `reps`. */
  readonly rep: Int32Array;
  /** By rep, in the order in which they come first. */
  readonly reps: readonly RepCredit[];
  readonly total: CreditTotal;
}

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
 * credits; // => [80, 20, -16]
 * [...rep]; // => [0, 1, 0]
 * reps; // => [{ id: 'ann', credited: 64 }, { id: 'cid', credited: 20 }]
 * total; // => { amount: 80, credited: 84, open: -4 }
 * ```
 */
export function splitCreditColumns(deals: readonly TeamDeal[], options: Partial<SplitOptions>): SplitColumns {
  const size = countMembers(deals);
  const credits = makeRoom<number>(size);
  const rep = new Int32Array(size);
  let count = 0;
  const { reps, total } = creditDeals('splitCreditColumns', deals, options, ({ team }, members) => {
    for (let k = 0; k < members; k++) {
      rep[count] = team.rep[k];
      credits[count++] = team.credit[k];
    }
  });
  return { credits, rep, reps, total };
}

/** Members of all deals; what is none has none. */
function countMembers(deals: readonly TeamDeal[]): number {
  let count = 0;
  if (!Array.isArray(deals)) return count;
  for (const deal of deals) if (isRecord(deal) && Array.isArray(deal.members)) count += deal.members.length;
  return count;
}
