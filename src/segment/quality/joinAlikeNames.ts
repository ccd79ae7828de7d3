import { countBits } from '../../core/countBits.js';
import type { Account } from '../../model/account.js';
import { reasonNames } from './duplicateReasons.js';
import type { JoinedAccounts } from './joinedAccounts.js';
import { countPairs, NameReader, pairAt } from './nameReader.js';
import { isWithinKm, visitNearPairs } from './nearPairs.js';

/** Accounts of a cell that one is compared with at the most. Chosen: beyond it lies a dump, not a neighbourhood. */
const MOST_COMPARED = 64;

/** Bits of the marks of a name, in four words with the number of its pairs of letters, or {@link MANY} where there are more. */
const MARKS = 120;
const MANY = 255;

/** Places whose marks are fetched together. */
const FETCHED = 32;

/**
 * Joins names that are alike and lie within a distance.
 *
 * Idea: (1) most names part by their marks, 120 bits of which each pair of letters turns one round: bits in which two names
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
  // Four entries an account: its marks, but for the lowest eight bits of the first, which say how many pairs of letters its
  // name has, 0 before it was read.
  const sketches = new Int32Array(4 * names.length);
  // Of the account that was read last: its marks and the least hashes of the kinds of either turn.
  let last = -1;
  const marks = new Int32Array(4);
  const least = new Uint8Array(8);
  const read = (m: number) => {
    other.read(accounts[m].name);
    const length = countPairs(other);
    marks.fill(0);
    least.fill(255);
    for (let p = 0; p < length; p++) {
      const bits = spread(pairAt(other, p));
      const place = 8 + ((bits >>> 8) % MARKS);
      marks[place >>> 5] ^= 1 << place;
      if (bits >>> 24 < least[bits & 7]) least[bits & 7] = bits >>> 24;
    }
    marks[0] |= Math.min(length, MANY);
    sketches.set(marks, 4 * m);
    last = m;
  };
  const rankOf = (m: number, turn: number) => {
    if (last !== m) read(m);
    let rank = 0;
    for (let kind = 4 * turn; kind < 4 * turn + 4; kind++) rank = 256 * rank + least[kind];
    return rank;
  };
  // The account whose name `one` holds.
  let held = -1;
  // Marks of places that follow one another lie far apart: they are fetched together, which takes hardly longer than one.
  const fetched = new Int32Array(FETCHED);
  let next = 0;
  const visit = (order: Int32Array, k: number, from: number, to: number) => {
    const a = order[k];
    if (k >= next || k < next - FETCHED) {
      next = k + FETCHED;
      for (let j = k; j < next && j < order.length; j++) fetched[j - k] = sketches[4 * order[j]];
    }
    if (sketches[4 * a] === 0) read(a);
    for (let j = to - 1; j >= from; j--) {
      const b = order[j];
      if (sketches[4 * b] === 0) read(b);
      if (areApart(sketches, a, b, similarity)) continue;
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
  const first = joined.first(a);
  return (
    first === joined.first(b) &&
    ((joined.found[first] >> reasonNames.indexOf('alike-name-and-place')) & 1) === 1
  );
}

/** Whether the marks of two accounts show that their names are not alike. */
function areApart(sketches: Int32Array, a: number, b: number, similarity: number): boolean {
  const [i, j] = [4 * a, 4 * b];
  const [lengthA, lengthB] = [sketches[i] & MANY, sketches[j] & MANY];
  const most = (1 - similarity) * (lengthA + lengthB) + 1e-9;
  let apart = countBits((sketches[i] ^ sketches[j]) & ~MANY);
  for (let w = 1; w < 4; w++) apart += countBits(sketches[i + w] ^ sketches[j + w]);
  return apart > most && Math.max(lengthA, lengthB) < MANY;
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
