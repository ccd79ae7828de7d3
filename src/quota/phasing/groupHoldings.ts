import { dayNumberOf } from '../../core/days.js';
import type { ProrateInput } from './prorateInput.js';

/** A holding in day numbers. */
export interface DayHolding {
  readonly row: number;
  readonly repId: string;
  /** First and last day; infinite where it is open. */
  readonly from: number;
  readonly until: number;
  readonly share: number;
}

/**
 * Lists the holdings of each territory, whose indexes by id are given, by their first day, then rep, last day and share: the order
 * of the input does not show.
 */
export function groupHoldings(
  { territories, holdings }: Pick<ProrateInput, 'territories' | 'holdings'>,
  indexOf: ReadonlyMap<string, number>,
): DayHolding[][] {
  const byTerritory: DayHolding[][] = territories.map(() => []);
  holdings.forEach(({ territoryId, repId, from, until, share = 1 }, row) => {
    const t = indexOf.get(territoryId);
    if (t === undefined) return;
    byTerritory[t].push({
      row,
      repId,
      from: from === undefined ? Number.NEGATIVE_INFINITY : dayNumberOf(from),
      until: until === undefined ? Number.POSITIVE_INFINITY : dayNumberOf(until),
      share,
    });
  });
  for (const list of byTerritory) {
    if (list.length > 1)
      list.sort((a, b) => (a.from === b.from ? compareEqual(a, b) : a.from < b.from ? -1 : 1));
  }
  return byTerritory;
}

/** The order of holdings with the same first day. */
function compareEqual(a: DayHolding, b: DayHolding): number {
  if (a.repId !== b.repId) return a.repId < b.repId ? -1 : 1;
  return a.until === b.until ? a.share - b.share : a.until < b.until ? -1 : 1;
}
