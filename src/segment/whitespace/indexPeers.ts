import { type Codes, createCodes, widenCodes } from './codes.js';
import { createScratch, type Scratch } from './scratch.js';

/** Peer groups of one level. */
export interface PeerLevel {
  /** The groups of the level are those from here on. */
  readonly first: number;
  /**
   * Entries `[g]` and `[g + 1]` are where the accounts of group g begin and end; those without a group of this level stand
   * before the first.
   */
  readonly offsets: Int32Array;
  /** Entry `[k]` is an account, those of a group rising. */
  readonly members: Scratch;
}

/** Peer groups of all levels: those of a level follow one another, and among these those that are part of one group. */
export interface PeerGroups {
  /** Entry `[i]` is the finest group of account i. */
  readonly groupOf: Codes;
  /** Entry `[g]` is the group of a level above that group g is part of; 0 for group 0, which is everybody. */
  readonly parentOf: Int32Array;
  /** Everybody first. */
  readonly levels: readonly PeerLevel[];
}

/**
 * Numbers the groups of every level. A group that spans several groups of the level above counts as one in each of them. An
 * account without a group stays in that of the level above. O(levels x (accounts + groups)).
 */
export function indexPeers(count: number, peers: readonly (readonly (string | null)[])[]): PeerGroups {
  let groupOf = createCodes(count, 1);
  const parents = [0];
  const levels: PeerLevel[] = [sortByGroup(0, groupOf, 1)];
  peers.forEach((labels, l) => {
    const { offsets, members } = levels[l];
    const first = parents.length;
    // By label: the last group that has it.
    const last = new Map<string, number>();
    for (let above = 0; above < first; above++) {
      for (let k = offsets[above]; k < offsets[above + 1]; k++) {
        const label = labels[members[k]];
        if (label === null) continue;
        let own = last.get(label);
        if (own === undefined || parents[own] !== above) {
          own = parents.push(above) - 1;
          last.set(label, own);
          groupOf = widenCodes(groupOf, parents.length);
        }
        groupOf[members[k]] = own;
      }
    }
    levels.push(sortByGroup(first, groupOf, parents.length));
  });
  return { groupOf, parentOf: Int32Array.from(parents), levels };
}

/** A counting sort of the accounts by their groups, in a list: see {@link createScratch}. */
function sortByGroup(first: number, groupOf: Codes, groups: number): PeerLevel {
  const offsets = new Int32Array(groups + 1);
  const members = createScratch(groupOf.length);
  for (let i = 0; i < groupOf.length; i++) offsets[groupOf[i]]++;
  for (let g = 0, end = 0; g <= groups; g++) {
    end += offsets[g];
    offsets[g] = end;
  }
  for (let i = groupOf.length - 1; i >= 0; i--) members[--offsets[groupOf[i]]] = i;
  return { first, offsets, members };
}
