import { InputError, OptionsError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { oneOf, resolveOptions } from '../core/options.js';
import { guardFormula } from './csvFormula.js';

/** What a cell can hold; `null` and `undefined` are written as nothing. */
export type CsvCell = string | number | boolean | null | undefined;

/** Which columns to write: keys of the rows, or for each name of a column how its cell is found. */
export type CsvColumns<Row> =
  | readonly (keyof Row & string)[]
  | Readonly<Record<string, (row: Row) => CsvCell>>;

/** How a CSV table is written. */
export interface WriteCsvOptions {
  /** What stands between cells: comma, semicolon or tab. Default `,`. */
  readonly delimiter: ',' | ';' | '\t';
  /** What ends a line; RFC 4180 has `\r\n`. Default `\n`. */
  readonly newline: '\n' | '\r\n';
  /**
   * Whether texts that a spreadsheet would run (`=`, `+`, `-`, `@`, tab or line break first) get an apostrophe in front.
   * Numbers never do. `readCsv` takes it off again; other readers see it. Default true.
   */
  readonly formulaGuard: boolean;
}

const defaultWriteCsvOptions: WriteCsvOptions = /* @__PURE__ */ Object.freeze({
  delimiter: ',',
  newline: '\n',
  formulaGuard: true,
});

/** Quotes whatever any of the three delimiters would cut, since a spreadsheet chooses its own. */
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$|^\uFEFF/;

/**
 * Writes rows as CSV with a header line: `readCsv` gives every text back as it was.
 *
 * @param rows - the records, in the order to write
 * @param columns - keys of the records, or a function for each column; the order is that of the columns
 * @param options - see {@link WriteCsvOptions}
 * @returns the table as text, every line ended
 * @throws {@link InputError} naming every cell that is no text, finite number, boolean or nothing;
 * {@link OptionsError} for an unknown option or no columns
 * @remarks O(characters), deterministic. Numbers are written with the fewest digits that give them back.
 * @example
 * ```ts
 * import { writeCsv } from 'bailiwick/io';
 * writeCsv([{ id: 'a', note: '=1+1', n: -5 }], ['id', 'note', 'n']); // => "id,note,n\na,'=1+1,-5\n"
 * ```
 */
export function writeCsv<Row extends object>(
  rows: readonly Row[],
  columns: CsvColumns<Row>,
  options?: Partial<WriteCsvOptions>,
): string {
  const { delimiter, newline, formulaGuard } = resolveOptions('writeCsv', defaultWriteCsvOptions, options, {
    delimiter: oneOf(',', ';', '\t'),
    newline: oneOf('\n', '\r\n'),
    formulaGuard: (value) => (typeof value === 'boolean' ? null : 'true or false'),
  });
  const cells: [name: string, read: (row: Row) => unknown][] = Array.isArray(columns)
    ? columns.map((key: keyof Row & string) => [key, (row) => row[key]])
    : Object.entries(columns);
  if (cells.length === 0) {
    throw new OptionsError('writeCsv', [badValue(null, 'columns', 'bad-option', 'at least one', undefined)]);
  }
  const write = (text: string) => {
    const guarded = formulaGuard ? guardFormula(text) : text;
    // A single empty cell would be a blank line, which is no record.
    if (guarded === '' && cells.length === 1) return '""';
    return NEEDS_QUOTES.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  };
  const issues: Issue[] = [];
  const lines = rows.map((row, r) =>
    cells
      .map(([name, read]) => {
        const value = read(row);
        if (typeof value === 'string') return write(value);
        if (typeof value === 'boolean' || Number.isFinite(value)) return String(value);
        if (value !== null && value !== undefined) {
          addIssue(
            issues,
            badValue(r, name, 'wrong-type', 'a text, a finite number, true, false or nothing', value),
          );
        }
        return write('');
      })
      .join(delimiter),
  );
  if (issues.length > 0) throw new InputError('writeCsv', issues);
  return [cells.map(([name]) => write(name)).join(delimiter), ...lines, ''].join(newline);
}
