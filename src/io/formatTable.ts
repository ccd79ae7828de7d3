import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { oneOf, resolveOptions } from '../core/options.js';
import { eachRecord } from '../core/records.js';
import { formatFigure } from './formatFigure.js';

/** What a cell shows; `null` is shown as a dash. */
export type TableCell = string | number | null;

/** One column of a table. */
export interface TableColumn<Row> {
  readonly header: string;
  /** Reads the cell of a row. */
  readonly value: (row: Row) => TableCell;
  /** What the last line shows in this column; the table has such a line where a column has a total. */
  readonly total?: TableCell;
  /** How numbers are shown: as they are, a share as `4.9 %`, or a share with its sign as `+4.9 %`; `number` unless told. */
  readonly as?: 'number' | 'percent' | 'deviation';
  /** Decimals of numbers, 0 to 20; 0 unless told, 1 for percent and deviation. */
  readonly decimals?: number;
  /** Side on which the cells stand; right where all cells with a value are numbers, left otherwise, unless told. */
  readonly align?: 'left' | 'right';
}

/** How a table is written. */
export interface TableOptions {
  /** For a terminal, or for Markdown (GitHub's tables); `text` unless told. */
  readonly style?: 'text' | 'markdown';
}

/**
 * Writes rows as a table whose columns line up in a fixed-width font.
 *
 * @param columns - what to show, from left to right
 * @param rows - one line each, in their order
 * @param options - for a terminal or for Markdown
 * @returns lines joined by a line feed, none at the end; headers alone where there are no rows
 * @throws {@link InputError} naming what is no list, column or cell, {@link OptionsError} for an unknown option
 * @remarks O(cells). Numbers have commas between thousands and a point before decimals, whatever the locale. Combining
 * marks count no width, East Asian wide characters and emoji two (Unicode Standard Annex #11). Line breaks are shown as
 * spaces, other control characters and changes of writing direction as U+FFFD, so that no name can break a line, colour
 * a terminal or turn round what follows; in Markdown, punctuation that has a meaning is escaped.
 * @example
 * ```ts
 * import { formatTable } from 'bailiwick/io';
 * const rows = [
 *   { city: 'Oslo', hours: 1640.4, share: 0.049 },
 *   { city: 'Bergen', hours: 980, share: -0.02 },
 * ];
 * const table = formatTable<(typeof rows)[number]>(
 *   [
 *     { header: 'seat', value: ({ city }) => city, total: 'all' },
 *     { header: 'hours', value: ({ hours }) => hours, total: 2620.4 },
 *     { header: 'off target', value: ({ share }) => share, as: 'deviation' },
 *   ],
 *   rows,
 * );
 * table.split('\n')[0]; // => 'seat    hours  off target'
 * table.split('\n')[2]; // => 'Oslo    1,640      +4.9 %'
 * table.split('\n')[5]; // => 'all     2,620'
 * ```
 */
export function formatTable<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  options: TableOptions = {},
): string {
  checkTable(columns, rows, options);
  const isMarkdown = options?.style === 'markdown';
  const hasTotal = columns.some(({ total }) => total !== undefined);
  const layout = columns.map((column) => layOut(column, rows, hasTotal, isMarkdown));
  const line = (cells: readonly string[]) =>
    isMarkdown ? `| ${cells.join(' | ')} |` : cells.join('  ').trimEnd();
  const lines = rows.map((_, r) => line(layout.map(({ cells }) => cells[r])));
  const rule = line(layout.map(({ rule }) => rule));
  const head = [line(layout.map(({ header }) => header)), rule];
  const last = line(layout.map(({ total }) => total));
  if (!hasTotal) return [...head, ...lines].join('\n');
  return [...head, ...lines, ...(isMarkdown ? [] : [rule]), last].join('\n');
}

