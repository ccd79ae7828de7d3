import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isId, isRecord } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { readRates } from '../../model/currency.js';
import { AN_AMOUNT, isAmount, isNumber } from '../checkAmounts.js';
import { addDuplicate, checkAmount } from '../checkFields.js';
import { placeVectors } from '../coverage/placeVectors.js';
import type { ScorecardInput } from './scorecardInput.js';
import { noAccount, soundInput } from './soundInput.js';

/** The input of a scorecard in columns: accounts i, territories j, measures m. */
export interface ScorecardColumns {
  /** Entry `[i]` is the territory of account i, -1 for none. */
  readonly territoryOf: Int32Array;
  /** Entry `[m][i]` is the load of account i, NaN where it is unknown. */
  readonly loads: readonly Float64Array[];
  /** Entry `[m][j]` is the target of territory j; `null` for a measure without a target in some territory. */
  readonly targets: readonly (Float64Array | null)[];
  /** Entry `[i]` is the weight of the distance of account i. */
  readonly trips: Float64Array;
  /** Entry `[i]` is the tier of account i, `null` for none; empty where tiers are not asked for. */
  readonly tiers: readonly (string | null)[];
  /** Unit vectors of the accounts and of the centres; NaN for none. */
  readonly vectors: Float64Array;
  readonly centres: Float64Array;
  /** Entry `[j]` is the capacity of the reps of territory j; `null` where no reps were given. */
  readonly capacities: Float64Array | null;
  /** Entry `[j]` is the quota of territory j, `null` where it has none. */
  readonly quotas: readonly (number | null)[];
}

/** Checks the input of a scorecard and turns ids into indexes; throws one `InputError` with every issue. */
export function scorecardColumns(given: ScorecardInput): ScorecardColumns {
  const issues: Issue[] = [];
  const input = soundInput(given, issues);
  const { accounts, territories, measures, workload, tier, trips } = input;
  const amount = (row: number, field: string, value: unknown) => {
    if (isAmount(value)) return value;
    addIssue(issues, badValue(row, field, 'out-of-range', AN_AMOUNT, value));
    return Number.NaN;
  };
  const rowByAccount = rowsById(accounts, 'accounts', issues);
  const rowByTerritory = rowsById(territories, 'territories', issues);
  const rowByMeasure = rowsById(measures, 'measures', issues);
  if (workload !== undefined && !rowByMeasure.has(workload)) {
    issues.push(badValue(null, 'workload', 'unknown-measure', 'the id of a measure', workload));
  }
  const columns = {
    territoryOf: assign(input, rowByAccount, rowByTerritory, issues),
    loads: measures.map(({ id }) => {
      const column = new Float64Array(accounts.length).fill(Number.NaN);
      for (let i = 0; i < accounts.length; i++) {
        const value = accounts[i].measures[id];
        if (value !== undefined) column[i] = amount(i, `accounts.measures.${id}`, value);
      }
      return column;
    }),
    targets: measures.map(({ id }) => {
      const column = Float64Array.from(territories, ({ targets }, j) => {
        const target = targets?.[id];
        return target === undefined ? Number.NaN : amount(j, `territories.targets.${id}`, target);
      });
      return column.some(Number.isNaN) ? null : column;
    }),
    trips: Float64Array.from(accounts, (account, i) =>
      typeof trips === 'function' && account !== noAccount ? amount(i, 'trips', trips(account)) : 1,
    ),
    tiers: typeof tier === 'function' ? accounts.map((one, i) => tierOf(one, i, tier, issues)) : [],
    vectors: placeVectors(accounts, 'accounts.', issues),
    centres: startingPlaces(input, issues),
    capacities: addUpCapacities(input, amount, issues),
    quotas: spreadQuotas(input, rowByTerritory, issues),
  };
  if (issues.length > 0) throw new InputError('scorecard', issues);
  return columns;
}

function tierOf(
  account: Account,
  row: number,
  read: (account: Account) => string | null,
  issues: Issue[],
): string | null {
  const tier = account === noAccount ? null : read(account);
  if (tier !== null && typeof tier !== 'string') {
    addIssue(issues, badValue(row, 'tier', 'wrong-type', 'a function that gives a text or null', tier));
  }
  return tier;
}

