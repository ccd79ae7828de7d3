import type { Csr } from '../../core/csr.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { countRows, eachRecord, isRecord } from '../../core/records.js';
import { addInto, sumOfParts } from '../../core/sumParts.js';
import { arcKm } from '../../geo/unitVectors.js';
import type { Place } from '../../model/place.js';
import { addAmountIssues } from '../checkAmounts.js';
import { type MaybePlace, placeVectors } from './placeVectors.js';

/** Great-circle distances of accounts from one place, summed up. */
export interface DistanceStats {
  /** Accounts with a place: those that the figures are about. */
  readonly located: number;
  readonly unlocated: number;
  /** `null` where nobody is located. */
  readonly meanKm: number | null;
  /** Mean with each account counted by its weight; `null` where the located weigh nothing. */
  readonly weightedMeanKm: number | null;
  /** `null` where nobody is located. */
  readonly longestKm: number | null;
  /** Which account is that far, the first of equals; `null` where nobody is located. */
  readonly longestIndex: number | null;
}

/**
 * Sums up how far accounts are from one place: a seat, an office, a territory's centre.
 *
 * @param places - entry `[i]` has `lon` and `lat` in degrees, or neither; accounts will do
 * @param centre - where the distances start
 * @param weights - entry `[i]` counts account i in the weighted mean, 0 or more, such as its trips; 1 each unless told
 * @returns a new record; distances in kilometres on the great circle, one way
 * @throws {@link InputError} naming every row that is no record, coordinate out of range or without its other half, bad
 * weight, a centre without a place, and weights of another length
 * @remarks O(n). The same bytes on every runtime.
 * @example
 * ```ts
 * import { distanceStats } from 'bailiwick/kpi';
 * const paris = { lon: 2.3522, lat: 48.8566 };
 * const london = { lon: -0.1278, lat: 51.5074 };
 * const { located, meanKm, longestKm } = distanceStats([london, paris, {}], paris);
 * [located, Math.round(meanKm ?? 0), Math.round(longestKm ?? 0)]; // => [2, 172, 344]
 * ```
 */
export function distanceStats(
  places: readonly MaybePlace[],
  centre: Place,
  weights?: ArrayLike<number>,
): DistanceStats {
  const issues: Issue[] = [];
  eachRecord(places, 'places', issues, () => {});
  const vectors = placeVectors(Array.isArray(places) ? places : [], '', issues);
  const centres = placeVectors([centre], 'centre.', issues, null);
  if (!isRecord(centre) || (centre.lon === undefined && centre.lat === undefined)) {
    issues.push(badValue(null, 'centre', 'wrong-type', 'a place with lon and lat', centre));
  }
  const length = countRows(places);
  const leader = Array.isArray(places) ? { name: 'places', length } : undefined;
  if (weights !== undefined) addAmountIssues({ weights }, issues, leader);
  if (issues.length > 0) throw new InputError('distanceStats', issues);
  const all = { offsets: [0, length], targets: new Int32Array(length).map((_, i) => i) };
  return sumUpDistances(vectors, all, centres, weights ?? null, (stats) => stats).groups[0];
}

/**
 * Distances within groups, of each account from the centre of its group.
 *
 * Idea: groups are gone through one after the other, with the sums of one of them and of all: sums of each of a million groups
 * are more memory than all the rest.
 *
 * @param members - row g are the accounts of group g; rows behind the last centre are nobody's
 * @param weights - `null` where each account counts as one
 * @param make - makes something of the stats of a group, once for each, in order
 * @returns what was made, and the stats of all groups together
 */
export function sumUpDistances<T>(
  vectors: Float64Array,
  { offsets, targets }: Pick<Csr, 'targets'> & { readonly offsets: ArrayLike<number> },
  centres: Float64Array,
  weights: ArrayLike<number> | null,
  make: (stats: DistanceStats, group: number) => T,
): { groups: T[]; all: DistanceStats } {
  const groups: T[] = [];
  const parts = new Float64Array(9);
  const all = startTally(new Float64Array(9));
  for (let group = 0; group < centres.length / 3; group++) {
    const one = startTally(parts);
    for (let e = offsets[group]; e < offsets[group + 1]; e++) {
      const i = targets[e];
      const km = arcKm(vectors, i, centres, group);
      if (Number.isNaN(km)) one.unlocated++;
      else {
        one.located++;
        addInto(parts, SUM_KM, km);
        if (weights !== null) {
          addInto(parts, WEIGHTED_KM, weights[i] * km);
          addInto(parts, WEIGHT, weights[i]);
        }
        keepLongest(one, km, i);
      }
    }
    groups.push(make(statsOf(one, weights !== null), group));
    all.located += one.located;
    all.unlocated += one.unlocated;
    for (let p = 0; p < parts.length; p++) addInto(all.parts, p - (p % 3), parts[p]);
    keepLongest(all, one.longestKm, one.longestIndex);
  }
  return { groups, all: statsOf(all, weights !== null) };
}

interface Tally {
  located: number;
  unlocated: number;
  /** -1 for none. */
  longestKm: number;
  longestIndex: number;
  /** Three sums in parts: they begin at SUM_KM, WEIGHTED_KM and WEIGHT. */
  readonly parts: Float64Array;
}

const SUM_KM = 0;
const WEIGHTED_KM = 3;
const WEIGHT = 6;

function startTally(parts: Float64Array): Tally {
  return { located: 0, unlocated: 0, longestKm: -1, longestIndex: -1, parts: parts.fill(0) };
}

/** The longest distance, the first of equals. */
function keepLongest(tally: Tally, km: number, i: number): void {
  if (km < tally.longestKm || (km === tally.longestKm && i > tally.longestIndex)) return;
  tally.longestKm = km;
  tally.longestIndex = i;
}

function statsOf(
  { located, unlocated, longestKm, longestIndex, parts }: Tally,
  isWeighted: boolean,
): DistanceStats {
  const meanKm = located > 0 ? sumOfParts(parts, SUM_KM) / located : null;
  const weight = sumOfParts(parts, WEIGHT);
  const weightedKm = isWeighted && weight > 0 ? sumOfParts(parts, WEIGHTED_KM) / weight : null;
  return {
    located,
    unlocated,
    meanKm,
    weightedMeanKm: isWeighted ? weightedKm : meanKm,
    longestKm: located > 0 ? longestKm : null,
    longestIndex: located > 0 ? longestIndex : null,
  };
}
