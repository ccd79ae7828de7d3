import { numberIn, resolveOptions } from '../core/options.js';
import { checkPlaces } from './checkPlaces.js';
import { cosSinDegreesInto } from './trigonometry.js';
import { EARTH_RADIUS_KM } from './unitVectors.js';

/** How the grid is laid. */
export interface GridDensityOptions {
  /** Side of a cell in kilometres, 1 to 10,000. Default 50 (chosen: a cell is about half an hour's drive across). */
  readonly cellKm: number;
}

/** One cell of the grid that holds a point. */
export interface DensityCell {
  /** Number of the cell, south to north and west to east; the same for the same `cellKm`. */
  readonly id: number;
  /** West, south, east and north edge in degrees. */
  readonly bounds: readonly [number, number, number, number];
  /** Area in square kilometres, within a few per cent of `cellKm` squared but for cells at a pole. */
  readonly areaKm2: number;
  /** How many points it holds. */
  readonly count: number;
}

/** Points per area, cell by cell. */
export interface GridDensity {
  /** The cells that hold a point, by rising id. */
  readonly cells: readonly DensityCell[];
  /** Entry `[i]` is the position in `cells` of the cell of point i, -1 where the point has no place. */
  readonly cellOf: Int32Array;
  /** Entry `[i]` is the number of points per km² in the cell of point i; NaN where the point has no place. */
  readonly perKm2: Float64Array;
}

/** Bands of latitude, each cut into equal cells. */
interface Grid {
  readonly bandCount: number;
  /** Entry `[b]` is the number of the first cell of band b; the last entry is the number of cells. */
  readonly starts: Int32Array;
  /** Entry `[b]` is the area of each cell of band b in km². */
  readonly areas: Float64Array;
}

/**
 * Counts points per square kilometre in a grid of cells of almost equal area over the whole globe.
 *
 * @param lon - entry `[i]` is the longitude of point i in degrees, -180 to 180
 * @param lat - entry `[i]` is the latitude of point i in degrees, -90 to 90; NaN in both for a point without a place
 * @param options - the size of a cell
 * @returns the cells in use and the density round each point, in new arrays
 * @throws {@link InputError} for coordinates and {@link OptionsError} for options out of range
 * @remarks O(n + cells in use * log + bands). Latitude is cut into bands of about `cellKm`, each band into as many
 * equal cells as bring their area nearest to `cellKm` squared; densities use the exact area. The antimeridian is a
 * cell edge, both names of it the same; a pole belongs to one cell. The same bytes on every runtime.
 * @example
 * ```ts
 * import { densityByGrid } from 'bailiwick/geo';
 * const { cells, cellOf } = densityByGrid([10.1, 10.2, -70], [50, 50, 40], { cellKm: 100 });
 * [...cellOf]; // => [1, 1, 0]
 * cells.map((cell) => cell.count); // => [1, 2]
 * ```
 */
export function densityByGrid(
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
  options?: Partial<GridDensityOptions>,
): GridDensity {
  checkPlaces('places', lon, lat);
  const { cellKm } = resolveOptions('densityByGrid', { cellKm: 50 }, options, { cellKm: numberIn(1, 10000) });
  const grid = layGrid(cellKm);
  const ids = Int32Array.from({ length: lon.length }, (_, i) => cellIdOf(grid, lon[i], lat[i]));
  const counts = new Map<number, number>();
  for (const id of ids) if (id >= 0) counts.set(id, (counts.get(id) ?? 0) + 1);
  const usedIds = Int32Array.from(counts.keys()).sort();
  const cells = describeCells(grid, usedIds, counts);
  const positions = new Map(cells.map((cell, position) => [cell.id, position]));
  const cellOf = ids.map((id) => positions.get(id) ?? -1);
  const perKm2 = Float64Array.from(cellOf, (c) => (c < 0 ? Number.NaN : cells[c].count / cells[c].areaKm2));
  return { cells, cellOf, perKm2 };
}

function layGrid(cellKm: number): Grid {
  const bandCount = Math.max(2, Math.round((Math.PI * EARTH_RADIUS_KM) / cellKm));
  const starts = new Int32Array(bandCount + 1);
  const areas = new Float64Array(bandCount);
  const cosSin = new Float64Array(2);
  let sineSouth = -1;
  for (let b = 0; b < bandCount; b++) {
    cosSinDegreesInto(bandEdge(bandCount, b + 1), cosSin);
    const bandArea = 2 * Math.PI * EARTH_RADIUS_KM * EARTH_RADIUS_KM * (cosSin[1] - sineSouth);
    const cellCount = Math.max(1, Math.round(bandArea / (cellKm * cellKm)));
    starts[b + 1] = starts[b] + cellCount;
    areas[b] = bandArea / cellCount;
    sineSouth = cosSin[1];
  }
  return { bandCount, starts, areas };
}

/** Latitude of the south edge of a band. */
function bandEdge(bandCount: number, band: number): number {
  return (180 * band) / bandCount - 90;
}

function cellIdOf({ bandCount, starts }: Grid, lon: number, lat: number): number {
  if (Number.isNaN(lat)) return -1;
  const band = Math.min(bandCount - 1, Math.floor(((lat + 90) / 180) * bandCount));
  if (Math.abs(lat) === 90) return starts[band];
  const cellCount = starts[band + 1] - starts[band];
  return starts[band] + (Math.floor(((lon + 180) / 360) * cellCount) % cellCount);
}

function describeCells(grid: Grid, usedIds: Int32Array, counts: ReadonlyMap<number, number>): DensityCell[] {
  const { bandCount, starts, areas } = grid;
  let b = 0;
  return Array.from(usedIds, (id) => {
    while (id >= starts[b + 1]) b++;
    const cellCount = starts[b + 1] - starts[b];
    const west = (360 * (id - starts[b])) / cellCount - 180;
    const east = (360 * (id - starts[b] + 1)) / cellCount - 180;
    const bounds = [west, bandEdge(bandCount, b), east, bandEdge(bandCount, b + 1)] as const;
    return { id, bounds, areaKm2: areas[b], count: counts.get(id) ?? 0 };
  });
}
