import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, countRows, eachRecord, isId, isRecord } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import type { ScorecardInput, ScorecardTerritory } from './scorecardInput.js';

/** Stands in the place of an account that cannot be read, so that all others are still checked. */
export const noAccount: Account = /* @__PURE__ */ Object.freeze({
  id: '',
  measures: /* @__PURE__ */ Object.freeze({}),
  attributes: /* @__PURE__ */ Object.freeze({}),
});

/**
 * The input with a blank for every record that cannot be read: what cannot is an issue already, and the rest is checked as
 * if it were not there. The lists themselves where there is nothing to put in.
 */
export function soundInput(input: ScorecardInput, issues: Issue[]): ScorecardInput {
  if (!isRecord(input)) {
    const expected = 'accounts, territories, assignments and measures';
    throw new InputError('scorecard', [badValue(null, 'input', 'wrong-type', expected, input)]);
  }
  const { reps, workload } = input;
  for (const name of ['tier', 'trips'] as const) {
    if (input[name] === undefined || typeof input[name] === 'function') continue;
    issues.push(badValue(null, name, 'wrong-type', 'a function of an account, or absent', input[name]));
  }
  if (workload !== undefined) checkId(workload, null, 'workload', issues);
  return {
    ...input,
    accounts: soundRows(input.accounts, 'accounts', issues, noAccount, ({ measures }, row) =>
      isRecordOf('accounts.measures', measures, row, issues),
    ),
    territories: soundRows(input.territories, 'territories', issues, { id: '', repIds: [] }, (one, row) =>
      isTerritory(one, row, issues),
    ),
    measures: soundRows(input.measures, 'measures', issues, { id: '' }, ({ id }) => isId(id)),
    reps:
      reps === undefined
        ? reps
        : soundRows(reps, 'reps', issues, { id: '', capacity: 0, skills: [] }, () => true),
  };
}

function soundRows<T extends { readonly id: string }>(
  rows: readonly T[],
  field: string,
  issues: Issue[],
  blank: T,
  isSound: (record: T, row: number) => boolean,
): readonly T[] {
  // Entry `[row]` is 1 where the row can be read.
  const isGood = new Uint8Array(countRows(rows));
  let good = 0;
  eachRecord(rows, field, issues, (record, row) => {
    checkId(record.id, row, `${field}.id`, issues);
    if (!isSound(record, row)) return;
    isGood[row] = 1;
    good++;
  });
  if (Array.isArray(rows) && good === rows.length) return rows;
  return Array.from(isGood, (known, row) => (known === 1 ? rows[row] : blank));
}

function isTerritory(
  { repIds, centre, seat, targets }: ScorecardTerritory,
  row: number,
  issues: Issue[],
): boolean {
  checkPlace(centre, 'territories.centre', row, issues);
  checkPlace(seat, 'territories.seat', row, issues);
  const hasTargets = targets === undefined || isRecordOf('territories.targets', targets, row, issues);
  if (!Array.isArray(repIds)) {
    addIssue(issues, badValue(row, 'territories.repIds', 'not-a-list', 'a list of ids', repIds));
    return false;
  }
  for (let k = 0; k < repIds.length; k++) checkId(repIds[k], row, 'territories.repIds', issues);
  return hasTargets;
}

function checkPlace(place: unknown, field: string, row: number, issues: Issue[]): void {
  const isPlace = isRecord(place) && !(place.lon === undefined && place.lat === undefined);
  if (place === undefined || place === null || isPlace) return;
  addIssue(issues, badValue(row, field, 'wrong-type', 'a place with lon and lat, or null', place));
}

function isRecordOf(field: string, value: unknown, row: number, issues: Issue[]): boolean {
  if (isRecord(value)) return true;
  addIssue(issues, badValue(row, field, 'wrong-type', 'numbers by measure', value));
  return false;
}
