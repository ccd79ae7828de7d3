import { checkPlan } from '../plan/checkPlan.js';
import type { Plan } from '../plan/plan.js';
import type { Polygons } from './areaCollection.js';
import { checkShapesOf } from './shape/checkShapesOf.js';
import type { TerritoryShapes } from './shape/shapeTerritories.js';

/** What a feature says beside its shape. */
export type GeoJsonProperties = Readonly<
  Record<string, string | number | boolean | null | readonly string[]>
>;

/** A GeoJSON feature (RFC 7946): `[lon, lat]` in degrees, WGS 84. */
export interface GeoJsonFeature<Geometry> {
  readonly type: 'Feature';
  readonly id: string;
  readonly properties: GeoJsonProperties;
  /** `null` for what has no place. */
  readonly geometry: Geometry | null;
}

/** A GeoJSON document (RFC 7946). */
export interface GeoJsonCollection<Geometry> {
  readonly type: 'FeatureCollection';
  readonly features: readonly GeoJsonFeature<Geometry>[];
}

/** Ground of a territory, outlines counter-clockwise. */
export interface GeoJsonMultiPolygon {
  readonly type: 'MultiPolygon';
  readonly coordinates: Polygons;
}

/**
 * Turns the territories of a plan into GeoJSON, for geographic information systems and web maps.
 *
 * @param plan - the plan
 * @param shapes - the ground of its territories, from `shapeTerritories`
 * @param properties - more to say about each territory, by its id: names, quotas, figures
 * @returns one feature for every territory in the order of the plan, with `territory_id`, `number`, `colour`,
 *   `rep_ids`, `accounts`, and for each measure its load and target (`hours`, `target_hours`); coordinates share their
 *   arrays with the shapes
 * @remarks O(territories). What `properties` names too wins.
 * @example
 * ```ts
 * import { shapeTerritories, territoriesToGeoJson } from 'bailiwick/io';
 * import { solvePlan } from 'bailiwick/plan';
 *
 * const accounts = [
 *   { id: 'a', lon: -93.3, lat: 45, measures: { hours: 4 }, attributes: {} },
 *   { id: 'b', lon: -87.6, lat: 41.9, measures: { hours: 4 }, attributes: {} },
 * ];
 * const territories = [
 *   { id: 'north', repIds: ['r1'], seat: { lon: -93, lat: 45 } },
 *   { id: 'lakes', repIds: ['r2'], seat: { lon: -88, lat: 42 } },
 * ];
 * const plan = solvePlan({ accounts, territories, measures: [{ id: 'hours', tolerance: 0.1 }] });
 * const { features } = territoriesToGeoJson(plan, shapeTerritories(plan, accounts));
 * features.map(({ id, properties }) => `${properties.number} ${id}`); // => ['1 north', '2 lakes']
 * ```
 */
export function territoriesToGeoJson(
  plan: Plan,
  shapes: TerritoryShapes,
  properties: Readonly<Record<string, GeoJsonProperties>> = {},
): GeoJsonCollection<GeoJsonMultiPolygon> {
  checkPlan('plan', plan);
  checkShapesOf(plan, shapes);
  const features = plan.territories.map((territory, t): GeoJsonFeature<GeoJsonMultiPolygon> => {
    const { number, colour, polygons } = shapes.territories[t];
    const figures = plan.measures.flatMap(({ id }) => [
      [id, territory.loads[id] ?? null],
      [`target_${id}`, territory.targets[id] ?? null],
    ]);
    return {
      type: 'Feature',
      id: territory.id,
      properties: {
        territory_id: territory.id,
        number,
        colour,
        rep_ids: territory.repIds,
        accounts: territory.accounts,
        ...Object.fromEntries(figures),
        ...properties[territory.id],
      },
      geometry: polygons.length > 0 ? { type: 'MultiPolygon', coordinates: polygons } : null,
    };
  });
  return { type: 'FeatureCollection', features };
}
