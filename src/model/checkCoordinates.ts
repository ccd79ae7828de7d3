import type { OptionCheck } from '../core/options.js';
import type { Draft } from './checkRecords.js';

/** West, south, east and north in degrees; west above east spans the antimeridian. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Good for {@link Bounds}, and for `null`. */
export const isBounds: OptionCheck = (value) =>
  value === null ||
  (Array.isArray(value) &&
    value.length === 4 &&
    value.every(
      (degrees, i) => typeof degrees === 'number' && Math.abs(degrees) <= (i % 2 === 0 ? 180 : 90),
    ) &&
    value[1] <= value[3])
    ? null
    : 'west, south, east and north in degrees';

/** Below this many located records nothing is concluded from where the others lie. Chosen so that 5 % is one record. */
const CROWD = 20;

/**
 * Checks where records lie: halves of a pair, the point 0, 0, points outside the bounds, and pairs that fit only swapped.
 *
 * @param draft - takes `missing-value` for half a pair and, with bounds, `swapped-coordinates` (errors); `null-island`,
 * `outside-bounds` and, concluded from where most others lie, `swapped-coordinates` (warnings)
 * @param bounds - where records are expected, `null` for anywhere
 * @param place - the field that holds `lon` and `lat`; `null` where the record itself does
 * @remarks O(rows log rows). Without bounds a pair counts as swapped where it lies outside and its swap inside the box
 * of the middle 90 % of the records, made half as wide again on each side.
 */
export function checkCoordinates(
  draft: Draft<unknown>,
  bounds: Bounds | null,
  place: string | null = null,
): void {
  const path = place === null ? '' : `${place}.`;
  const lons: number[] = [];
  const lats: number[] = [];
  const rows: number[] = [];
  for (let row = 0; row < draft.candidates.length; row++) {
    const candidate = draft.candidates[row];
    const { lon, lat } = ((place === null ? candidate : candidate?.[place]) ?? {}) as Record<string, unknown>;
    if (place === null && (lon === undefined) !== (lat === undefined)) {
      const [lacking, given] = lon === undefined ? ['lon', 'lat'] : ['lat', 'lon'];
      draft.reject(row, lacking, 'missing-value', `given together with ${draft.labelOf(given)}`, undefined);
    }
    if (!isWithin(lon, 180) || !isWithin(lat, 90)) continue;
    if (lon === 0 && lat === 0) {
      draft.warn(
        row,
        `${path}lat`,
        'null-island',
        'a place other than 0, 0',
        0,
        'it often stands for a missing one',
      );
      continue;
    }
    lons.push(lon);
    lats.push(lat);
    rows.push(row);
  }
  const box = bounds ?? usualBox(lons, lats);
  if (box === null) return;
  for (let p = 0; p < rows.length; p++) {
    if (isInside(lons[p], lats[p], box)) continue;
    const expected = `inside ${box.map((degrees) => Math.round(degrees * 100) / 100).join(', ')}`;
    const pair = `${draft.labelOf(`${path}lon`)} ${lons[p]}, ${draft.labelOf(`${path}lat`)} ${lats[p]}`;
    if (isInside(lats[p], lons[p], box)) {
      const report = bounds === null ? draft.warn : draft.reject;
      report(
        rows[p],
        `${path}lat`,
        'swapped-coordinates',
        expected,
        pair,
        'it fits where the two are swapped',
      );
    } else if (bounds !== null) draft.warn(rows[p], `${path}lat`, 'outside-bounds', expected, pair);
  }
}

function isWithin(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= limit;
}

function isInside(lon: number, lat: number, [west, south, east, north]: Bounds): boolean {
  const isBetween = west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
  return isBetween && lat >= south && lat <= north;
}

function usualBox(lons: readonly number[], lats: readonly number[]): Bounds | null {
  if (lons.length < CROWD) return null;
  const [west, east] = usualRange(lons);
  const [south, north] = usualRange(lats);
  return [west, south, east, north];
}

function usualRange(values: readonly number[]): [number, number] {
  const sorted = Float64Array.from(values).sort();
  const low = sorted[Math.floor(sorted.length * 0.05)];
  const high = sorted[Math.ceil(sorted.length * 0.95) - 1];
  const margin = (high - low) / 2;
  return [low - margin, high + margin];
}
