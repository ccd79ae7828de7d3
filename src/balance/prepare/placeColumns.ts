import { showValue } from '../../core/issue.js';
import { toUnitVectors } from '../../geo/unitVectors.js';
import type { Findings } from '../findings.js';
import type { GeometricTravel } from '../problem.js';
import type { ColumnTerritory } from './columnInput.js';
import { checkLength, createNamer } from './copyColumns.js';

/** Where units and seats are, in columns. */
export type Placed = Pick<GeometricTravel, 'dimension' | 'places' | 'seats'>;

/** Degrees as unit vectors; half places and places off the globe are findings. */
export function placeOnGlobe(
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
  territories: readonly ColumnTerritory[],
  findings: Findings,
): Placed {
  const isOnEarth = (x: number, y: number) =>
    Number.isFinite(x) && Number.isFinite(y) && Math.abs(x) <= 180 && Math.abs(y) <= 90;
  const expected = 'lon from -180 to 180 and lat from -90 to 90, or NaN in both';
  checkPairs('lon/lat', lon, lat, isOnEarth, expected, findings);
  const seatLon = territories.map(({ seat }) => (seat && 'lon' in seat ? seat.lon : Number.NaN));
  const seatLat = territories.map(({ seat }) => (seat && 'lat' in seat ? seat.lat : Number.NaN));
  checkSeats(territories, seatLon, seatLat, isOnEarth, 'lon and lat on the globe', findings);
  return {
    dimension: 3,
    places: toUnitVectors(toNumbers(lon), toNumbers(lat)),
    seats: toUnitVectors(toNumbers(seatLon), toNumbers(seatLat)),
  };
}

/** Kilometres side by side; half places are findings. */
export function placeOnPlane(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  territories: readonly ColumnTerritory[],
  findings: Findings,
): Placed {
  const isGood = (a: number, b: number) => Number.isFinite(a) && Number.isFinite(b);
  checkPairs('x/y', x, y, isGood, 'finite x and y, or NaN in both', findings);
  const seatX = territories.map(({ seat }) => (seat && 'x' in seat ? seat.x : Number.NaN));
  const seatY = territories.map(({ seat }) => (seat && 'y' in seat ? seat.y : Number.NaN));
  checkSeats(territories, seatX, seatY, isGood, 'finite x and y', findings);
  return {
    dimension: 2,
    places: interleave(toNumbers(x), toNumbers(y)),
    seats: interleave(toNumbers(seatX), toNumbers(seatY)),
  };
}

/** NaN for what is no number, which is a finding by now. */
function toNumbers(column: ArrayLike<unknown>): ArrayLike<number> {
  if (ArrayBuffer.isView(column)) return column as unknown as ArrayLike<number>;
  return Float64Array.from(column, (value) => (typeof value === 'number' ? value : Number.NaN));
}

function interleave(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const pairs = new Float64Array(2 * x.length);
  for (let i = 0; i < x.length; i++) {
    pairs[2 * i] = x[i];
    pairs[2 * i + 1] = y[i];
  }
  return pairs;
}

function checkPairs(
  field: string,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  isGood: (a: number, b: number) => boolean,
  expected: string,
  findings: Findings,
): void {
  if (!checkLength(field, second, first.length, findings)) return;
  const namer = createNamer(field, 'out-of-range', expected, findings);
  for (let i = 0; i < first.length; i++) {
    const isMissing = Number.isNaN(first[i]) && Number.isNaN(second[i]);
    if (!isMissing && !isGood(first[i], second[i])) namer.name(i, showPair(first[i], second[i]));
  }
  namer.finish();
}

function checkSeats(
  territories: readonly ColumnTerritory[],
  first: readonly number[],
  second: readonly number[],
  isGood: (a: number, b: number) => boolean,
  expected: string,
  findings: Findings,
): void {
  territories.forEach(({ seat }, j) => {
    if (seat === undefined || isGood(first[j], second[j])) return;
    findings.add(j, 'territories.seat', 'out-of-range', expected, showPair(first[j], second[j]));
  });
}

function showPair(first: unknown, second: unknown): string {
  return `${showValue(first)}, ${showValue(second)}`;
}
