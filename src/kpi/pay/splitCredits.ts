import { countRows } from '../../core/records.js';
import { makeRoom } from '../makeRoom.js';
import { type CreditTotal, creditDeals, type RepCredit } from './creditDeals.js';
import type { SplitOptions, TeamDeal } from './splitOptions.js';

/** What one rep is credited with for one deal. */
export interface Credit {
  readonly dealId: string;
  readonly repId: string;
  readonly role: string;
  readonly credit: number;
}

/** Credits of all deals. */
export interface SplitReport {
  /** Deal by deal, members in their order. */
  readonly credits: readonly Credit[];
  /** By rep, in the order in which they come first. */
  readonly reps: readonly RepCredit[];
  readonly total: CreditTotal;
}

/**
 * Splits the credit for deals between the roles of a pod, to the coin.
 *
 * @param deals - amounts and who took part
 * @param options - see {@link SplitOptions}
 * @returns every credit, and the sums by rep
 * @throws {@link InputError} naming every row that is none, id that is no text, amount that is not finite or more than
 * 2^50 coins, role without a part, and rep that is named twice in one role of a deal; {@link OptionsError}
 * @remarks Largest remainder: the credits of a deal add up to its amount times the parts of the roles that are filled,
 * rounded to a coin. O(credits), with more than 8 members in a deal O(credits log members); deterministic. For
 * millions of deals {@link splitCreditColumns} gives the same numbers without a record for each.
 * @example
 * ```ts
 * import { splitCredits } from 'bailiwick/kpi';
 * const members = [
 *   { repId: 'ann', role: 'ae' },
 *   { repId: 'bob', role: 'ae' },
 *   { repId: 'cid', role: 'se' },
 * ];
 * const { credits, total } = splitCredits([{ id: '1', amount: 100.01, members }], { shares: { ae: 0.8, se: 0.2 } });
 * credits.map(({ credit }) => credit); // => [40.01, 40, 20]
 * total; // => { amount: 100.01, credited: 100.01, open: 0 }
 * ```
 */
export function splitCredits(deals: readonly TeamDeal[], options: Partial<SplitOptions>): SplitReport {
  const roles = Object.keys(options?.shares ?? {});
  const credits = makeRoom<Credit>(guessMembers(deals));
  let count = 0;
  const { reps, total } = creditDeals('splitCredits', deals, options, ({ team }, size, { id, members }) => {
    const { role, credit } = team;
    for (let k = 0; k < size; k++) {
      credits[count++] = { dealId: id, repId: members[k].repId, role: roles[role[k]], credit: credit[k] };
    }
  });
  credits.length = count;
  return { credits, reps, total };
}

/** So many deals are looked at; chosen. */
const SAMPLE = 1_000;

/** About how many members the deals have, and some more, as teams differ. */
function guessMembers(deals: readonly TeamDeal[]): number {
  const step = Math.ceil(countRows(deals) / SAMPLE);
  let members = 0;
  for (let row = 0; row < countRows(deals); row += step) members += countRows(deals[row]?.members);
  return Math.ceil(1.05 * step * members);
}
