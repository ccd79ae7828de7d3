import { OptionsError } from '../core/errors.js';
import { addIssue, badValue, type Issue, type IssueSeverity, showValue } from '../core/issue.js';
import { oneOf, resolveOptions } from '../core/options.js';
import { removeFormulaGuard } from './csvFormula.js';
import { type CsvCounts, type CsvFault, scanCsv } from './csvRecords.js';

/** Part of the web platform, Node, workers and edge runtimes alike, but of no ECMAScript library. */
declare const TextDecoder: new (
  label: string,
  options: { readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** How a CSV table is read. */
export interface ReadCsvOptions {
  /** What stands between cells: comma, semicolon or tab. Default `,`. */
  readonly delimiter: ',' | ';' | '\t';
  /** Encoding of bytes, a label of the Encoding Standard; a UTF-16 mark in the bytes wins. Default `utf-8`. */
  readonly encoding: string;
  /** Whether the apostrophe that `writeCsv` puts before formulas is taken off. Default true. */
  readonly formulaGuard: boolean;
}

/** A table read from CSV. */
export interface CsvTable {
  /** Names of the columns, each once, in the order of the file. */
  readonly header: readonly string[];
  /** Entry `[r]` is record r by column, as text; a cell that the record lacks has no key. */
  readonly rows: Record<string, string>[];
  /** All findings in the order of the rows; `row` counts `rows`, the message names the line of the file. */
  readonly issues: Issue[];
}

const defaultReadCsvOptions: ReadCsvOptions = /* @__PURE__ */ Object.freeze({
  delimiter: ',',
  encoding: 'utf-8',
  formulaGuard: true,
});

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Reads a table with a header line and says everything that is odd about it; every record becomes a row.
 *
 * @param input - the file as text or bytes
 * @param options - see {@link ReadCsvOptions}
 * @returns header, rows and issues. Errors: `empty-file`, `ragged-row`, `unclosed-quote`, `text-after-quote`,
 * `duplicate-header`, `nul-character`, `wrong-type`. Warnings: `no-rows`, `stray-quote`, `line-break-in-cell`,
 * `mixed-line-ends`, `lost-characters`, `suspect-delimiter`. Fixed: `byte-order-mark`, `line-ends` (CR LF or CR),
 * `blank-line`, `empty-header`, `header-whitespace`, `unsafe-header`, `formula-guard`
 * @throws {@link OptionsError} for an unknown option, delimiter or encoding
 * @remarks O(characters), deterministic. Values stay text and are not trimmed: what they mean is for `model` to check.
 * @example
 * ```ts
 * import { readCsv } from 'bailiwick/io';
 * const { rows, issues } = readCsv('id,city\n1,"Paris, TX"\n2\n');
 * rows[0].city; // => 'Paris, TX'
 * issues[0].message; // => 'line 3: the record should be 2 cells, but is 1 cell'
 * ```
 */
export function readCsv(input: string | Uint8Array, options?: Partial<ReadCsvOptions>): CsvTable {
  const settings = resolveOptions('readCsv', defaultReadCsvOptions, options, {
    delimiter: oneOf(',', ';', '\t'),
    encoding: (value) => (typeof value === 'string' ? null : 'the label of an encoding'),
    formulaGuard: (value) => (typeof value === 'boolean' ? null : 'true or false'),
  });
  const issues: Issue[] = [];
  const rows: Record<string, string>[] = [];
  let header: string[] | null = null;
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) {
    issues.push(badValue(null, 'file', 'wrong-type', 'a text or bytes', input));
    return { header: [], rows, issues };
  }
  let text = typeof input === 'string' ? input : decode(input, settings.encoding);
  if (text.startsWith(BYTE_ORDER_MARK)) {
    text = text.slice(1);
    issues.push(badValue(null, 'file', 'byte-order-mark', 'without a byte-order mark', 'U+FEFF', 'fixed'));
  }
  const isSuspect = /[\0\uFFFD]/.test(text);
  const fieldOf = (cell: number) => header?.[cell] ?? `column ${cell + 1}`;

  function onRecord(cells: string[], line: number): void {
    if (header === null) {
      header = readHeader(cells, line, settings.formulaGuard, issues);
      noteDelimiter(cells, settings.delimiter, issues);
      if (isSuspect)
        for (let c = 0; c < cells.length; c++) noteCharacters(null, header[c], cells[c], line, issues);
      return;
    }
    const row: Record<string, string> = {};
    const count = Math.min(cells.length, header.length);
    for (let c = 0; c < count; c++) {
      const value = settings.formulaGuard ? removeFormulaGuard(cells[c]) : cells[c];
      row[header[c]] = value;
      if (value !== cells[c]) {
        addIssue(
          issues,
          atLine(line, badValue(rows.length, header[c], 'formula-guard', 'unguarded', cells[c], 'fixed')),
        );
      }
      if (isSuspect) noteCharacters(rows.length, header[c], value, line, issues);
    }
    if (cells.length !== header.length) {
      addIssue(issues, raggedRow(rows.length, header.length, cells, line));
    }
    rows.push(row);
  }

  function onFault(fault: CsvFault, cell: number, line: number, value: string): void {
    const { severity, expected } = faults[fault];
    const row = header === null ? null : rows.length;
    addIssue(issues, atLine(line, badValue(row, fieldOf(cell), fault, expected, value, severity)));
  }

  const counts = scanCsv(text, settings.delimiter, { onRecord, onFault });
  noteLines(counts, issues);
  if (header === null) issues.push(badValue(null, 'file', 'empty-file', 'a header and records', text));
  else if (rows.length === 0) {
    issues.push(badValue(null, 'file', 'no-rows', 'records after the header', undefined, 'warning'));
  }
  issues.sort((a, b) => (a.row ?? -1) - (b.row ?? -1));
  return { header: header ?? [], rows, issues };
}

const faults: Readonly<Record<CsvFault, { severity: IssueSeverity; expected: string }>> = {
  'unclosed-quote': { severity: 'error', expected: 'closed by a quote' },
  'text-after-quote': { severity: 'error', expected: 'at its end after the closing quote' },
  'stray-quote': { severity: 'warning', expected: 'quoted as a whole where it holds a quote' },
  'line-break-in-cell': { severity: 'warning', expected: 'on one line' },
};

function decode(bytes: Uint8Array, encoding: string): string {
  const mark = (bytes[0] << 8) | bytes[1];
  const label = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : encoding;
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(label, { ignoreBOM: true });
  } catch {
    const issue = badValue(null, 'encoding', 'bad-option', 'an encoding that this runtime knows', encoding);
    throw new OptionsError('readCsv', [issue]);
  }
  return decoder.decode(bytes);
}

