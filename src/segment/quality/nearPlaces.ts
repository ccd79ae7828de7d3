/** Kilometres of a degree of latitude on the sphere of mean radius 6371.0088 km. */
const KM_PER_DEGREE = 111.19508;

/** Index of places by which those nearby are found, places being added one by one. */
export interface PlaceGrid {
  /**
   * Calls back for places that were added before and may be within the distance: of each cell the latest first, and no
   * more than `mostInCell`, so that n places in one spot do not cost n x n looks.
   *
   * @param visit - returns false to stop
   */
  visitNear(place: number, visit: (other: number) => boolean): void;
  add(place: number): void;
}

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
 * Makes an empty grid whose cells are at least as wide and high as a distance.
 *
 * @param lon - entry `[i]` in degrees
 * @param lat - entry `[i]` in degrees
 * @param km - the distance, above 0
 * @param mostInCell - places of a cell that are called back for at the most, from 1
 */
export function createPlaceGrid(
  lon: Float64Array,
  lat: Float64Array,
  km: number,
  mostInCell: number,
): PlaceGrid {
  // A little more than the distance, for what the cosine is off by.
  const height = (1.05 * km) / KM_PER_DEGREE;
  const cellsOf = (row: number) => {
    const furthest = Math.min(89, Math.max(Math.abs(row * height), Math.abs((row + 1) * height)));
    return Math.max(1, Math.floor(360 / (height / cosineOf(furthest))));
  };
  const cellOf = (place: number, cells: number) => Math.floor(((lon[place] + 180) / 360) * cells) % cells;
  // By scattered cell: the last place added. Cells that share a slot cost some looks, as distances are checked anyway.
  const slots = 2 ** Math.max(4, 33 - Math.clz32(lon.length));
  const last = new Int32Array(slots).fill(-1);
  // Entry [i] is the place added to its slot before place i.
  const next = new Int32Array(lon.length).fill(-1);
  const slotOf = (row: number, cell: number) => {
    const mixed = Math.imul(Math.imul(row, 0x9e3779b1) ^ cell, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (slots - 1);
  };
  return {
    visitNear(place, visit) {
      const own = Math.floor(lat[place] / height);
      for (let row = own - 1; row <= own + 1; row++) {
        const cells = cellsOf(row);
        const middle = cellOf(place, cells);
        const reach = cells < 3 ? 0 : 1;
        for (let step = -reach; step <= reach; step++) {
          const cell = (middle + step + cells) % cells;
          let other = last[slotOf(row, cell)];
          for (let looks = 0; other >= 0 && looks < mostInCell; looks++) {
            if (!visit(other)) return;
            other = next[other];
          }
        }
      }
    },
    add(place) {
      const row = Math.floor(lat[place] / height);
      const slot = slotOf(row, cellOf(place, cellsOf(row)));
      next[place] = last[slot];
      last[slot] = place;
    },
  };
}
