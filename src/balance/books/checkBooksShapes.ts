/** Whether a problem of books has lists and records where they should be, so that their entries can be looked at. */
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { eachRecord, isList, isRecord } from '../../core/records.js';

/** What `assignBooks` reads, whatever it turns out to be. */
export interface AssignmentShape {
  readonly unitIds: unknown;
  readonly territoryIds: unknown;
  readonly costs: Readonly<
    Record<'kind' | 'values', unknown> & Partial<Record<'offsets' | 'books', unknown>>
  >;
  readonly measures: readonly Readonly<Record<'loads' | 'capacities', unknown>>[];
  readonly locks?: unknown;
}

/** What `partitionBooks` reads. */
export interface PartitionShape {
  readonly measures: readonly { readonly loads: unknown }[];
  readonly shares?: unknown;
  readonly locks?: unknown;
}

/** Throws one error for all that has another shape than an assignment problem; O(measures). */
export function checkAssignmentShapes(problem: AssignmentShape): void {
  check('assignment problem', problem, (issues) => {
    const { unitIds, territoryIds, costs, measures, locks } = problem;
    for (const [field, ids] of Object.entries({ unitIds, territoryIds })) {
      if (!Array.isArray(ids)) issues.push(badValue(null, field, 'not-a-list', 'a list of texts', ids));
    }
    if (isExpected(costs, 'costs', issues)) {
      isList(costs.values, 'costs.values', issues);
      if (costs.kind === 'sparse') {
        isList(costs.offsets, 'costs.offsets', issues);
        isList(costs.books, 'costs.books', issues);
      }
    }
    eachRecord(measures, 'measures', issues, ({ loads, capacities }, row) => {
      isList(loads, 'measures.loads', issues, row);
      isList(capacities, 'measures.capacities', issues, row);
    });
    if (locks !== undefined) isList(locks, 'locks', issues);
  });
}

/** Throws one error for all that has another shape than a partition problem; O(measures). */
export function checkPartitionShapes(problem: PartitionShape): void {
  check('partition problem', problem, (issues) => {
    const { measures, shares, locks } = problem;
    eachRecord(measures, 'measures', issues, ({ loads }, row) => {
      isList(loads, 'measures.loads', issues, row);
    });
    if (shares !== undefined) isList(shares, 'shares', issues);
    if (locks !== undefined) isList(locks, 'locks', issues);
  });
}

/** A finite number from 0. */
export function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}

function check(what: string, given: unknown, look: (issues: Issue[]) => void): void {
  const issues: Issue[] = [];
  if (isExpected(given, 'input', issues)) look(issues);
  if (issues.length > 0) throw new InputError(what, issues);
}

function isExpected(value: unknown, field: string, issues: Issue[]): boolean {
  if (isRecord(value)) return true;
  issues.push(badValue(null, field, 'wrong-type', 'a record', value));
  return false;
}
