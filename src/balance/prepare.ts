import { createDisjointSets } from '../core/disjointSets.js';
import { InputError } from '../core/errors.js';
import { showValue } from '../core/issue.js';
import { EARTH_RADIUS_KM, toUnitVectors } from '../geo/unitVectors.js';
import type { Account } from '../model/account.js';
import type { Lock } from '../model/lock.js';
import type { Measure } from '../model/measure.js';
import type { Rep } from '../model/rep.js';
import type { Territory } from '../model/territory.js';
import { createFindings, type Findings, indexIds } from './findings.js';
import { checkLimitNames, findLimits, findShares } from './limits.js';
import type { BalanceProblem, CentreRule, Travel } from './problem.js';

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

/** A hard limit of what changes hands. */
export type DisruptionBudget =
  | {
      /** Part of the disruption value of all accounts that have an incumbent, 0 to 1. */
      readonly share: number;
    }
  | {
      /** Amount in the unit of `disruptionValue`, 0 or more. */
      readonly value: number;
    };

/** What a plan is made from, in records. */
export interface BalanceInput {
  readonly accounts: readonly Account[];
  readonly territories: readonly Territory[];
  /** Who covers the territories: an account may be where one rep has all the skills it requires. */
  readonly reps?: readonly Rep[];
  readonly measures: readonly Measure[];
  readonly locks?: readonly Lock[];
  /** Great-circle distance unless told. */
  readonly travel?: TravelInput;
  /** Trips an account needs in the period; 1 each unless told. */
  readonly trips?: (account: Account) => number;
  /** Whether accounts joined by `parentId` stay together; false unless told. */
  readonly keepFamilies?: boolean;
  /** Further eligibility, on top of skills; true unless told. */
  readonly isEligible?: (account: Account, territory: Territory) => boolean;
  /** Cost of moving one unit of `disruptionValue` off its incumbent, in the unit of the travel cost; 0 unless told. */
  readonly disruptionWeight?: number;
  /** What moving an account disturbs; 1 each unless told. */
  readonly disruptionValue?: (account: Account) => number;
  /** How much disruption value may leave its incumbent at the most; no limit unless told. */
  readonly disruptionBudget?: DisruptionBudget;
}

/**
 * Turns records into the columns that the engine works on: the one place where ids become indexes.
 *
 * The target of territory j in a measure is the measure's total times `share` of j over the sum of shares; its limits
 * are `target * (1 ± tolerance)`, narrowed by `Territory.limits`.
 *
 * @param input - accounts, territories and what binds them
 * @returns the columns; units and territories in the order given
 * @throws {@link InputError} naming every duplicate id, unknown reference, missing or negative measure, half a
 * coordinate, bad share and bad cost at once
 * @remarks O(accounts x measures), times territories where costs or eligibility are functions.
 * @example
 * ```ts
 * import { prepareProblem } from 'bailiwick/balance';
 *
 * const problem = prepareProblem({
 *   accounts: [
 *     { id: 'a', lon: 10.7, lat: 59.9, measures: { hours: 30 }, attributes: {} },
 *     { id: 'b', lon: 18.1, lat: 59.3, measures: { hours: 50 }, attributes: {} },
 *   ],
 *   territories: [
 *     { id: 'west', repIds: [], seat: { lon: 10, lat: 60 } },
 *     { id: 'east', repIds: [], seat: { lon: 18, lat: 59 } },
 *   ],
 *   measures: [{ id: 'hours', tolerance: 0.3 }],
 * });
 * Array.from(problem.targets[0]); // => [40, 40]
 * Array.from(problem.uppers[0]); // => [52, 52]
 * ```
 */
export function prepareProblem(input: BalanceInput): BalanceProblem {
  const { accounts, territories, measures } = input;
  const findings = createFindings();
  const accountIndex = indexIds('accounts', accounts, findings);
  const territoryIndex = indexIds('territories', territories, findings);
  indexIds('measures', measures, findings);
  if (territories.length === 0)
    findings.add(null, 'territories', 'empty', 'at least one territory', territories);
  const loads = measures.map((measure) =>
    Float64Array.from(accounts, (account, i) =>
      findings.number(i, `accounts.measures.${measure.id}`, account.measures[measure.id], 0),
    ),
  );
  const shares = findShares(territories, findings);
  checkLimitNames(territories, measures, findings);
  const limits = measures.map((measure, m) => findLimits(measure, loads[m], territories, shares, findings));
  const incumbents = findIncumbents(accounts, territoryIndex, findings);
  const disruptionValue = Float64Array.from(accounts, (account, i) =>
    input.disruptionValue ? findings.number(i, 'disruptionValue', input.disruptionValue(account), 0) : 1,
  );
  const problem: BalanceProblem = {
    unitIds: accounts.map((account) => account.id),
    territoryIds: territories.map((territory) => territory.id),
    measureIds: measures.map((measure) => measure.id),
    loads,
    targets: limits.map((limit) => limit.target),
    lowers: limits.map((limit) => limit.lower),
    uppers: limits.map((limit) => limit.upper),
    trips: Float64Array.from(accounts, (account, i) =>
      input.trips ? findings.number(i, 'trips', input.trips(account), 0) : 1,
    ),
    travel: findTravel(input, findings),
    ...findEligibility(input, findings),
    locks: findLocks(input, accountIndex, territoryIndex, findings),
    families: findFamilies(input, accountIndex, findings),
    incumbents,
    disruptionValue,
    disruptionBudget: findBudget(input.disruptionBudget, incumbents, disruptionValue, findings),
    disruptionWeight: findings.number(0, 'disruptionWeight', input.disruptionWeight ?? 0, 0),
  };
  if (findings.issues.length > 0) throw new InputError('balance input', findings.issues);
  return problem;
}

