import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { isAmount } from '../checkAmounts.js';
import { placeVectors } from '../coverage/placeVectors.js';
import type { ScorecardInput } from './scorecardInput.js';

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
  /** Unit vectors of the accounts and of the centres; NaN for none. */
  readonly vectors: Float64Array;
  readonly centres: Float64Array;
  /** Entry `[j]` is the capacity of the reps of territory j; `null` where no reps were given. */
  readonly capacities: Float64Array | null;
  /** Entry `[j]` is the quota of territory j, `null` where it has none. */
  readonly quotas: readonly (number | null)[];
}

/** Checks the input of a scorecard and turns ids into indexes; throws one `InputError` with every issue. */
export function scorecardColumns(input: ScorecardInput): ScorecardColumns {
  const { accounts, territories, measures, workload } = input;
  const issues: Issue[] = [];
  const amount = (row: number, field: string, value: unknown) => {
    if (isAmount(value)) return value;
    issues.push(badValue(row, field, 'out-of-range', 'a finite number of at least 0', value));
    return Number.NaN;
  };
  const rowByAccount = rowsById(accounts, 'accounts', issues);
  const rowByTerritory = rowsById(territories, 'territories', issues);
  const rowByMeasure = rowsById(measures, 'measures', issues);
  if (workload !== undefined && !rowByMeasure.has(workload)) {
    issues.push(badValue(null, 'workload', 'unknown-measure', 'the id of a measure', workload));
  }
  const centrePlaces = territories.map(({ centre, seat }) => centre ?? seat);
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
      if (territories.some(({ targets }) => targets?.[id] === undefined)) return null;
      const column = territories.map(({ targets }, j) =>
        amount(j, `territories.targets.${id}`, targets?.[id]),
      );
      return Float64Array.from(column);
    }),
    trips: Float64Array.from(accounts.map((account, i) => amount(i, 'trips', input.trips?.(account) ?? 1))),
    vectors: placeVectors(accounts, 'accounts.', issues),
    centres: placeVectors(centrePlaces, 'territories.centre.', issues),
    capacities: addUpCapacities(input, amount, issues),
    quotas: spreadQuotas(input, rowByTerritory, amount, issues),
  };
  if (issues.length > 0) throw new InputError('scorecard', issues);
  return columns;
}

function rowsById(
  records: readonly { readonly id: string }[],
  list: string,
  issues: Issue[],
): Map<string, number> {
  const rows = new Map<string, number>();
  records.forEach(({ id }, row) => {
    if (rows.has(id)) issues.push(badValue(row, `${list}.id`, 'duplicate-id', 'unlike every other id', id));
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
    issues.push(badValue(row, `assignments.${field}`, code, expected, value));
  assignments.forEach(({ accountId, territoryId }, row) => {
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
      else issues.push(badValue(j, 'territories.repIds', 'unknown-rep', 'the id of a rep', repId));
    }
  });
  const capacityOf = (repId: string) => {
    const rep = rowByRep.get(repId) ?? -1;
    return rep < 0 ? 0 : capacities[rep] / shares[rep];
  };
  return Float64Array.from(
    territories.map(({ repIds }) => repIds.reduce((sum, repId) => sum + capacityOf(repId), 0)),
  );
}

function spreadQuotas(
  { quotas, territories }: ScorecardInput,
  rowByTerritory: ReadonlyMap<string, number>,
  amount: AmountCheck,
  issues: Issue[],
): (number | null)[] {
  const spread: (number | null)[] = territories.map(() => null);
  rowsById(quotas ?? [], 'quotas', issues);
  quotas?.forEach(({ id, quota }, row) => {
    const territory = rowByTerritory.get(id);
    const checked = amount(row, 'quotas.quota', quota);
    if (territory !== undefined) spread[territory] = checked;
    else issues.push(badValue(row, 'quotas.id', 'unknown-territory', 'the id of a territory', id));
  });
  return spread;
}
