import type { PlannedAccount } from '../joinAccounts.js';
import { createProjection } from '../shape/projection.js';
import type { TerritoryShapes } from '../shape/shapeTerritories.js';

/** Units of a map for each unit of its picture: coordinates are whole numbers of a tenth of a pixel. */
export const FINENESS = 10;

/** A map on paper. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Pixels per kilometre. */
  readonly scale: number;
  /** Returns a place in tenths of a pixel from the upper left corner, rounded. */
  toPaper(lon: number, lat: number): [x: number, y: number];
}

/** Pixels left free round the ground. */
const MARGIN = 6;

/** Fits the ground of all territories, or the accounts where there is none, into a width and a greatest height. */
export function createFrame(
  shapes: TerritoryShapes,
  accounts: readonly PlannedAccount[],
  width: number,
  maxHeight: number,
): Frame {
  const projection = createProjection(shapes.centre);
  const plane = new Float64Array(2);
  const box = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
  const include = (lon: number, lat: number) => {
    projection.projectInto(lon, lat, plane, 0);
    box.west = Math.min(box.west, plane[0]);
    box.east = Math.max(box.east, plane[0]);
    box.north = Math.min(box.north, plane[1]);
    box.south = Math.max(box.south, plane[1]);
  };
  for (const { polygons } of shapes.territories) {
    for (const [outline] of polygons) for (const [lon, lat] of outline) include(lon, lat);
  }
  for (const { account } of accounts) {
    if (account.lon !== undefined && account.lat !== undefined) include(account.lon, account.lat);
  }
  const [spanX, spanY] = [Math.max(1, box.east - box.west), Math.max(1, box.south - box.north)];
  const scale = Math.min((width - 2 * MARGIN) / spanX, (maxHeight - 2 * MARGIN) / spanY);
  const height = Math.ceil(spanY * scale + 2 * MARGIN);
  const left = (width - spanX * scale) / 2;
  return {
    width,
    height: Number.isFinite(height) ? height : 2 * MARGIN,
    scale,
    toPaper(lon, lat) {
      projection.projectInto(lon, lat, plane, 0);
      const x = left + (plane[0] - box.west) * scale;
      const y = MARGIN + (plane[1] - box.north) * scale;
      return [Math.round(x * FINENESS), Math.round(y * FINENESS)];
    },
  };
}