/** The budget as an amount; a share is of what has an incumbent. */
function findBudget(
  budget: DisruptionBudget | undefined,
  incumbents: Int32Array,
  disruptionValue: Float64Array,
  findings: Findings,
): number {
  if (budget === undefined) return Number.POSITIVE_INFINITY;
  const { share, value } = budget as { readonly share?: number; readonly value?: number };
  if ((share === undefined) === (value === undefined)) {
    findings.add(null, 'disruptionBudget', 'ambiguous', 'either a share or a value', budget);
    return Number.POSITIVE_INFINITY;
  }
  if (value !== undefined) return findings.number(0, 'disruptionBudget.value', value, 0);
  if (!(share! >= 0 && share! <= 1)) {
    findings.add(null, 'disruptionBudget.share', 'out-of-range', 'a number from 0 to 1', share);
  }
  let total = 0;
  for (let i = 0; i < incumbents.length; i++) if (incumbents[i] >= 0) total += disruptionValue[i];
  return share! * total;
}

function findTravel(input: BalanceInput, findings: Findings): Travel {
  const { accounts, territories, travel = { kind: 'greatCircle' } } = input;
  const nowhere: Travel = { kind: 'matrix', costs: new Float64Array(0) };
  switch (travel.kind) {
    case 'greatCircle':
      return findGreatCircle(input, travel, findings);
    case 'matrix':
      return { kind: 'matrix', costs: findCosts(travel.costs, accounts, territories, findings) };
    case 'function':
      return { kind: 'matrix', costs: askCosts(travel.cost, accounts, territories, findings) };
    case 'betweenAccounts':
      territories.forEach(({ seat }, j) => {
        if (seat === undefined) return;
        findings.add(j, 'territories.seat', 'unused-seat', 'left out where travel is between accounts', seat);
      });
      return { kind: 'between', costs: findCosts(travel.costs, accounts, accounts, findings) };
    default: {
      const words = 'greatCircle, matrix, betweenAccounts or function';
      findings.add(null, 'travel.kind', 'unknown-word', words, (travel as { kind: unknown }).kind);
      return nowhere;
    }
  }
}

