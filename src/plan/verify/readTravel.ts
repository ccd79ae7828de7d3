import type { BalanceInput } from '../../balance/prepare/balanceInput.js';
import type { TravelInput } from '../../balance/prepare/findTravel.js';
import type { Place } from '../../model/place.js';
import type { Plan } from '../plan.js';
import { readPairs } from './readPairs.js';
import type { RecordView } from './readRecords.js';

/** Mean radius of the earth in kilometres (IUGG mean radius R1). */
const EARTH_RADIUS_KM = 6371.0088;

/** How far two ways of computing one trip may differ near zero distance: a thousandth of a millimetre, in kilometres. */
const NEAR_SLACK_KM = 1e-9;

/**
 * The same between places next to each other's antipodes, where an arc read off the straight line through the earth turns
 * a last digit into a third of a metre; in radians, as is how far off the antipode that matters.
 */
const FAR_SLACK = 5e-8;
const FAR_FROM = Math.PI - 1e-5;

/** Cost of one trip to account i in territory j, from its seat or from the centre that the plan states. */
export function readTravel(input: BalanceInput, plan: Plan, records: RecordView) {
  const { accounts, territories, travel = { kind: 'greatCircle' } } = input;
  switch (travel.kind) {
    case 'matrix':
      return (i: number, j: number) => travel.costs[i][j];
    case 'sparse': {
      const costOf = readPairs(travel);
      return (i: number, j: number) => costOf(accounts[i].id, territories[j].id) ?? Number.POSITIVE_INFINITY;
    }
    case 'function':
      return (i: number, j: number) => travel.cost(accounts[i], territories[j]);
    case 'betweenAccounts': {
      const centres = territories.map((_, j) => readCentreAccount(plan, records, j));
      return (i: number, j: number) => (centres[j] < 0 ? Number.NaN : travel.costs[i][centres[j]]);
    }
    case 'greatCircle': {
      const places = readPlaces(input);
      const ends = territories.map(({ seat }, j) => toVector(seat ?? plan.territories[j]?.centre ?? null));
      return (i: number, j: number) => {
        const place = places[i];
        const end = ends[j];
        return place === null ? 0 : end === null ? Number.NaN : readWay(travel, place, end);
      };
    }
  }
}

/** The account that the plan says is the centre of a territory; -1 where it says none that is known. */
export function readCentreAccount(plan: Plan, records: RecordView, j: number): number {
  return records.accountIndex.get(plan.territories[j]?.centreAccountId ?? '') ?? -1;
}

/** A point of the unit sphere. */
export type Vector = readonly [number, number, number];

/** Entry `[i]` is where account i is; `null` where that is not known. */
export function readPlaces({ accounts }: BalanceInput): (Vector | null)[] {
  return accounts.map(({ lon, lat }) =>
    toVector(lon === undefined || lat === undefined ? null : { lon, lat }),
  );
}

/** Cost of one trip between two points. */
export function readWay(travel: Extract<TravelInput, { kind: 'greatCircle' }>, a: Vector, b: Vector): number {
  const scale = EARTH_RADIUS_KM * (travel.detourFactor ?? 1);
  const chord = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  return travel.metric === 'squaredDistance'
    ? (scale * chord) ** 2
    : scale * 2 * Math.atan2(chord, Math.hypot(a[0] + b[0], a[1] + b[1], a[2] + b[2]));
}

/** How far two ways of computing one trip of this length may differ beyond the relative tolerance. */
export function readSlack({ travel = { kind: 'greatCircle' } }: BalanceInput): (way: number) => number {
  if (travel.kind !== 'greatCircle') return () => 0;
  const scale = EARTH_RADIUS_KM * (travel.detourFactor ?? 1);
  if (travel.metric === 'squaredDistance') return () => NEAR_SLACK_KM;
  return (way) => (way > FAR_FROM * scale ? FAR_SLACK * scale : NEAR_SLACK_KM);
}

export function toVector(place: Place | null): Vector | null {
  if (place === null) return null;
  const lambda = (place.lon * Math.PI) / 180;
  const phi = (place.lat * Math.PI) / 180;
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}
