import { badValue, type Issue } from '../core/issue.js';
import { type CheckOptions, isSafeKey } from './checkOptions.js';

/** What a value is read as; `any` stays what it is. */
export type Leaf = 'text' | 'number' | 'boolean' | 'list' | 'any';

/** The tree of a record: a leaf, known fields, or one shape under keys of the caller's choice. */
export type Shape = Leaf | { readonly fields: Readonly<Record<string, Shape>> } | { readonly each: Shape };

/** Where a column goes in the record. */
export interface ColumnTarget {
  readonly column: string;
  /** Keys from the record down to the value. */
  readonly path: readonly string[];
  readonly leaf: Leaf;
}

/** Turns rows into candidates for records, noting what it reads differently. */
export interface RecordReader {
  /**
   * @param row - anything
   * @param index - its position
   * @returns a new object to be checked further, or `null` where the row is no record
   */
  read(row: unknown, index: number): Record<string, unknown> | null;
  /** Notes what can only be said after the last row. */
  finish(): void;
}

type Cells = Record<string, unknown>;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Makes a reader of records: with columns each cell is read as its leaf, without them records are taken apart by shape.
 *
 * @param shape - the fields of a record
 * @param targets - where columns go; `null` where rows are records
 * @param empty - makes what a record without any cell holds
 * @param options - what stands for missing values, and which codes to pad
 * @param add - takes the findings
 * @returns the reader
 */
export function createRecordReader(
  shape: { readonly fields: Readonly<Record<string, Shape>> },
  targets: readonly ColumnTarget[] | null,
  empty: () => Cells,
  options: CheckOptions<string, never>,
  add: (issue: Issue) => void,
): RecordReader {
  const missing = new Set(options.missing.map((marker) => marker.trim().toLowerCase()));
  const sentinels = new Map(Object.entries(options.sentinels));
  const digits = new Map(Object.entries(options.pad));
  /** By field, by type: the rows with a value of it. */
  const rowsByType = new Map<string, Map<string, number[]>>();
  /** By field that no record has: how many rows have it, from which on. */
  const unknownFields = new Map<string, { count: number; first: number }>();
  const seenColumns = new Set<string>();
  let hasRead = false;

  function clean(value: unknown, field: string, row: number): unknown {
    if (value === null || value === undefined) return undefined;
    if (typeof value === 'string') {
      const text = value.trim();
      if (text === '' && targets !== null) return undefined;
      if (missing.has(text.toLowerCase())) {
        add(badValue(row, field, 'missing-marker', 'a value', value, 'fixed', 'it is read as missing'));
        return undefined;
      }
    }
    if (sentinels.get(field)?.some((sentinel) => isSentinel(value, sentinel))) {
      add(badValue(row, field, 'sentinel', 'a value', value, 'fixed', 'it is read as missing'));
      return undefined;
    }
    const length = digits.get(field);
    const code = length === undefined ? '' : String(value);
    return /^\d+$/.test(code) ? padCode(code, length as number, value, field, row) : value;
  }

  function padCode(code: string, length: number, value: unknown, field: string, row: number): string {
    if (code.length >= length) return code;
    const padded = code.padStart(length, '0');
    const hint = `it is read as "${padded}"`;
    add(badValue(row, field, 'lost-zeros', `${length} digits long`, value, 'fixed', hint));
    return padded;
  }

  function countType(value: unknown, field: string, row: number): void {
    let types = rowsByType.get(field);
    if (types === undefined) {
      types = new Map();
      rowsByType.set(field, types);
    }
    const rows = types.get(typeof value);
    if (rows === undefined) types.set(typeof value, [row]);
    else rows.push(row);
  }

  function readColumns(cells: Cells, row: number, into: readonly ColumnTarget[]): Cells {
    const record = empty();
    for (const { column, path, leaf } of into) {
      if (!Object.hasOwn(cells, column)) {
        if (leaf === 'any') setPath(record, path, null);
        continue;
      }
      seenColumns.add(column);
      const value = clean(cells[column], column, row);
      if (value !== undefined) {
        countType(value, column, row);
        setPath(record, path, convert(value, leaf));
      } else if (leaf === 'any') setPath(record, path, null);
    }
    return record;
  }

  function readShape(value: unknown, part: Shape, field: string, row: number): unknown {
    if (typeof part === 'string') {
      const cleaned = clean(value, field, row);
      if (part === 'list' && Array.isArray(cleaned)) return [...cleaned];
      if (part !== 'any') return cleaned;
      if (cleaned !== undefined) countType(cleaned, field, row);
      return cleaned ?? null;
    }
    if (!isPlain(value)) return value ?? undefined;
    const prefix = field === '' ? '' : `${field}.`;
    const record: Cells = {};
    for (const key of Object.keys(value)) {
      const name = prefix + key;
      if ('each' in part) {
        if (isSafeKey(key)) {
          const read = readShape(value[key], part.each, name, row);
          if (read !== undefined) record[key] = read;
        } else add(badValue(row, name, 'unsafe-key', 'under another key', value[key]));
      } else if (Object.hasOwn(part.fields, key)) {
        const read = readShape(value[key], part.fields[key], name, row);
        if (read !== undefined) record[key] = read;
      } else {
        const known = unknownFields.get(name);
        if (known === undefined) unknownFields.set(name, { count: 1, first: row });
        else known.count++;
      }
    }
    return record;
  }

  return {
    read: (row, index) => {
      if (!isPlain(row)) {
        add(badValue(index, 'record', 'wrong-type', 'an object', row));
        return null;
      }
      hasRead = true;
      return targets === null
        ? (readShape(row, shape, '', index) as Cells)
        : readColumns(row, index, targets);
    },
    finish: () => {
      for (const [field, { count, first }] of unknownFields) {
        const hint = `it is left out of ${count} ${count === 1 ? 'record' : 'records'}, first in row ${first}`;
        add(badValue(null, field, 'unknown-field', 'a field of the record', field, 'warning', hint));
      }
      for (const [field, types] of rowsByType) noteMixedTypes(field, types, add);
      if (!hasRead) return;
      for (const { column } of targets ?? []) {
        if (seenColumns.has(column)) continue;
        add(badValue(null, column, 'unknown-column', 'a column of the rows', undefined));
      }
    },
  };
}

