import { type Codes, createCodes, widenCodes } from './codes.js';
import type { Holdings } from './holdProducts.js';

/** Peer groups of one level. */
export interface PeerLevel {
  /** Entry `[i]` is the group of account i. */
  readonly groupOf: Codes;
  /** Entry `[g]` is the group of the level above that group g is part of. */
  readonly parentOf: Int32Array;
  /** How many accounts group g has. */
  readonly sizes: Int32Array;
  /** Entry `[g]` is 1 where group g is of accounts without a label: they are rated as the group above. */
  readonly isOpen: Uint8Array;
}

/** What a non-buyer's peers do. */
export interface PeerRates {
  /** Entry `[i]` is the finest group of account i. */
  readonly cellOf: Codes;
  /** Entry `[g * products + p]` is the shrunk share of group g that buys product p. */
  readonly rate: Float64Array;
  /** Entry `[g * products + p]` is what a buyer spends, for each unit of size. */
  readonly value: Float64Array;
}

/**
 * Numbers the groups of every level. The first level is everybody; a group that spans several groups of the level above
 * counts as one in each of them. An account without a group stays in that of the level above.
 */
export function indexPeers(count: number, peers: readonly (readonly (string | null)[])[]): PeerLevel[] {
  const everybody: PeerLevel = {
    groupOf: createCodes(count, 1),
    parentOf: new Int32Array(1),
    sizes: Int32Array.of(count),
    isOpen: new Uint8Array(1),
  };
  const levels = [everybody];
  for (const labels of peers) {
    const above = levels[levels.length - 1];
    let groupOf = createCodes(count, 1);
    const parents: number[] = [];
    const sizes: number[] = [];
    const isOpen: number[] = [];
    // By group above: its groups by label.
    const known: Map<string | null, number>[] = [];
    for (let i = 0; i < count; i++) {
      const parent = above.groupOf[i];
      known[parent] ??= new Map();
      let group = known[parent].get(labels[i]);
      if (group === undefined) {
        group = parents.push(parent) - 1;
        sizes.push(0);
        isOpen.push(labels[i] === null ? 1 : 0);
        known[parent].set(labels[i], group);
        groupOf = widenCodes(groupOf, parents.length);
      }
      groupOf[i] = group;
      sizes[group]++;
    }
    levels.push({
      groupOf,
      parentOf: Int32Array.from(parents),
      sizes: Int32Array.from(sizes),
      isOpen: Uint8Array.from(isOpen),
    });
  }
  return levels;
}

/**
 * Rates and values of every group, from coarse to fine, each shrunk towards the group above.
 *
 * @param holdings - what accounts buy
 * @param levels - groups, everybody first
 * @param sizes - entry `[i]` is the size of account i; `null` for 1
 * @param prior - how many accounts of the group above weigh as much as the group
 */
export function ratePeers(
  holdings: Holdings,
  levels: readonly PeerLevel[],
  sizes: ArrayLike<number> | null,
  prior: number,
): PeerRates {
  const products = holdings.names.length;
  let rate = new Float64Array(0);
  let value = new Float64Array(0);
  let usualSize = new Float64Array(0);
  levels.forEach((level, l) => {
    const { buyers, spent, bought } = sumHoldings(holdings, level, sizes);
    if (l === 0) {
      // Size of the mean buyer: what one account of the prior is worth.
      usualSize = bought.map((sum, p) => (buyers[p] > 0 ? sum / buyers[p] : 1));
    }
    const ownRate = new Float64Array(buyers.length);
    const ownValue = new Float64Array(buyers.length);
    for (let g = 0; g < level.sizes.length; g++) {
      for (let p = 0; p < products; p++) {
        const at = g * products + p;
        const above = level.parentOf[g] * products + p;
        if (level.isOpen[g] === 1) {
          ownRate[at] = rate[above];
          ownValue[at] = value[above];
          continue;
        }
        const weight = l === 0 ? 0 : prior;
        // The account that is asked about does not buy and is no peer of itself.
        const others = level.sizes[g] - 1 + weight;
        ownRate[at] =
          others > 0 ? Math.min(1, (buyers[at] + weight * (rate[above] ?? 0)) / others) : (rate[above] ?? 0);
        const units = bought[at] + weight * usualSize[p];
        ownValue[at] =
          units > 0 ? (spent[at] + weight * usualSize[p] * (value[above] ?? 0)) / units : (value[above] ?? 0);
      }
    }
    rate = ownRate;
    value = ownValue;
  });
  return { cellOf: levels[levels.length - 1].groupOf, rate, value };
}

/** By group and product: buyers, what they spend, and their sizes. */
function sumHoldings(
  { offsets, products: held, spends, names }: Holdings,
  { groupOf, sizes: groups }: PeerLevel,
  sizes: ArrayLike<number> | null,
) {
  const buyers = new Int32Array(groups.length * names.length);
  const spent = new Float64Array(buyers.length);
  const bought = new Float64Array(buyers.length);
  for (let i = 0; i < groupOf.length; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      const at = groupOf[i] * names.length + held[e];
      buyers[at]++;
      spent[at] += spends[e];
      bought[at] += sizes === null ? 1 : sizes[i];
    }
  }
  return { buyers, spent, bought };
}
