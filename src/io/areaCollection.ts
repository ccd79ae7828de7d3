import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';

/** GeoJSON polygons as any GeoJSON library hands them out: counties, districts, states. */
export interface AreaCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly AreaFeature[];
}

/** One area: a GeoJSON feature whose geometry is a `Polygon` or a `MultiPolygon`, `[lon, lat]` in degrees. */
export interface AreaFeature {
  readonly type: 'Feature';
  /** Geometry of an area; `null` for an area without a shape, which is not drawn. */
  readonly geometry: { readonly type: string; readonly coordinates?: unknown } | null;
}

/** A closed line: positions `[lon, lat]` in degrees, the last equal to the first. */
export type Ring = readonly (readonly number[])[];

/** Entry `[p][r]` is ring r of polygon p: the outline first, then the holes. */
export type Polygons = readonly (readonly Ring[])[];

/**
 * Reads the polygons of every area.
 *
 * @param collection - GeoJSON
 * @param field - what the caller calls it, for the issues
 * @returns entry `[a]` has the polygons of area a; it shares its rings with the input
 * @throws {@link InputError} naming every feature that is no area
 */
export function readAreas(collection: AreaCollection, field: string): Polygons[] {
  if (!Array.isArray(collection?.features)) {
    throw new InputError(field, [
      badValue(null, field, 'bad-area', 'a GeoJSON FeatureCollection', collection),
    ]);
  }
  const issues: Issue[] = [];
  const areas = collection.features.map((feature, row) => {
    const geometry = feature?.geometry ?? null;
    if (geometry === null) return [];
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    if (/^(Multi)?Polygon$/.test(geometry.type) && arePolygons(polygons)) return polygons;
    addIssue(
      issues,
      badValue(row, `${field}.geometry`, 'bad-area', 'a Polygon or MultiPolygon in degrees', geometry.type),
    );
    return [];
  });
  if (issues.length > 0) throw new InputError(field, issues);
  return areas;
}

function arePolygons(value: unknown): value is Polygons {
  return isListOf(value, (polygon) => isListOf(polygon, (ring) => isListOf(ring, isPosition)));
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isPosition(value: unknown): boolean {
  return Array.isArray(value) && Math.abs(value[0]) <= 540 && Math.abs(value[1]) <= 90;
}
