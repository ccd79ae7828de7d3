import type { Codes } from './codes.js';
import type { Holdings } from './holdProducts.js';
import type { PeerGroups } from './indexPeers.js';
import { createPeerRows, type PeerRows } from './peerRows.js';

/** What a non-buyer's peers do. */
export interface PeerRates extends Pick<PeerRows, 'rate' | 'value' | 'rowOf'> {
  /** Entry `[i]` is the finest group of account i. */
  readonly groupOf: Codes;
}

/**
 * Rates and values of every group, from coarse to fine, each shrunk towards the group above.
 * O(levels x (accounts + what they buy) + groups), and O(products) for a group above that has no row.
 *
 * @param holdings - what accounts buy
 * @param groups - groups of all levels
 * @param sizes - entry `[i]` is the size of account i; `null` for 1
 * @param prior - how many accounts of the group above weigh as much as the group
 */
export function ratePeers(
  holdings: Holdings,
  groups: PeerGroups,
  sizes: ArrayLike<number> | null,
  prior: number,
): PeerRates {
  const { offsets, products: held, spends, names } = holdings;
  const rows = createPeerRows(holdings, groups, prior);
  const { rate, value, rowOf, priorUnits } = rows;
  // By product, of the group at hand: its buyers, what they spend, and their sizes.
  const buyers = new Int32Array(names.length);
  const spent = new Float64Array(names.length);
  const bought = new Float64Array(names.length);
  /** Writes what is known of a product, below what the group above has at a place. */
  const write = (g: number, above: number, to: number, p: number): void => {
    const weight = g === 0 ? 0 : prior;
    // The account that is asked about does not buy and is no peer of itself.
    const others = rows.sizes[g] - 1 + weight;
    rate[to] = others > 0 ? Math.min(1, (buyers[p] + weight * rate[above]) / others) : rate[above];
    const units = bought[p] + priorUnits[p];
    value[to] = units > 0 ? (spent[p] + priorUnits[p] * value[above]) / units : value[above];
    if (g === 0) priorUnits[p] = prior * (buyers[p] > 0 ? bought[p] / buyers[p] : 1);
    buyers[p] = 0;
    spent[p] = 0;
    bought[p] = 0;
  };
  for (const { first, offsets: starts, members } of groups.levels) {
    for (let g = first; g + 1 < starts.length; g++) {
      const [from, end] = [starts[g], starts[g + 1]];
      for (let k = from; k < end; k++) {
        const i = members[k];
        for (let e = offsets[i]; e < offsets[i + 1]; e++) {
          buyers[held[e]]++;
          spent[held[e]] += spends[e];
          bought[held[e]] += sizes === null ? 1 : sizes[i];
        }
      }
      const above = g === 0 ? 0 : rowOf(groups.parentOf[g]);
      let to = rows.starts[g];
      if (rows.hasRow(g)) {
        for (let p = 0; p < names.length; p++) write(g, above + p, to + p, p);
        continue;
      }
      for (let k = from; k < end; k++) {
        const i = members[k];
        for (let e = offsets[i]; e < offsets[i + 1]; e++) {
          if (buyers[held[e]] === 0) continue;
          rows.products[to] = held[e];
          write(g, above + held[e], to++, held[e]);
        }
      }
      rows.ends[g] = to;
    }
  }
  return { groupOf: groups.groupOf, rate, value, rowOf };
}
