/** Kilometres of a degree of latitude on the sphere of mean radius 6371.0088 km. */
const KM_PER_DEGREE = 111.19508;

/** Degrees of longitude in a band: all round, and as much again for what stands in the east once more. */
const TURNS = 720.1;

/** Bands at the most, 150 m high: keys stay below 2^53, with columns fine enough for a million places. Chosen. */
const MOST_BANDS = 2 ** 17;

/** Places of a crowd from which there is no second order and a quarter of the looks. Chosen: few alike names are found by more. */
const LARGE_CROWD = 2 ** 16;

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
 * Calls back for places and those that may lie within a distance of them.
 *
 * Idea: (1) bands of latitude at least as high as the distance, cut into cells about as wide; a place's key is its cell,
 * row by row, times n, and its number, so that plain numbers are sorted; (2) from every place a look back at its own cell
 * and those to the west within the distance, and at those in the band to the south; (3) a crowd, a cell of more places than
 * are looked at, is put in the order of a rank, such as one that is about the same for alike names, and only what stands
 * next to a place in that order is looked at (a sorted neighbourhood); then in the order of another rank; (4) what lies just east of the antimeridian stands
 * in its band once more, 360 degrees further east, so that a pair there may come twice. O(n log n + looks), reading memory
 * in order. M. A. Hernandez, S. J. Stolfo: The Merge/Purge Problem for Large Databases, 1995, DOI 10.1145/223784.223807.
 *
 * @param lon - entry `[i]` in degrees; NaN for what has no place
 * @param lat - entry `[i]` in degrees
 * @param km - the distance, above 0 and at most 100
 * @param most - a multiple of 16: places of a cell that are looked at from one at the most, in a crowd half of them in
 * either turn; four times as many in a band
 * @param rankOf - gives the rank of a place in turn 0 or 1, from 0 to 2^32 - 1; asked for where there are crowds
 * @param visit - takes places in the order of looking, the number of one in it, and a range of others, not all of them within
 * the distance
 */
export function visitNearPairs(
  lon: Float64Array,
  lat: Float64Array,
  km: number,
  most: number,
  rankOf: (place: number, turn: number) => number,
  visit: (order: Int32Array, k: number, from: number, to: number) => void,
): void {
  const n = lon.length;
  // A little more than the distance, for what the cosine is off by.
  const height = Math.max((1.05 * km) / KM_PER_DEGREE, 180 / MOST_BANDS);
  const columns = Math.floor(Math.min(TURNS / height, 2 ** 53 / (n * (180 / height + 3))));
  const bandOf = (place: number) => Math.floor((lat[place] + 90) / height);
  // Entry [band] is how many cells the distance is at the most in the band and the two beside it, 0 before it is asked for.
  const reaches = new Float64Array(Math.floor(180 / height) + 1);
  const reachOf = (band: number) => {
    if (reaches[band] === 0) {
      const furthest = Math.max(Math.abs((band - 1) * height - 90), Math.abs((band + 2) * height - 90));
      reaches[band] = Math.ceil(((furthest < 89 ? height / cosineOf(furthest) : 360) * columns) / TURNS);
    }
    return reaches[band];
  };
  const columnOf = (east: number) => Math.floor((east * columns) / TURNS);
  const twice: number[] = [];
  for (let place = 0; place < n; place++)
    if (columnOf(lon[place] + 180) <= reachOf(bandOf(place))) twice.push(place);
  const keys = new Float64Array(n + twice.length);
  let count = 0;
  const add = (place: number, east: number) => {
    keys[count++] = (bandOf(place) * columns + columnOf(east)) * n + place;
  };
  for (let place = 0; place < n; place++) if (!Number.isNaN(lon[place])) add(place, lon[place] + 180);
  for (const place of twice) add(place, lon[place] + 540);
  const cells = keys.subarray(0, count).sort();
  const order = new Int32Array(count);
  // Takes keys apart.
  const readKeys = (from: number, to: number, into: Float64Array | Uint32Array) => {
    for (let k = from; k < to; k++) {
      const high = Math.floor(cells[k] / n);
      order[k] = cells[k] - high * n;
      into[k] = high;
    }
  };
  readKeys(0, count, cells);
  // Entry [k] is where the cell begins; the rank, in a crowd, in units that leave keys below 2^53.
  const begins = new Int32Array(count);
  const ranks = new Uint32Array(count);
  const coarse = Math.ceil(n / 2 ** 21);
  for (let k = 0; k < count; k++) begins[k] = k > 0 && cells[k - 1] === cells[k] ? begins[k - 1] : k;
  for (let turn = 0; turn < 2; turn++) {
    let crowds = 0;
    const isCrowd = (size: number) => size > most && (turn === 0 || size <= LARGE_CROWD);
    const rankAt = (k: number) => Math.floor(rankOf(order[k], turn) / coarse);
    for (let end = count; end > 0; end = begins[end - 1]) {
      const begin = begins[end - 1];
      if (!isCrowd(end - begin)) continue;
      crowds++;
      const cell = cells[begin];
      for (let k = begin; k < end; k++) cells[k] = rankAt(k) * n + order[k];
      cells.subarray(begin, end).sort();
      readKeys(begin, end, ranks);
      cells.fill(cell, begin, end);
    }
    if (turn > 0 && crowds === 0) return;
    // Looks at the cells from `first` on, from place `end` back to place `start`.
    const lookBack = (k: number, end: number, start: number, first: number): void => {
      for (let to = end, left = 4 * most; to > start && left > 0 && cells[to - 1] >= first; ) {
        let from = begins[to - 1];
        let j = to;
        to = from;
        if (isCrowd(j - from)) {
          // In its own cell a place is where its rank says.
          const isKnown = turn === 0 && ranks[k] > 0;
          const middle =
            cells[from] === cells[k] ? k : firstAbove(ranks, isKnown ? ranks[k] : rankAt(k), from, j);
          const beside = j - from > LARGE_CROWD ? most / 16 : most / 4;
          from = Math.max(from, middle - beside);
          j = Math.min(j, middle + beside);
        } else if (turn > 0) continue;
        left -= j - from;
        if (from < j) visit(order, k, from, j);
      }
    };
    let band = -1;
    let reach = 0;
    // Where the band at hand begins, the one to the south of it, and what is beyond reach there.
    let start = 0;
    let south = 0;
    let mark = 0;
    for (let k = 0; k < count; k++) {
      const own = Math.floor(cells[k] / columns);
      if (own !== band) {
        south = own === band + 1 ? start : k;
        mark = south;
        start = k;
        band = own;
        reach = reachOf(band);
      }
      const below = cells[k] - columns;
      while (mark < start && cells[mark] <= below + reach) mark++;
      if (turn > 0 && ranks[k] === 0) continue;
      lookBack(k, k, start, cells[k] - reach);
      lookBack(k, mark, south, below - reach);
    }
  }
}

/** The first number of a range that rises, from `from` on, that is above a limit; `to` where none is. */
function firstAbove(numbers: Uint32Array, limit: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
