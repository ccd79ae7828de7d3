import { countBits } from '../../core/countBits.js';
import type { Account } from '../../model/account.js';
import { reasonNames } from './duplicateReasons.js';
import type { JoinedAccounts } from './joinedAccounts.js';
import { countPairs, NameReader, pairAt } from './nameReader.js';
import { isWithinKm, visitNearPairs } from './nearPairs.js';

/** Accounts of a cell that one is compared with at the most. Chosen: beyond it lies a dump, not a neighbourhood. */
const MOST_COMPARED = 64;

/**
 * Joins names that are alike and lie within a distance.
 *
 * Idea: (1) most names part by their marks, 64 bits of which each pair of letters turns one round: bits in which two names
 * differ are no more than the pairs they do not have in common; (2) crowds are put in an order in which alike names are
 * likely to be neighbours: by the least hashes of their pairs, of four kinds one after the other, eight bits of each, and
 * in a second turn of four other kinds. A. Z. Broder: On the Resemblance and Containment of Documents, 1997,
 * DOI 10.1109/SEQUEN.1997.666900; P. Li, A. Owen, C.-H. Zhang: One Permutation Hashing, 2012.
 *
 * @param joined - accounts with their names and places; those that have none, and those for which another of their name
 * stands, are not looked at
 */
export function joinAlikeNames(
  accounts: readonly Account[],
  joined: JoinedAccounts,
  km: number,
  similarity: number,
): void {
  const { names, lon, lat } = joined;
  const [one, other] = [new NameReader(), new NameReader()];
  const areAlike = createLikeness(similarity);
  // Five entries an account: marks in two, how many pairs of letters its name has, 0 before it was read, and two ranks.
  const sketches = new Int32Array(5 * names.length);
  const read = (m: number) => {
    other.read(accounts[m].name);
    sketches.fill(-1, 5 * m + 3, 5 * m + 5);
    const length = countPairs(other);
    for (let p = 0; p < length; p++) {
      const bits = spread(pairAt(other, p));
      sketches[5 * m + (bits & 1)] ^= 1 << (bits >>> 1);
      const rank = 5 * m + 3 + ((bits >>> 6) & 1);
      const shift = (bits >>> 4) & 24;
      const least = (sketches[rank] >>> shift) & 255;
      sketches[rank] ^= (least ^ Math.min(least, bits >>> 24)) << shift;
    }
    sketches[5 * m + 2] = length;
  };
  const rankOf = (m: number, turn: number) => {
    if (sketches[5 * m + 2] === 0) read(m);
    return sketches[5 * m + 3 + turn] >>> 0;
  };
  // The account whose name `one` holds.
  let held = -1;
  const visit = (order: Int32Array, k: number, from: number, to: number) => {
    const a = order[k];
    if (sketches[5 * a + 2] === 0) read(a);
    const [low, high, length] = [sketches[5 * a], sketches[5 * a + 1], sketches[5 * a + 2]];
    for (let j = to - 1; j >= from; j--) {
      const b = order[j];
      if (sketches[5 * b + 2] === 0) read(b);
      const apart = countBits(low ^ sketches[5 * b]) + countBits(high ^ sketches[5 * b + 1]);
      if (apart > (1 - similarity) * (length + sketches[5 * b + 2]) + 1e-9) continue;
      if (names[a] === names[b] || areJoined(joined, a, b)) continue;
      if (!isWithinKm(lon[a], lat[a], lon[b], lat[b], km)) continue;
      if (held !== a) one.read(accounts[a].name);
      held = a;
      if (areAlike(one, other.read(accounts[b].name))) joined.join(b, a, 'alike-name-and-place');
    }
  };
  visitNearPairs(lon, lat, km, MOST_COMPARED, rankOf, visit);
}

/** Whether two accounts are in a group in which alike names were found. */
function areJoined(joined: JoinedAccounts, a: number, b: number): boolean {
  const root = joined.find(a);
  return (
    root === joined.find(b) && ((joined.found[root] >> reasonNames.indexOf('alike-name-and-place')) & 1) === 1
  );
}

/** All bits of a whole number stirred (the last steps of MurmurHash3, by Austin Appleby). */
function spread(value: number): number {
  let hash = Math.imul(value, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Tells whether Dice's coefficient of two names, twice the pairs of letters in common over all pairs, is at least so much. */
function createLikeness(similarity: number): (a: NameReader, b: NameReader) => boolean {
  const left = new Int32Array(65536);
  return (a, b) => {
    const [lengthA, lengthB] = [countPairs(a), countPairs(b)];
    let common = 0;
    for (let p = 0; p < lengthA; p++) left[pairAt(a, p)]++;
    for (let p = 0; p < lengthB; p++) if (left[pairAt(b, p)]-- > 0) common++;
    for (let p = 0; p < lengthA; p++) left[pairAt(a, p)] = 0;
    for (let p = 0; p < lengthB; p++) left[pairAt(b, p)] = 0;
    return (2 * common) / (lengthA + lengthB) >= similarity;
  };
}
