/** Kilometres of a degree of latitude on the sphere of mean radius 6371.0088 km. */
const KM_PER_DEGREE = 111.19508;

/** Degrees of longitude in a band: all round, and as much again for what stands in the east once more. */
const TURNS = 720.1;

/** Bands at the most, 150 m high: keys stay below 2^53, with columns fine enough for a million places. Chosen. */
const MOST_BANDS = 2 ** 17;

/**
 * Whether two places are within a distance, to about 2 % of it.
 *
 * @remarks On the tangent plane, which is enough for some kilometres, across the antimeridian too. The cosine is
 * Bhaskara's, off by 0.0016 at the most.
 */
export function isWithinKm(lonA: number, latA: number, lonB: number, latB: number, km: number): boolean {
  const y = latA - latB;
  const turn = Math.abs(lonA - lonB);
  const x = Math.min(turn, 360 - turn) * cosineOf((latA + latB) / 2);
  return (x * x + y * y) * KM_PER_DEGREE * KM_PER_DEGREE <= km * km;
}

/** Cosine of an angle from -90 to 90 degrees, from the four operations. */
function cosineOf(degrees: number): number {
  const square = degrees * degrees;
  return (32400 - 4 * square) / (32400 + square);
}

/**
 * Calls back for pairs of places that lie within a distance.
 *
 * Idea: (1) bands of latitude at least as high as the distance, cut into columns; a place's key is its cell, row by row,
 * times n, and its number, so that plain numbers are sorted; (2) from every place a look back west through its band as
 * far as the distance reaches, and through the band to the south from a mark that moves east as the place does; (3) what
 * lies just east of the antimeridian stands in its band once more, 360 degrees further east, so that a pair there may
 * come twice. O(n log n + looks), reading memory in order.
 *
 * @param lon - entry `[i]` in degrees; NaN for what has no place
 * @param lat - entry `[i]` in degrees
 * @param km - the distance, above 0 and at most 100
 * @param mostLooks - places that are looked at from one in each of the two bands at the most, so that n places in one
 * spot do not cost n x n looks
 * @param visit - takes a place and another one; returns false where no more are wanted for the first
 */
export function visitNearPairs(
  lon: Float64Array,
  lat: Float64Array,
  km: number,
  mostLooks: number,
  visit: (place: number, other: number) => boolean,
): void {
  const n = lon.length;
  // A little more than the distance, for what the cosine is off by.
  const height = Math.max((1.05 * km) / KM_PER_DEGREE, 180 / MOST_BANDS);
  const columns = Math.floor(2 ** 53 / (n * (180 / height + 3)));
  const bandOf = (place: number) => Math.floor((lat[place] + 90) / height);
  // Degrees of longitude that the distance is at the most, in a band and the two beside it.
  const reachOf = (band: number) => {
    const furthest = Math.max(Math.abs((band - 1) * height - 90), Math.abs((band + 2) * height - 90));
    return furthest < 89 ? height / cosineOf(furthest) : 360;
  };
  const keys = new Float64Array(2 * n);
  let count = 0;
  const add = (place: number, east: number) => {
    const column = Math.floor((east * columns) / TURNS);
    keys[count++] = (bandOf(place) * columns + column) * n + place;
  };
  for (let place = 0; place < n; place++) {
    const east = lon[place] + 180;
    if (Number.isNaN(east)) continue;
    add(place, east);
    if (east <= reachOf(bandOf(place))) add(place, east + 360);
  }
  const sorted = keys.subarray(0, count).sort();
  const cellAt = (k: number) => Math.floor(sorted[k] / n);
  const placeAt = (k: number) => sorted[k] - cellAt(k) * n;

  let band = -1;
  let reach = 0;
  // Where the band at hand begins, and the mark in the band to the south of it.
  let start = 0;
  let mark = 0;
  for (let k = 0; k < sorted.length; k++) {
    const cell = cellAt(k);
    const place = placeAt(k);
    if (bandOf(place) !== band) {
      mark = bandOf(place) === band + 1 ? start : k;
      start = k;
      band = bandOf(place);
      reach = Math.ceil((reachOf(band) * columns) / TURNS);
    }
    const look = (j: number) => {
      const other = placeAt(j);
      const isNear = other !== place && isWithinKm(lon[place], lat[place], lon[other], lat[other], km);
      return !isNear || visit(place, other);
    };
    let isWanted = true;
    const first = Math.max(start, k - mostLooks);
    const west = (cell - reach) * n;
    for (let j = k - 1; isWanted && j >= first && sorted[j] >= west; j--) isWanted = look(j);
    const south = cell - columns;
    while (mark < start && sorted[mark] < (south - reach) * n) mark++;
    const last = Math.min(start, mark + mostLooks);
    for (let j = mark; isWanted && j < last && sorted[j] < (south + reach + 1) * n; j++) isWanted = look(j);
  }
}
