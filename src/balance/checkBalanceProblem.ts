/**
 * The door of the engine: a problem may have been made by hand, or come from another thread. What `prepareProblem` and
 * `prepareColumns` promise of their columns is checked again, in one pass over each, with a pause after each.
 */
import { InputError } from '../core/errors.js';
import { badValue } from '../core/issue.js';
import { isRecord } from '../core/records.js';
import { AMOUNT, type ColumnValues, checkColumn, FINITE, type Good } from './checkColumn.js';
import { checkTravel } from './checkTravel.js';
import { createFindings, type Findings } from './findings.js';
import type { BalanceProblem } from './problem.js';
import type { Task } from './work.js';

/** Throws one {@link InputError} for all that is wrong. O(units x measures), and the length of the travel costs. */
export function* checkBalanceProblem(problem: BalanceProblem): Task<void> {
  const findings = createFindings();
  checkNames(problem, findings);
  if (findings.issues.length === 0) {
    yield* checkColumns(problem, findings);
    checkTravel(findings, problem.travel, problem.locks?.length, problem.territoryIds.length);
  }
  if (findings.issues.length > 0) throw new InputError('balance problem', findings.issues);
}

/** The lists that say how many units, territories and measures there are. */
function checkNames(problem: BalanceProblem, findings: Findings): void {
  if (!isRecord(problem)) {
    findings.issues.push(badValue(null, 'problem', 'wrong-type', 'what prepareProblem returns', problem));
    return;
  }
  const { unitIds, territoryIds, measureIds } = problem;
  checkTexts(findings, 'unitIds', unitIds);
  checkTexts(findings, 'territoryIds', territoryIds);
  checkTexts(findings, 'measureIds', measureIds);
  if (problem.needs !== undefined) checkTexts(findings, 'needs', problem.needs);
  if (territoryIds?.length === 0)
    findings.add(null, 'territoryIds', 'empty', 'at least one territory', territoryIds);
  for (const field of ['loads', 'targets', 'lowers', 'uppers'] as const) {
    const columns = problem[field];
    const isOneEach = Array.isArray(columns) && columns.length === measureIds?.length;
    if (!isOneEach) findings.add(null, field, 'wrong-length', 'a column for each of measureIds', columns);
  }
}

function checkTexts(findings: Findings, field: string, ids: readonly string[]): void {
  if (!Array.isArray(ids)) {
    findings.add(null, field, 'not-a-list', 'a list of texts', ids);
    return;
  }
  for (let row = 0; row < ids.length; row++) {
    if (typeof ids[row] !== 'string') findings.add(row, field, 'wrong-type', 'a text', ids[row]);
  }
}

function* checkColumns(problem: BalanceProblem, findings: Findings): Task<void> {
  const { unitIds, territoryIds, measureIds, families, eligible } = problem;
  const n = problem.locks?.length;
  const k = territoryIds.length;
  const numbers = { kind: 'Float64Array', rows: n } as const;
  const indexes = { kind: 'Int32Array', rows: n } as const;
  const amount = 'a finite number from 0';
  const isTerritory: Good = [-1, k - 1];
  const territory = `-1, or a territory from 0 to ${k - 1}`;
  if (!checkColumn(findings, 'locks', problem.locks, indexes, isTerritory, territory)) return;
  if (unitIds.length !== 0 && unitIds.length !== n)
    findings.add(null, 'unitIds', 'wrong-length', `${n} long, or empty`, unitIds.length);
  yield;
  for (let m = 0; m < measureIds.length; m++) {
    const of = (field: string) => `${field}.${measureIds[m]}`;
    const perTerritory = { kind: 'Float64Array', rows: k } as const;
    checkColumn(findings, of('loads'), problem.loads[m], numbers, AMOUNT, amount);
    checkColumn(findings, of('targets'), problem.targets[m], perTerritory, AMOUNT, amount);
    checkColumn(findings, of('lowers'), problem.lowers[m], perTerritory, FINITE, 'a finite number');
    checkColumn(
      findings,
      of('uppers'),
      problem.uppers[m],
      perTerritory,
      [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      'a number',
    );
    yield;
  }
  checkColumn(findings, 'trips', problem.trips, numbers, AMOUNT, amount);
  yield;
  checkColumn(findings, 'incumbents', problem.incumbents, indexes, isTerritory, territory);
  yield;
  checkColumn(findings, 'disruptionValue', problem.disruptionValue, numbers, AMOUNT, amount);
  yield;
  const isLowest = (values: ColumnValues, i: number) => {
    const first = values[i];
    return first >= 0 && first <= i && families[first] === first;
  };
  checkColumn(findings, 'families', families, indexes, isLowest, 'the lowest unit of the family');
  yield;
  const rows = Math.ceil(eligible?.length / k) || 0;
  checkColumn(findings, 'eligible', eligible, { kind: 'Uint8Array', rows, width: k }, [0, 1], '0 or 1');
  const isRow: Good = [0, rows - 1];
  checkColumn(findings, 'eligibleRow', problem.eligibleRow, indexes, isRow, `a row from 0 to ${rows - 1}`);
  findings.number(null, 'disruptionWeight', problem.disruptionWeight, 0);
  const budget = problem.disruptionBudget;
  if (!(typeof budget === 'number' && budget >= 0))
    findings.add(null, 'disruptionBudget', 'out-of-range', 'a number from 0', budget);
  yield;
}
