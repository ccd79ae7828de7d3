import { buildCsr, type Csr } from '../../core/csr.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isId, isRecord } from '../../core/records.js';
import { addInto, sumOfParts } from '../../core/sumParts.js';
import type { Account } from '../../model/account.js';
import { readRates } from '../../model/currency.js';
import { AN_AMOUNT, isAmount, isNumber } from '../checkAmounts.js';
import { addDuplicate, checkAmount } from '../checkFields.js';
import { placeVectors } from '../coverage/placeVectors.js';
import { createRowFinder, type RowFinder } from './rowFinder.js';
import type { ScorecardInput } from './scorecardInput.js';
import { noAccount, soundInput } from './soundInput.js';

/** The input of a scorecard in columns: accounts i, territories j, measures m. */
export interface ScorecardColumns {
  /** Entry `[i]` is the territory of account i, the number of territories for none. */
  readonly territoryOf: Int32Array;
  /** Row j are the accounts of territory j, the last row those that nobody holds. */
  readonly members: Csr;
  /** Entry `[m][i]` is the load of account i, NaN where it is unknown. */
  readonly loads: readonly Float64Array[];
  /** Entry `[m][j]` is the target of territory j; `null` for a measure without a target in some territory. */
  readonly targets: readonly (Float64Array | null)[];
  /** Entry `[i]` is the weight of the distance of account i; `null` where all weigh the same. */
  readonly trips: Float64Array | null;
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
  const findAccount = createRowFinder(accounts, 'accounts', issues);
  const findTerritory = createRowFinder(territories, 'territories', issues);
  const findMeasure = createRowFinder(measures, 'measures', issues);
  if (workload !== undefined && findMeasure(workload) < 0) {
    issues.push(badValue(null, 'workload', 'unknown-measure', 'the id of a measure', workload));
  }
  const territoryOf = assign(input, findAccount, findTerritory, issues);
  const columns = {
    territoryOf,
    members: buildCsr(
      territories.length + 1,
      territoryOf,
      territoryOf.map((_, i) => i),
    ),
    loads: measures.map(({ id }) => {
      const column = new Float64Array(accounts.length).fill(Number.NaN);
      for (let i = 0; i < accounts.length; i++) {
        const value = accounts[i].measures[id];
        if (value !== undefined) column[i] = amount(i, `accounts.measures.${id}`, value);
      }
      return column;
    }),
    targets: measures.map(({ id }) => readTargets(territories, id, amount)),
    trips:
      typeof trips === 'function'
        ? Float64Array.from(accounts, (account, i) =>
            account === noAccount ? 1 : amount(i, 'trips', trips(account)),
          )
        : null,
    tiers: typeof tier === 'function' ? accounts.map((one, i) => tierOf(one, i, tier, issues)) : [],
    vectors: placeVectors(accounts, 'accounts.', issues),
    centres: startingPlaces(input, issues),
    capacities: addUpCapacities(input, amount, issues),
    quotas: spreadQuotas(input, findTerritory, issues),
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
  const vectors = placeVectors(centres, 'territories.centre.', issues);
  if (!territories.some(({ seat }) => isRecord(seat))) return vectors;
  const seats = territories.map(({ seat }) => seat);
  const others = placeVectors(seats, 'territories.seat.', issues);
  for (let k = 0; k < vectors.length; k++) if (!isRecord(centres[Math.floor(k / 3)])) vectors[k] = others[k];
  return vectors;
}

/** Targets of a measure; `null` where a territory has none. */
function readTargets(
  territories: ScorecardInput['territories'],
  measureId: string,
  amount: AmountCheck,
): Float64Array | null {
  const column = new Float64Array(territories.length);
  let isWhole = true;
  for (let j = 0; j < territories.length; j++) {
    const target = territories[j].targets?.[measureId];
    if (target === undefined) isWhole = false;
    else column[j] = amount(j, `territories.targets.${measureId}`, target);
  }
  return isWhole ? column : null;
}

function assign(
  { accounts, territories, assignments }: ScorecardInput,
  findAccount: RowFinder,
  findTerritory: RowFinder,
  issues: Issue[],
): Int32Array {
  const territoryOf = new Int32Array(accounts.length).fill(territories.length);
  const isSeen = new Uint8Array(accounts.length);
  const wrong = (row: number, field: string, code: string, expected: string, value: unknown) =>
    addIssue(issues, badValue(row, `assignments.${field}`, code, expected, value));
  eachRecord(assignments, 'assignments', issues, ({ accountId, territoryId }, row) => {
    const account = findAccount(accountId);
    const territory = territoryId === null ? territories.length : findTerritory(territoryId);
    if (territory < 0) wrong(row, 'territoryId', 'unknown-territory', 'the id of a territory', territoryId);
    if (account < 0) wrong(row, 'accountId', 'unknown-account', 'the id of an account', accountId);
    else {
      if (isSeen[account]) wrong(row, 'accountId', 'duplicate-assignment', 'assigned once', accountId);
      isSeen[account] = 1;
      territoryOf[account] = territory < 0 ? territories.length : territory;
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
  const findRep = createRowFinder(reps, 'reps', issues);
  const capacities = reps.map(({ capacity }, row) => amount(row, 'reps.capacity', capacity));
  const shares = new Float64Array(reps.length);
  territories.forEach(({ repIds }, j) => {
    for (const repId of repIds) {
      const rep = findRep(repId);
      if (rep >= 0) shares[rep]++;
      else if (isId(repId))
        addIssue(issues, badValue(j, 'territories.repIds', 'unknown-rep', 'the id of a rep', repId));
    }
  });
  const sums = new Float64Array(territories.length);
  const parts = new Float64Array(3);
  territories.forEach(({ repIds }, j) => {
    parts.fill(0);
    for (const repId of repIds) {
      const rep = findRep(repId);
      if (rep >= 0) addInto(parts, 0, capacities[rep] / shares[rep]);
    }
    sums[j] = sumOfParts(parts, 0);
  });
  return sums;
}

/** Quotas by territory, in one currency. */
function spreadQuotas(
  { quotas = [], rates = null, territories }: ScorecardInput,
  findTerritory: RowFinder,
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
    const territory = findTerritory(id);
    if (territory < 0)
      addIssue(issues, badValue(row, 'quotas.id', 'unknown-territory', 'the id of a territory', id));
    else if (isNumber(quota)) spread[territory] = quota * worth;
  });
  return spread;
}
