import { showValue } from '../../core/issue.js';
import { EARTH_RADIUS_KM, toUnitVectors } from '../../geo/unitVectors.js';
import type { Account } from '../../model/account.js';
import type { Territory } from '../../model/territory.js';
import type { Findings } from '../findings.js';
import type { CentreRule, Travel } from '../problem.js';
import { checkCentreRule } from './checkCentreRule.js';
import { findPairs, type PairCost, type TravelEnds } from './findPairs.js';

/** Travel as a caller describes it. */
export type TravelInput =
  | {
      /** Great circle to the seat or free centre. */
      readonly kind: 'greatCircle';
      /** `distance` (kilometres, the default) or `squaredDistance` (square kilometres: round territories). */
      readonly metric?: 'distance' | 'squaredDistance';
      /** Road kilometres per great-circle kilometre, 1 or more; 1 unless told. */
      readonly detourFactor?: number;
      /** Where free centres are; the `mean` for squared distances and the `median` for distances unless told. */
      readonly centre?: CentreRule;
    }
  | {
      /** A cost of one trip for every account and territory: row by account, column by territory, in the order given. */
      readonly kind: 'matrix';
      readonly costs: readonly (readonly number[] | Float64Array)[];
    }
  | {
      /** A cost of one trip for the pairs of account and territory that may be; an account may be in no other territory. */
      readonly kind: 'sparse';
      /** In any order, each pair once. */
      readonly costs: readonly PairCost[];
    }
  | {
      /** A cost of one trip between any two accounts: every territory is served from one of its own accounts. */
      readonly kind: 'betweenAccounts';
      /** Row by the account that is gone to, column by the account that is the centre, in the order given. */
      readonly costs: readonly (readonly number[] | Float64Array)[];
    }
  | {
      /** A cost of one trip, asked for once for every account and territory. */
      readonly kind: 'function';
      /** Must be finite and not negative, and the same every time. */
      readonly cost: (account: Account, territory: Territory) => number;
    };

/** Travel in columns; whatever is wrong with it is a finding. */
export function findTravel(ends: TravelEnds, travel: TravelInput, findings: Findings): Travel {
  const { accounts, territories } = ends;
  const nowhere: Travel = { kind: 'matrix', costs: new Float64Array(0) };
  switch (travel.kind) {
    case 'greatCircle':
      return findGreatCircle(ends, travel, findings);
    case 'matrix':
      return { kind: 'matrix', costs: findCosts(travel.costs, accounts, territories, findings) };
    case 'sparse':
      return findPairs(travel.costs, ends, findings);
    case 'function':
      return { kind: 'matrix', costs: askCosts(travel.cost, accounts, territories, findings) };
    case 'betweenAccounts':
      territories.forEach(({ seat }, j) => {
        if (seat === undefined) return;
        findings.add(j, 'territories.seat', 'unused-seat', 'left out where travel is between accounts', seat);
      });
      return { kind: 'between', costs: findCosts(travel.costs, accounts, accounts, findings) };
    default: {
      const words = 'greatCircle, matrix, sparse, betweenAccounts or function';
      findings.add(null, 'travel.kind', 'unknown-word', words, (travel as { kind: unknown }).kind);
      return nowhere;
    }
  }
}

function findGreatCircle(
  { accounts, territories }: TravelEnds,
  travel: Extract<TravelInput, { kind: 'greatCircle' }>,
  findings: Findings,
): Travel {
  const { metric = 'distance', centre, detourFactor = 1 } = travel;
  if (!['distance', 'squaredDistance'].includes(metric)) {
    findings.add(null, 'travel.metric', 'unknown-word', 'distance or squaredDistance', metric);
  }
  checkCentreRule('travel.centre', metric, centre, findings);
  // A seat that is there has a place; `null` for what it lacks is refused like any other bad coordinate.
  const seats = territories.map(({ seat }) =>
    seat === undefined ? {} : { lon: seat.lon ?? null, lat: seat.lat ?? null },
  );
  return {
    kind: 'geometric',
    dimension: 3,
    places: findPlaces('accounts', accounts, findings),
    seats: findPlaces('territories.seat', seats, findings),
    metric,
    scale: EARTH_RADIUS_KM * findings.number(null, 'travel.detourFactor', detourFactor, 1),
    ...(centre !== undefined && { centre }),
  };
}

/** A cost for every account (row) and every territory, or account, that it may be served from (column). */
function findCosts(
  rows: readonly (readonly number[] | Float64Array)[],
  accounts: readonly Account[],
  columns: readonly { readonly id: string }[],
  findings: Findings,
): Float64Array {
  if (rows.length !== accounts.length) {
    const expected = `a row for each of ${accounts.length} accounts`;
    findings.add(null, 'travel.costs', 'wrong-length', expected, `${rows.length} rows`);
  }
  const costs = new Float64Array(accounts.length * columns.length);
  for (let i = 0; i < accounts.length; i++) {
    const row = rows[i];
    if (row?.length !== columns.length) {
      const expected = `a row of ${columns.length} costs`;
      findings.add(i, 'travel.costs', 'wrong-length', expected, ArrayBuffer.isView(row) ? [...row] : row);
      continue;
    }
    columns.forEach(({ id }, j) => {
      costs[i * columns.length + j] = findings.number(i, `travel.cost to ${id}`, row[j], 0);
    });
  }
  return costs;
}

function askCosts(
  cost: (account: Account, territory: Territory) => number,
  accounts: readonly Account[],
  territories: readonly Territory[],
  findings: Findings,
): Float64Array {
  const k = territories.length;
  const costs = new Float64Array(accounts.length * k);
  accounts.forEach((account, i) => {
    territories.forEach((territory, j) => {
      costs[i * k + j] = findings.number(i, `travel.cost to ${territory.id}`, cost(account, territory), 0);
    });
  });
  return costs;
}

function findPlaces(
  what: string,
  places: readonly { readonly lon?: unknown; readonly lat?: unknown }[],
  findings: Findings,
): Float64Array {
  const lon = new Float64Array(places.length).fill(Number.NaN);
  const lat = new Float64Array(places.length).fill(Number.NaN);
  places.forEach((place, row) => {
    if (place.lon === undefined && place.lat === undefined) return;
    if (isDegrees(place.lon, 180) && isDegrees(place.lat, 90)) {
      lon[row] = place.lon;
      lat[row] = place.lat;
      return;
    }
    const expected = 'lon from -180 to 180 and lat from -90 to 90, both or none';
    const received = `${showValue(place.lon)}, ${showValue(place.lat)}`;
    findings.add(row, `${what}.lon/lat`, 'out-of-range', expected, received);
  });
  return toUnitVectors(lon, lat);
}

function isDegrees(value: unknown, most: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= most;
}
