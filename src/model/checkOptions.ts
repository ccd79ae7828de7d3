import { OptionsError } from '../core/errors.js';
import { badValue, type Issue, type IssueSeverity } from '../core/issue.js';
import { type OptionCheck, resolveOptions } from '../core/options.js';

/** A fact that every record should meet, stated by the caller. */
export interface RecordRule<T> {
  /** The field to blame: a column, or a dotted name where rows are records. */
  readonly field: string;
  /** Stable kebab-case name of the finding. */
  readonly code: string;
  /** Whether a record that breaks the rule is left out (`error`) or kept (`warning`). */
  readonly severity: Exclude<IssueSeverity, 'fixed'>;
  /** What would have been right: a phrase that completes "should be …". */
  readonly expected: string;
  /** The fact itself; asked only of records whose own fields are right. */
  readonly holds: (record: T) => boolean;
}

/** How rows are read, alike for every kind of record. */
export interface CheckOptions<Field extends string, T> {
  /**
   * The column of each field, where rows are flat tables (CSV, a database): texts are read as the field's type and
   * empty ones as missing. Default `null`: rows are records already, and are not converted.
   */
  readonly columns: Readonly<Partial<Record<Field, string>>> | null;
  /**
   * Texts that stand for a missing value, whatever their case and the spaces around. Default `N/A`, `#N/A`, `NULL`
   * and `NaN`; a list given replaces them.
   */
  readonly missing: readonly string[];
  /** By column or dotted field: values that stand for a missing one, such as `-999`. Default none. */
  readonly sentinels: Readonly<Record<string, readonly (string | number)[]>>;
  /**
   * By column or dotted field: how many digits a code has. It is read as text, with lost zeros put back in front.
   * Default none.
   */
  readonly pad: Readonly<Record<string, number>>;
  /** Facts that records should meet. Default none. */
  readonly rules: readonly RecordRule<T>[];
}

/** What {@link CheckOptions} are unless told. */
export const defaultCheckOptions = /* @__PURE__ */ Object.freeze({
  columns: null,
  missing: ['N/A', '#N/A', 'NULL', 'NaN'],
  sentinels: {},
  pad: {},
  rules: [],
}) satisfies CheckOptions<string, never>;

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isRecordOf = (good: (entry: unknown) => boolean, expected: string): OptionCheck => {
  return (value) => (isObject(value) && Object.values(value as object).every(good) ? null : expected);
};
const isListOf = (good: (entry: unknown) => boolean, expected: string): OptionCheck => {
  return (value) => (Array.isArray(value) && value.every(good) ? null : expected);
};

/** Columns by name of a measure or attribute; a list stands for columns that keep their name. */
export type NamedColumns = readonly string[] | Readonly<Record<string, string>>;

/** Good for {@link NamedColumns}. */
export const areNamedColumns: OptionCheck = (value) => {
  const names = Array.isArray(value) ? value : isObject(value) ? Object.keys(value as object) : [null];
  const columns = Array.isArray(value) ? value : Object.values((value ?? {}) as object);
  return names.every(isSafeKey) && columns.every((column) => typeof column === 'string')
    ? null
    : 'a list of columns, or an object with a column for each name';
};

/**
 * Tells whether a name may become a key of an object: names that every object inherits may not.
 *
 * @param name - any value
 * @returns true for a text such as `hours`, false for `__proto__` or `constructor`
 */
export function isSafeKey(name: unknown): name is string {
  return typeof name === 'string' && !(name in Object.prototype);
}

/**
 * Resolves the options of a check; those beyond {@link CheckOptions} come with their own checks.
 *
 * @param what - the function whose options they are
 * @param fields - the fields that can have a column, those that must have one first
 * @param requiredCount - how many of `fields` must have a column
 * @param defaults - an entry for every option
 * @param given - what the caller gave
 * @param checks - for options beyond the common ones
 * @returns all options
 * @throws {@link OptionsError} naming everything that is wrong
 */
export function resolveCheckOptions<O extends CheckOptions<string, never>>(
  what: string,
  fields: readonly string[],
  requiredCount: number,
  defaults: O,
  given: Partial<O> | undefined,
  checks: { readonly [K in keyof O]?: OptionCheck },
): Readonly<O> {
  const common: { readonly [K in keyof CheckOptions<string, never>]: OptionCheck } = {
    columns: (value) => (value === null || isObject(value) ? null : 'an object with a column for each field'),
    missing: isListOf((entry) => typeof entry === 'string', 'a list of texts'),
    sentinels: isRecordOf(Array.isArray, 'an object with a list of values for each column'),
    pad: isRecordOf(Number.isSafeInteger, 'an object with a number of digits for each column'),
    rules: isListOf(
      (rule) => typeof (rule as RecordRule<never> | null)?.holds === 'function',
      'a list of rules',
    ),
  };
  const options = resolveOptions(what, defaults, given, { ...common, ...checks });
  const issues = columnIssues(fields, requiredCount, options.columns);
  if (issues.length > 0) throw new OptionsError(what, issues);
  return options;
}

function columnIssues(
  fields: readonly string[],
  requiredCount: number,
  columns: Readonly<Record<string, unknown>> | null,
): Issue[] {
  if (columns === null) return [];
  const issues: Issue[] = [];
  const bad = (field: string, expected: string, value: unknown) =>
    issues.push(badValue(null, field, 'bad-option', expected, value));
  for (const [field, column] of Object.entries(columns)) {
    if (!fields.includes(field)) bad(`columns.${field}`, `left out; fields are ${fields.join(', ')}`, column);
    else if (column !== undefined && typeof column !== 'string')
      bad(`columns.${field}`, 'the name of a column', column);
  }
  for (const field of fields.slice(0, requiredCount)) {
    if (columns[field] === undefined) bad(`columns.${field}`, 'the name of a column', undefined);
  }
  return issues;
}