function isPlain(value: unknown): value is Cells {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSentinel(value: unknown, sentinel: string | number): boolean {
  if (typeof sentinel === 'string') return String(value).trim() === sentinel;
  return convert(value, 'number') === sentinel;
}

function setPath(record: Cells, path: readonly string[], value: unknown): void {
  let at = record;
  for (const key of path.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Cells;
  }
  at[path[path.length - 1]] = value;
}

/** Reads a cell as what it should be; what cannot be read stays as it is, for the schema to name. */
function convert(value: unknown, leaf: Leaf): unknown {
  if (leaf === 'text') return typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof value !== 'string') return value;
  const text = value.trim();
  switch (leaf) {
    case 'number':
      if (NUMBER.test(text)) return Number(text);
      if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
      return text.toLowerCase() === 'nan' ? Number.NaN : value;
    case 'boolean':
      if (/^(true|yes|y|1)$/i.test(text)) return true;
      return /^(false|no|n|0)$/i.test(text) ? false : value;
    case 'list':
      return text.split(';').flatMap((part) => part.trim() || []);
    default:
      return value;
  }
}

/** Names the rows whose type is not the most frequent one of their field; of equally frequent ones the first stands. */
function noteMixedTypes(
  field: string,
  types: ReadonlyMap<string, readonly number[]>,
  add: (issue: Issue) => void,
): void {
  if (types.size < 2) return;
  const [usual, usualRows] = [...types].reduce((most, entry) =>
    entry[1].length > most[1].length ? entry : most,
  );
  for (const [type, rows] of types) {
    if (type === usual) continue;
    const expected = `a ${usual}, as in ${usualRows.length} ${usualRows.length === 1 ? 'row' : 'rows'}`;
    for (const row of rows) {
      const message = `${field} should be ${expected}, but is a ${type}`;
      add({
        row,
        field,
        code: 'mixed-types',
        severity: 'warning',
        expected,
        received: `a ${type}`,
        message,
      });
    }
  }
}
