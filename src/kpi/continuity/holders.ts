import { badValue, type Issue } from '../../core/issue.js';

/** Who holds an account: a territory, or a rep where continuity of persons is meant; the assignments of a plan are such. */
export interface Holding {
  readonly accountId: string;
  /** `null` where nobody holds it. */
  readonly territoryId: string | null;
}

/** Holder by account; adds an issue for every account that comes twice. */
export function holdersOf(
  list: string,
  holdings: readonly Holding[],
  issues: Issue[],
): Map<string, string | null> {
  const holders = new Map<string, string | null>();
  holdings.forEach(({ accountId, territoryId }, row) => {
    // A set that does not grow the map replaces somebody: one look-up instead of two.
    const known = holders.size;
    holders.set(accountId, territoryId);
    if (holders.size === known) {
      const field = `${list}.accountId`;
      issues.push(badValue(row, field, 'duplicate-assignment', 'assigned once', accountId));
    }
  });
  return holders;
}