function findGreatCircle(
  { accounts, territories }: BalanceInput,
  travel: Extract<TravelInput, { kind: 'greatCircle' }>,
  findings: Findings,
): Travel {
  const { metric = 'distance', centre, detourFactor = 1 } = travel;
  if (!['distance', 'squaredDistance'].includes(metric)) {
    findings.add(null, 'travel.metric', 'unknown-word', 'distance or squaredDistance', metric);
  }
  const centres = metric === 'squaredDistance' ? ['mean', 'unit'] : ['mean', 'median', 'unit'];
  if (centre !== undefined && !centres.includes(centre)) {
    const expected = `${centres.slice(0, -1).join(', ')} or unit, since the metric is ${metric}`;
    findings.add(null, 'travel.centre', 'unknown-word', expected, centre);
  }
  const seats = territories.map(({ seat }) => seat ?? {});
  return {
    kind: 'geometric',
    dimension: 3,
    places: findPlaces('accounts', accounts, findings),
    seats: findPlaces('territories.seat', seats, findings),
    metric,
    scale: EARTH_RADIUS_KM * findings.number(0, 'travel.detourFactor', detourFactor, 1),
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
      findings.add(i, 'travel.costs', 'wrong-length', expected, row && [...row]);
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
  places: readonly { lon?: number; lat?: number }[],
  findings: Findings,
): Float64Array {
  const lon = new Float64Array(places.length).fill(Number.NaN);
  const lat = new Float64Array(places.length).fill(Number.NaN);
  places.forEach((place, row) => {
    if (place.lon === undefined && place.lat === undefined) return;
    const isOnEarth = Math.abs(place.lon ?? Number.NaN) <= 180 && Math.abs(place.lat ?? Number.NaN) <= 90;
    if (!isOnEarth) {
      const expected = 'lon from -180 to 180 and lat from -90 to 90, both or none';
      findings.add(row, `${what}.lon/lat`, 'out-of-range', expected, `${place.lon}, ${place.lat}`);
    }
    lon[row] = place.lon ?? Number.NaN;
    lat[row] = place.lat ?? Number.NaN;
  });
  return toUnitVectors(lon, lat);
}

/** One row of eligibility for each set of required skills; one for each account where `isEligible` is given. */
function findEligibility(input: BalanceInput, findings: Findings) {
  const { accounts, territories, reps, isEligible } = input;
  const k = territories.length;
  const repById = new Map((reps ?? []).map((rep) => [rep.id, rep]));
  const teams = territories.map((territory, j) =>
    territory.repIds.flatMap((id) => {
      const rep = repById.get(id);
      if (rep === undefined && reps !== undefined) {
        findings.add(j, 'territories.repIds', 'unknown-rep', 'the id of a given rep', id);
      }
      return rep ?? [];
    }),
  );
  const rows: Uint8Array[] = [];
  const rowByKey = new Map<string, number>();
  const bySkills = new Map<string, Uint8Array>();
  const eligibleRow = Int32Array.from(accounts, (account, i) => {
    const skills = account.requiredSkills ?? [];
    if (skills.length > 0 && reps === undefined) {
      findings.add(
        i,
        'accounts.requiredSkills',
        'no-reps',
        'reps to be given, since skills are required',
        skills,
      );
    }
    const skillKey = skills.length === 0 ? '' : JSON.stringify(skills);
    let row = bySkills.get(skillKey);
    if (row === undefined) {
      row = Uint8Array.from(teams, (team) => (canServe(team, skills) ? 1 : 0));
      bySkills.set(skillKey, row);
    }
    if (isEligible)
      row = row.map((isSkilled, j) => (isSkilled === 1 && isEligible(account, territories[j]) ? 1 : 0));
    const key = isEligible ? row.join('') : skillKey;
    const found = rowByKey.get(key);
    if (found !== undefined) return found;
    rowByKey.set(key, rows.length);
    return rows.push(row) - 1;
  });
  const eligible = new Uint8Array(rows.length * k);
  for (let r = 0; r < rows.length; r++) eligible.set(rows[r], r * k);
  return { eligibleRow, eligible };
}

/** Whether one of the reps has all the skills. */
function canServe(team: readonly Rep[], skills: readonly string[]): boolean {
  return skills.length === 0 || team.some((rep) => skills.every((skill) => rep.skills.includes(skill)));
}

function findLocks(
  input: BalanceInput,
  accountIndex: ReadonlyMap<string, number>,
  territoryIndex: ReadonlyMap<string, number>,
  findings: Findings,
): Int32Array {
  const locks = new Int32Array(input.accounts.length).fill(-1);
  (input.locks ?? []).forEach(({ accountId, territoryId }, row) => {
    const i = accountIndex.get(accountId);
    const j = territoryIndex.get(territoryId);
    if (i === undefined)
      findings.add(row, 'locks.accountId', 'unknown-account', 'the id of a given account', accountId);
    if (j === undefined) {
      findings.add(row, 'locks.territoryId', 'unknown-territory', 'the id of a given territory', territoryId);
    }
    if (i === undefined || j === undefined) return;
    if (locks[i] >= 0 && locks[i] !== j) {
      const other = input.territories[locks[i]].id;
      findings.add(
        row,
        'locks.territoryId',
        'conflicting-lock',
        `${showValue(other)}, as an earlier lock says`,
        territoryId,
      );
    }
    locks[i] = j;
  });
  return locks;
}

function findFamilies(
  input: BalanceInput,
  accountIndex: ReadonlyMap<string, number>,
  findings: Findings,
): Int32Array {
  const families = Int32Array.from(input.accounts, (_, i) => i);
  if (!input.keepFamilies) return families;
  const sets = createDisjointSets(families.length);
  input.accounts.forEach((account, i) => {
    if (account.parentId === undefined) return;
    const parent = accountIndex.get(account.parentId);
    if (parent === undefined) {
      findings.add(i, 'accounts.parentId', 'unknown-account', 'the id of a given account', account.parentId);
    } else sets.union(i, parent);
  });
  const lowest = new Int32Array(families.length).fill(-1);
  for (let i = 0; i < families.length; i++) {
    const root = sets.find(i);
    if (lowest[root] < 0) lowest[root] = i;
    families[i] = lowest[root];
  }
  return families;
}

function findIncumbents(
  accounts: readonly Account[],
  territoryIndex: ReadonlyMap<string, number>,
  findings: Findings,
): Int32Array {
  return Int32Array.from(accounts, ({ incumbentId }, i) => {
    if (incumbentId === undefined) return -1;
    const j = territoryIndex.get(incumbentId);
    if (j === undefined) {
      findings.add(
        i,
        'accounts.incumbentId',
        'unknown-territory',
        'the id of a given territory',
        incumbentId,
      );
    }
    return j ?? -1;
  });
}