/** Unit vectors of the centres, of the seats in the absence of a centre. */
function startingPlaces({ territories }: ScorecardInput, issues: Issue[]): Float64Array {
  const centres = territories.map(({ centre }) => centre);
  const seats = territories.map(({ seat }) => seat);
  const vectors = placeVectors(centres, 'territories.centre.', issues);
  const others = placeVectors(seats, 'territories.seat.', issues);
  centres.forEach((centre, j) => {
    if (!isRecord(centre)) vectors.set(others.subarray(3 * j, 3 * j + 3), 3 * j);
  });
  return vectors;
}

function rowsById(
  records: readonly { readonly id: string }[],
  list: string,
  issues: Issue[],
): Map<string, number> {
  const rows = new Map<string, number>();
  records.forEach(({ id }, row) => {
    if (!isId(id)) return;
    if (rows.has(id)) addDuplicate(id, row, `${list}.id`, issues);
    else rows.set(id, row);
  });
  return rows;
}

function assign(
  { accounts, assignments }: ScorecardInput,
  rowByAccount: ReadonlyMap<string, number>,
  rowByTerritory: ReadonlyMap<string, number>,
  issues: Issue[],
): Int32Array {
  const territoryOf = new Int32Array(accounts.length).fill(-1);
  const isSeen = new Uint8Array(accounts.length);
  const wrong = (row: number, field: string, code: string, expected: string, value: unknown) =>
    addIssue(issues, badValue(row, `assignments.${field}`, code, expected, value));
  eachRecord(assignments, 'assignments', issues, ({ accountId, territoryId }, row) => {
    const account = rowByAccount.get(accountId);
    const territory = territoryId === null ? -1 : rowByTerritory.get(territoryId);
    if (territory === undefined) {
      wrong(row, 'territoryId', 'unknown-territory', 'the id of a territory', territoryId);
    }
    if (account === undefined) wrong(row, 'accountId', 'unknown-account', 'the id of an account', accountId);
    else {
      if (isSeen[account]) wrong(row, 'accountId', 'duplicate-assignment', 'assigned once', accountId);
      isSeen[account] = 1;
      territoryOf[account] = territory ?? -1;
    }
  });
  return territoryOf;
}

type AmountCheck = (row: number, field: string, value: unknown) => number;

/** The capacity of a rep who covers several territories is divided equally between them. */
function addUpCapacities(
  { reps, territories }: ScorecardInput,
  amount: AmountCheck,
  issues: Issue[],
): Float64Array | null {
  if (reps === undefined) return null;
  const rowByRep = rowsById(reps, 'reps', issues);
  const capacities = reps.map(({ capacity }, row) => amount(row, 'reps.capacity', capacity));
  const shares = new Float64Array(reps.length);
  territories.forEach(({ repIds }, j) => {
    for (const repId of repIds) {
      const rep = rowByRep.get(repId);
      if (rep !== undefined) shares[rep]++;
      else if (isId(repId))
        addIssue(issues, badValue(j, 'territories.repIds', 'unknown-rep', 'the id of a rep', repId));
    }
  });
  const capacityOf = (repId: string) => {
    const rep = rowByRep.get(repId) ?? -1;
    return rep < 0 ? 0 : capacities[rep] / shares[rep];
  };
  return Float64Array.from(territories.map(({ repIds }) => compensatedSum(repIds.map(capacityOf))));
}

/** Quotas by territory, in one currency. */
function spreadQuotas(
  { quotas = [], rates = null, territories }: ScorecardInput,
  rowByTerritory: ReadonlyMap<string, number>,
  issues: Issue[],
): (number | null)[] {
  const spread: (number | null)[] = territories.map(() => null);
  const worthOf = readRates(rates, issues);
  const seen = new Set<string>();
  eachRecord(quotas, 'quotas', issues, ({ id, quota, currency }, row) => {
    const worth = worthOf(currency, row, 'quotas.currency');
    checkAmount(quota, row, 'quotas.quota', issues, worth);
    if (!checkId(id, row, 'quotas.id', issues)) return;
    if (seen.has(id)) addDuplicate(id, row, 'quotas.id', issues);
    seen.add(id);
    const territory = rowByTerritory.get(id);
    if (territory === undefined)
      addIssue(issues, badValue(row, 'quotas.id', 'unknown-territory', 'the id of a territory', id));
    else if (isNumber(quota)) spread[territory] = quota * worth;
  });
  return spread;
}
