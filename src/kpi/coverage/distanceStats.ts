import { InputError } from '../../core/errors.js';
import { createGroupSums } from '../../core/groupSums.js';
import { badValue, type Issue } from '../../core/issue.js';
import { countRows, eachRecord, isRecord } from '../../core/records.js';
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
  const counted = weights === undefined ? new Float64Array(length).fill(1) : weights;
  const leader = Array.isArray(places) ? { name: 'places', length } : undefined;
  addAmountIssues({ weights: counted }, issues, leader);
  if (issues.length > 0) throw new InputError('distanceStats', issues);
  return sumUpDistances(vectors, new Int32Array(places.length), centres, counted)[0];
}

/**
 * Distances within groups: entry `[i]` of `groupOf` is the group of account i, -1 for none.
 *
 * @returns the stats of each group, then those of all groups together
 */
export function sumUpDistances(
  vectors: Float64Array,
  groupOf: Int32Array,
  centres: Float64Array,
  weights: ArrayLike<number>,
): DistanceStats[] {
  const all = centres.length / 3;
  const tallies = Array.from({ length: all + 1 }, () => ({
    located: 0,
    unlocated: 0,
    longestKm: -1,
    longestIndex: -1,
  }));
  const [sumKm, weightedKm, weight] = [0, 1, 2].map(() => createGroupSums(all));
  for (let i = 0; i < groupOf.length; i++) {
    if (groupOf[i] < 0) continue;
    const km = arcKm(vectors, i, centres, groupOf[i]);
    if (!Number.isNaN(km)) {
      sumKm.add(groupOf[i], km);
      weightedKm.add(groupOf[i], weights[i] * km);
      weight.add(groupOf[i], weights[i]);
    }
    for (const tally of [tallies[groupOf[i]], tallies[all]]) {
      if (Number.isNaN(km)) tally.unlocated++;
      else {
        tally.located++;
        if (km > tally.longestKm) [tally.longestKm, tally.longestIndex] = [km, i];
      }
    }
  }
  return tallies.map(({ located, unlocated, longestKm, longestIndex }, g) => ({
    located,
    unlocated,
    meanKm: located > 0 ? sumKm.at(g) / located : null,
    weightedMeanKm: weight.at(g) > 0 ? weightedKm.at(g) / weight.at(g) : null,
    longestKm: located > 0 ? longestKm : null,
    longestIndex: located > 0 ? longestIndex : null,
  }));
}