/** Names every column, each differently, so that no cell is lost. */
function readHeader(cells: readonly string[], line: number, isGuarded: boolean, issues: Issue[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, c) => {
    const unguarded = isGuarded ? removeFormulaGuard(cell) : cell;
    const trimmed = unguarded.trim();
    const note = (code: string, severity: IssueSeverity, expected: string) =>
      addIssue(issues, atLine(line, badValue(null, `column ${c + 1}`, code, expected, cell, severity)));
    let name = trimmed;
    if (trimmed === '') {
      name = `column ${c + 1}`;
      note('empty-header', 'fixed', `named; it is read as "${name}"`);
    } else if (trimmed === '__proto__') {
      name = `column ${c + 1}`;
      note('unsafe-header', 'fixed', `named otherwise; it is read as "${name}"`);
    } else if (trimmed !== unguarded) note('header-whitespace', 'fixed', 'without spaces around');
    if (unguarded !== cell) note('formula-guard', 'fixed', 'unguarded');
    if (taken.has(name)) {
      let copy = 2;
      while (taken.has(`${name} (${copy})`)) copy++;
      name = `${name} (${copy})`;
      note('duplicate-header', 'error', `named differently from every other; it is read as "${name}"`);
    }
    taken.add(name);
    return name;
  });
}

function noteDelimiter(cells: readonly string[], delimiter: string, issues: Issue[]): void {
  const other = [',', ';', '\t'].find((candidate) => candidate !== delimiter && cells[0].includes(candidate));
  if (cells.length > 1 || other === undefined) return;
  const expected = `several columns; they may be delimited by ${showValue(other)}`;
  issues.push(badValue(null, 'header', 'suspect-delimiter', expected, cells[0], 'warning'));
}

function noteCharacters(
  row: number | null,
  field: string,
  value: string,
  line: number,
  issues: Issue[],
): void {
  const note = (code: string, severity: IssueSeverity, expected: string) =>
    addIssue(issues, atLine(line, badValue(row, field, code, expected, value, severity)));
  if (value.includes('\0')) note('nul-character', 'error', 'text without NUL (is the file UTF-16?)');
  if (value.includes('\uFFFD'))
    note('lost-characters', 'warning', 'text without U+FFFD (is the encoding right?)');
}

function raggedRow(row: number, width: number, cells: readonly string[], line: number): Issue {
  const count = (n: number) => `${n} ${n === 1 ? 'cell' : 'cells'}`;
  const expected = count(width);
  const received = count(cells.length);
  const extra =
    cells.length > width
      ? `; left out: ${cells
          .slice(width, width + 5)
          .map(showValue)
          .join(', ')}`
      : '';
  const message = `line ${line}: the record should be ${expected}, but is ${received}${extra}`;
  return { row, field: 'record', code: 'ragged-row', severity: 'error', expected, received, message };
}

function noteLines(counts: CsvCounts, issues: Issue[]): void {
  const ends = [
    { name: 'LF', count: counts.lineFeeds },
    { name: 'CR LF', count: counts.returnLineFeeds },
    { name: 'CR', count: counts.returns },
  ].filter((end) => end.count > 0);
  const received = ends.map((end) => `${end.count} x ${end.name}`).join(', ');
  if (ends.length > 1) {
    issues.push(badValue(null, 'line ends', 'mixed-line-ends', 'alike', received, 'warning'));
  } else if (ends.length === 1 && ends[0].name !== 'LF') {
    issues.push(badValue(null, 'line ends', 'line-ends', 'LF; they are read as such', received, 'fixed'));
  }
  if (counts.blankLines > 0) {
    const blank = badValue(
      null,
      'lines',
      'blank-line',
      'filled; blank ones are no records',
      `${counts.blankLines} blank`,
      'fixed',
    );
    addIssue(issues, atLine(counts.firstBlankLine, blank));
  }
}

function atLine(line: number, issue: Issue): Issue {
  return { ...issue, message: `line ${line}: ${issue.message}` };
}
