import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isList, isRecord } from '../../core/records.js';
import type { BalanceInput } from './balanceInput.js';

/** What is asked of an account or territory, by function. */
const FUNCTIONS = ['trips', 'isEligible', 'disruptionValue'] as const;

/**
 * Whether lists are lists, rows are records and functions are functions, so that columns can be read off them. Throws
 * one error for all that is not, before any value is looked at. O(rows).
 */
export function checkShapes(input: BalanceInput): void {
  const issues: Issue[] = [];
  const expect = (isGood: boolean, row: number | null, field: string, expected: string, value: unknown) => {
    if (!isGood) addIssue(issues, badValue(row, field, 'wrong-type', expected, value));
  };
  if (!isRecord(input)) {
    expect(false, null, 'input', 'a record', input);
    throw new InputError('balance input', issues);
  }
  eachRecord(input.accounts, 'accounts', issues, ({ measures, requiredSkills }, row) => {
    expect(isRecord(measures), row, 'accounts.measures', 'loads by measure id', measures);
    if (requiredSkills !== undefined) checkTexts(requiredSkills, 'accounts.requiredSkills', issues, row);
  });
  eachRecord(input.territories, 'territories', issues, (territory, row) => {
    checkId(territory.id, row, 'territories.id', issues);
    checkTexts(territory.repIds, 'territories.repIds', issues, row);
    checkTerritoryShape(territory, row, issues);
  });
  eachRecord(input.measures, 'measures', issues, ({ id }, row) => {
    checkId(id, row, 'measures.id', issues);
  });
  if (input.reps !== undefined) {
    eachRecord(input.reps, 'reps', issues, ({ skills }, row) => {
      checkTexts(skills, 'reps.skills', issues, row);
    });
  }
  if (input.locks !== undefined) eachRecord(input.locks, 'locks', issues, () => {});
  for (const name of FUNCTIONS) {
    const given = input[name];
    expect(given === undefined || typeof given === 'function', null, name, 'a function, or left out', given);
  }
  const { travel, disruptionBudget, keepFamilies } = input;
  expect(travel === undefined || isRecord(travel), null, 'travel', 'a record, or left out', travel);
  if (isRecord(travel)) {
    if (travel.kind === 'function')
      expect(typeof travel.cost === 'function', null, 'travel.cost', 'a function', travel.cost);
    if ('costs' in travel) isList(travel.costs, 'travel.costs', issues);
  }
  const isBudget = disruptionBudget === undefined || isRecord(disruptionBudget);
  expect(isBudget, null, 'disruptionBudget', 'a share or a value, or left out', disruptionBudget);
  const isChoice = keepFamilies === undefined || typeof keepFamilies === 'boolean';
  expect(isChoice, null, 'keepFamilies', 'true, false or left out', keepFamilies);
  if (issues.length > 0) throw new InputError('balance input', issues);
}

/** Whether there is a list of texts. */
function checkTexts(value: unknown, field: string, issues: Issue[], row: number): void {
  if (!Array.isArray(value)) {
    addIssue(issues, badValue(row, field, 'not-a-list', 'a list', value));
    return;
  }
  for (let at = 0; at < value.length; at++) {
    if (typeof value[at] === 'string') continue;
    addIssue(issues, badValue(row, `${field}[${at}]`, 'wrong-type', 'a text', value[at]));
  }
}

/** Whether the seat and the limits of a territory are records, where there are any. */
export function checkTerritoryShape(
  { seat, limits }: { readonly seat?: unknown; readonly limits?: unknown },
  row: number,
  issues: Issue[],
): void {
  const expect = (isGood: boolean, field: string, expected: string, value: unknown) => {
    if (!isGood) addIssue(issues, badValue(row, field, 'wrong-type', expected, value));
  };
  expect(seat === undefined || isRecord(seat), 'territories.seat', 'a place, or left out', seat);
  if (limits === undefined) return;
  expect(isRecord(limits), 'territories.limits', 'limits by measure id, or left out', limits);
  for (const [id, limit] of Object.entries(limits ?? {})) {
    expect(isRecord(limit), `territories.limits.${id}`, 'a record with min, max or both', limit);
  }
}
