import { getOrAdd } from '../getOrAdd.js';

/** Accounts that have a place and a territory, one site for all that share a place. */
export interface Sites {
  /** Entry `[s]` is how far east site s lies in the plane, in kilometres. */
  readonly x: readonly number[];
  /** Entry `[s]` is how far south site s lies in the plane, in kilometres. */
  readonly y: readonly number[];
  /** Entry `[s]` is what the territories hold there. */
  readonly tallies: readonly Tally[];
  /** Entry `[s]` is the territory that prevails there. */
  readonly owner: readonly number[];
}

/** Entry `t` is how many accounts territory t has in a place or an area, and their load. */
export type Tally = Map<number, { accounts: number; load: number }>;

/** Joins accounts by place; column entries `[i]` are about account i. */
export function collectSites(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  territory: ArrayLike<number>,
  load: ArrayLike<number>,
): Sites {
  const siteX: number[] = [];
  const siteY: number[] = [];
  const tallies: Tally[] = [];
  const byPlace = new Map<number, Map<number, Tally>>();
  for (let i = 0; i < x.length; i++) {
    const column = getOrAdd(byPlace, x[i], () => new Map<number, Tally>());
    const tally = getOrAdd(column, y[i], () => {
      const added: Tally = new Map();
      siteX.push(x[i]);
      siteY.push(y[i]);
      tallies.push(added);
      return added;
    });
    addToTally(tally, territory[i], 1, load[i]);
  }
  return { x: siteX, y: siteY, tallies, owner: tallies.map(prevailing) };
}

/** Counts accounts of a territory into a tally. */
export function addToTally(tally: Tally, territory: number, accounts: number, load: number): void {
  const entry = tally.get(territory) ?? { accounts: 0, load: 0 };
  tally.set(territory, { accounts: entry.accounts + accounts, load: entry.load + load });
}

/** The territory with most accounts in a tally; on a tie the larger load, then the lower index. -1 for an empty one. */
export function prevailing(tally: Tally): number {
  let best = -1;
  for (const [territory, { accounts, load }] of tally) {
    const rival = tally.get(best);
    const lead = rival && (accounts - rival.accounts || load - rival.load || best - territory);
    if (lead === undefined || lead > 0) best = territory;
  }
  return best;
}