function checkTable(columns: unknown, rows: unknown, options: TableOptions): void {
  resolveOptions<TableOptions>('formatTable', { style: 'text' }, options, {
    style: oneOf('text', 'markdown'),
  });
  const issues: Issue[] = [];
  eachRecord(columns as readonly Partial<TableColumn<unknown>>[], 'columns', issues, (column, row) => {
    const { header, value, total, decimals } = column;
    const expect = (isGood: boolean, field: string, expected: string, given: unknown) => {
      if (!isGood) addIssue(issues, badValue(row, `columns.${field}`, 'wrong-type', expected, given));
    };
    expect(typeof header === 'string', 'header', 'a text', header);
    expect(typeof value === 'function', 'value', 'a function of a row', value);
    expect(total === undefined || isCell(total), 'total', 'a text, a number or null', total);
    const isCount = Number.isInteger(decimals) && decimals! >= 0 && decimals! <= 20;
    expect(decimals === undefined || isCount, 'decimals', 'a whole number from 0 to 20', decimals);
  });
  if (!Array.isArray(rows)) issues.push(badValue(null, 'rows', 'not-a-list', 'a list of rows', rows));
  if (issues.length > 0) throw new InputError('formatTable', issues);
}

function isCell(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

/** A column as text, every entry padded to the same width. */
interface ColumnLayout {
  readonly header: string;
  readonly rule: string;
  readonly cells: readonly string[];
  readonly total: string;
}

function layOut<Row>(
  column: TableColumn<Row>,
  rows: readonly Row[],
  hasTotal: boolean,
  isMarkdown: boolean,
): ColumnLayout {
  const values = rows.map((row, r) => {
    const value = column.value(row);
    if (isCell(value)) return value;
    const issue = badValue(r, column.header, 'wrong-type', 'a text, a number or null', value);
    throw new InputError('formatTable', [issue]);
  });
  const shown = values.filter((value) => value !== null);
  const isNumeric = shown.length > 0 && shown.every((value) => typeof value === 'number');
  const isRight = (column.align ?? (isNumeric ? 'right' : 'left')) === 'right';
  const write = (value: TableCell) => writeCell(value, column, isMarkdown);
  const header = write(column.header);
  const total = column.total === undefined ? '' : write(column.total);
  const cells = values.map(write);
  const texts = hasTotal ? [header, total, ...cells] : [header, ...cells];
  // Markdown asks for at least one dash beside the colon.
  const width = texts.reduce((most, text) => Math.max(most, displayWidth(text)), isMarkdown ? 2 : 1);
  const pad = (text: string) => {
    const space = ' '.repeat(width - displayWidth(text));
    return isRight ? space + text : text + space;
  };
  const dashes = '-'.repeat(width - 1);
  return {
    header: pad(header),
    rule: isMarkdown ? (isRight ? `${dashes}:` : `:${dashes}`) : `${dashes}-`,
    cells: cells.map(pad),
    total: pad(total),
  };
}

function writeCell<Row>(value: TableCell, { as, decimals }: TableColumn<Row>, isMarkdown: boolean): string {
  if (value === null) return '–';
  if (typeof value === 'string') {
    const text = value
      .replace(/[\t\n\r\u2028\u2029]+/g, ' ')
      .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
    return isMarkdown ? text.replace(/[\\`*_[\]<>|&~]/g, '\\$&') : text;
  }
  if (as === undefined || as === 'number') return formatFigure(value, decimals);
  const figure = formatFigure(100 * value, decimals ?? 1);
  const sign = as === 'deviation' && value > 0 && /[1-9]/.test(figure) ? '+' : '';
  return `${sign}${figure} %`;
}

/** Combining and invisible characters, and a pictograph that a joiner melts into the one before it. */
const NO_WIDTH = /[\p{Mn}\p{Me}\u200b-\u200d\u2060\ufeff]|(?<=\u200d)[\u2600-\u27bf\u{1f000}-\u{1faff}]/gu;

/** Blocks whose characters take two columns (Unicode Standard Annex #11: wide and fullwidth). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

function displayWidth(text: string): number {
  const visible = text.replace(NO_WIDTH, '');
  return [...visible].length + (visible.match(WIDE)?.length ?? 0);
}
