import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { isRecord } from '../../core/records.js';
import { unitVectorInto } from '../../geo/unitVectors.js';

/** What may have a place: an account, a centre. */
export interface MaybePlace {
  /** Degrees, -180 to 180. */
  readonly lon?: number | undefined;
  /** Degrees, -90 to 90. */
  readonly lat?: number | undefined;
}

/**
 * Unit vectors of places, NaN for none; adds an issue for every half pair and coordinate out of range. What is no record has
 * no place: whoever calls says whether that is an issue. `row` is what issues name in place of the position.
 */
export function placeVectors(
  places: readonly unknown[],
  field: string,
  issues: Issue[],
  row?: null,
): Float64Array {
  const vectors = new Float64Array(3 * places.length).fill(Number.NaN);
  const cosSin = new Float64Array(2);
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    if (!isRecord(place) || (place.lon === undefined && place.lat === undefined)) continue;
    const lon = degrees(row === null ? null : i, `${field}lon`, place.lon, 180, issues);
    const lat = degrees(row === null ? null : i, `${field}lat`, place.lat, 90, issues);
    unitVectorInto(lon, lat, vectors, i, cosSin);
  }
  return vectors;
}

function degrees(row: number | null, field: string, value: unknown, limit: number, issues: Issue[]): number {
  if (typeof value === 'number' && Math.abs(value) <= limit) return value;
  addIssue(issues, badValue(row, field, 'out-of-range', `a number from ${-limit} to ${limit}`, value));
  return Number.NaN;
}
