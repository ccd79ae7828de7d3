import type { Account } from '../model/account.js';
import type { Plan } from '../plan/plan.js';
import { joinAccounts } from './joinAccounts.js';
import type { GeoJsonCollection } from './territoriesToGeoJson.js';

/** Where an account is. */
export interface GeoJsonPoint {
  readonly type: 'Point';
  readonly coordinates: readonly [lon: number, lat: number];
}

/** Decimals of a degree that are written: about a metre. */
const DEGREE_FACTOR = 1e5;

/**
 * Turns the accounts of a plan into GeoJSON.
 *
 * @param plan - the plan
 * @param accounts - the accounts it was made from, in any order
 * @returns one feature for every account in the order of the plan, with `account_id`, `name`, `territory_id`,
 *   `locked`, its attributes and its measures (a measure wins over an attribute of the same name); the geometry is
 *   `null` where the account has no place; coordinates are rounded to 5 decimals, about a metre
 * @throws `InputError` when plan and accounts do not belong together
 * @remarks O(accounts).
 * @example
 * ```ts
 * import { accountsToGeoJson } from 'bailiwick/io';
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
 * const { features } = accountsToGeoJson(plan, accounts);
 * features[0].geometry; // => { type: 'Point', coordinates: [-93.3, 45] }
 * features[0].properties.territory_id; // => 'north'
 * ```
 */
export function accountsToGeoJson(plan: Plan, accounts: readonly Account[]): GeoJsonCollection<GeoJsonPoint> {
  const features = joinAccounts(plan, accounts).map(({ account, territory, locked }) => {
    const { id, name = null, lon, lat, attributes, measures } = account;
    const territoryId = territory < 0 ? null : plan.territories[territory].id;
    const isPlaced = lon !== undefined && lat !== undefined;
    return {
      type: 'Feature' as const,
      id,
      properties: { ...attributes, ...measures, account_id: id, name, territory_id: territoryId, locked },
      geometry: isPlaced ? { type: 'Point' as const, coordinates: [round(lon), round(lat)] as const } : null,
    };
  });
  return { type: 'FeatureCollection', features };
}

function round(degrees: number): number {
  return Math.round(degrees * DEGREE_FACTOR) / DEGREE_FACTOR + 0;
}
