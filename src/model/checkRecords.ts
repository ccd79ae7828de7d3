import type * as z from 'zod';
import { _safeParse, $ZodError } from 'zod/v4/core';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import type { Checked } from './checked.js';
import type { CheckOptions } from './checkOptions.js';
import { type ColumnTarget, createRecordReader, type Shape } from './readRecord.js';
import { toIssue } from './zodIssues.js';

/** What a check of records needs to know about their kind. */
export interface RecordKind<T> {
  readonly schema: z.ZodType<T>;
  readonly shape: { readonly fields: Readonly<Record<string, Shape>> };
  /** By field that can have a column: where it goes, as a dotted path, where that is not its own name. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Makes what a record without any cell holds. */
  readonly empty: () => Record<string, unknown>;
}

/** A check under way: every row read on its own, ready for checks across rows. */
export interface Draft<T> {
  /** Entry `[r]` is row r as read, a `T` where its own fields are right; `null` where it is no record. */
  readonly candidates: readonly (Record<string, unknown> | null)[];
  /** Entry `[r]` is 1 where row r has an error. */
  readonly failed: Uint8Array;
  /** The caller's name for a dotted path. */
  labelOf(path: string): string;
  /** Adds a finding; an error leaves its row out. */
  add(issue: Issue): void;
  /** Adds a warning. */
  warn(row: number, field: string, code: string, expected: string, value: unknown, hint?: string): void;
  /** Adds an error, which leaves the row out. */
  reject(row: number, field: string, code: string, expected: string, value: unknown, hint?: string): void;
  /** @returns the outcome; the draft is used up */
  finish(): Checked<T>;
}

/**
 * Reads and checks every row on its own.
 *
 * @param rows - a list of anything
 * @param kind - what records of this kind look like
 * @param options - resolved options
 * @param named - columns beyond the fields' own, such as those of measures
 * @returns a draft for checks across rows
 * @remarks O(cells), deterministic.
 */
export function draftRecords<T>(
  rows: readonly unknown[],
  kind: RecordKind<T>,
  options: CheckOptions<string, never>,
  named: readonly ColumnTarget[] = [],
): Draft<T> {
  const issues: Issue[] = [];
  const targets = options.columns && [...fieldTargets(kind, options.columns), ...named];
  const labels = new Map(targets?.map(({ path, column }) => [path.join('.'), column]));
  const labelOf = (path: string) => labels.get(path) ?? path;
  const list = Array.isArray(rows) ? (rows as readonly unknown[]) : [];
  if (!Array.isArray(rows)) issues.push(badValue(null, 'rows', 'wrong-type', 'a list of records', rows));

  const failed = new Uint8Array(list.length);
  const reader = createRecordReader(kind.shape, targets, kind.empty, options, add);
  const candidates: (Record<string, unknown> | null)[] = [];
  // An error without a stack: making the stack of each would take longer than the check.
  const safeParse = _safeParse($ZodError);
  for (let row = 0; row < list.length; row++) {
    const candidate = reader.read(list[row], row);
    candidates.push(candidate);
    if (candidate === null) continue;
    const { success, error } = safeParse(kind.schema, candidate);
    if (success) breakRules(candidate as T, list[row], row);
    else for (const issue of error.issues) add(toIssue(issue, candidate, row, labelOf));
  }
  reader.finish();

  function breakRules(record: T, source: unknown, row: number): void {
    for (const rule of options.rules as CheckOptions<string, T>['rules']) {
      if (rule.holds(record)) continue;
      const value = valueAt(targets ? source : record, targets ? [rule.field] : rule.field.split('.'));
      add(badValue(row, rule.field, rule.code, rule.expected, value, rule.severity));
    }
  }

  // Rows are marked by what is found, not by what is listed: the list may be full.
  function add(issue: Issue): void {
    if (issue.row !== null && issue.severity === 'error') failed[issue.row] = 1;
    addIssue(issues, issue);
  }

  return {
    candidates,
    failed,
    labelOf,
    add,
    warn: (row, field, code, expected, value, hint) =>
      add(badValue(row, labelOf(field), code, expected, value, 'warning', hint)),
    reject: (row, field, code, expected, value, hint) =>
      add(badValue(row, labelOf(field), code, expected, value, 'error', hint)),
    finish: () => {
      const kept: number[] = [];
      for (let row = 0; row < failed.length; row++) if (failed[row] === 0) kept.push(row);
      issues.sort((a, b) => (a.row ?? -1) - (b.row ?? -1));
      return { values: kept.map((row) => candidates[row] as T), rows: Int32Array.from(kept), issues };
    },
  };
}

function fieldTargets(
  kind: RecordKind<unknown>,
  columns: Readonly<Partial<Record<string, string>>>,
): ColumnTarget[] {
  const targets: ColumnTarget[] = [];
  for (const [field, column] of Object.entries(columns)) {
    if (column === undefined) continue;
    const path = (kind.paths?.[field] ?? field).split('.');
    let part: Shape = kind.shape;
    for (const key of path) part = typeof part === 'object' && 'fields' in part ? part.fields[key] : part;
    targets.push({ column, path, leaf: typeof part === 'string' ? part : 'any' });
  }
  return targets;
}

function valueAt(source: unknown, path: readonly string[]): unknown {
  let value = source;
  for (const key of path) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as never)[key]
        : undefined;
  }
  return value;
}
