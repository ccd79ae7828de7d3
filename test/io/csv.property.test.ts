import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/io/readCsv.js';
import { writeCsv } from '../../src/io/writeCsv.js';

const nasty = fc.constantFrom(
  ',',
  ';',
  '\t',
  '"',
  '""',
  '\n',
  '\r',
  '\r\n',
  '=',
  "'",
  '-',
  '@',
  ' ',
  '1',
  '\uFEFF',
  'é',
);
const text = fc.oneof(
  fc.array(nasty, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const delimiter = fc.constantFrom(',' as const, ';' as const, '\t' as const);
const newline = fc.constantFrom('\n' as const, '\r\n' as const);
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width })));

const toRows = (cells: string[][]) =>
  cells.map((row) => Object.fromEntries(row.map((cell, c) => [`c${c}`, cell])) as Record<string, string>);

describe('readCsv after writeCsv', () => {
  it('gives every text back as it was', () => {
    fc.assert(
      fc.property(table, delimiter, newline, (cells, by, end) => {
        const rows = toRows(cells);
        const columns = cells.length > 0 ? Object.keys(rows[0]) : ['c0'];
        const written = writeCsv(rows, columns, { delimiter: by, newline: end });
        const read = readCsv(written, { delimiter: by });
        expect(read.rows).toEqual(rows);
        expect(read.header).toEqual(columns);
        const errors = read.issues.filter(
          ({ severity, code }) => severity === 'error' && code !== 'nul-character',
        );
        expect(errors).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('gives every text back without the guard too', () => {
    fc.assert(
      fc.property(table, (cells) => {
        const rows = toRows(cells);
        fc.pre(rows.length > 0);
        const written = writeCsv(rows, Object.keys(rows[0]), { formulaGuard: false });
        expect(readCsv(written, { formulaGuard: false }).rows).toEqual(rows);
      }),
    );
  });

  it('gives every name of a column back that is not empty and has no spaces around', () => {
    const name = text.filter((header) => header === header.trim() && header !== '' && header !== '__proto__');
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), (header) => {
        const columns = Object.fromEntries(header.map((key) => [key, () => 'x']));
        const read = readCsv(writeCsv([{}], columns));
        expect(read.header).toEqual(Object.keys(columns));
      }),
    );
  });

  it('gives every number back', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (numbers) => {
        const rows = numbers.map((n) => ({ n, x: 1 }));
        const read = readCsv(writeCsv(rows, ['n', 'x'])).rows.map(({ n }) => Number(n));
        expect(read).toEqual(numbers.map((n) => (n === 0 ? 0 : n)));
      }),
    );
  });
});

describe('what writeCsv writes', () => {
  it('never begins a cell with a formula', () => {
    fc.assert(
      fc.property(text, delimiter, (cell, by) => {
        const written = writeCsv([{ a: 'x', b: cell }], ['a', 'b'], { delimiter: by }).slice(
          `a${by}b\nx${by}`.length,
        );
        const shown = written.startsWith('"') ? written.slice(1) : written;
        expect(/^[=@\t\r]/.test(shown) || /^[+-](?!\d*\.?\d*(e[+-]?\d+)?["\n])/i.test(shown)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('readCsv', () => {
  it('never throws, keeps header and rows in step, and loses no record', () => {
    fc.assert(
      fc.property(
        fc.array(nasty).map((parts) => parts.join('')),
        delimiter,
        (input, by) => {
          const { header, rows, issues } = readCsv(input, { delimiter: by });
          expect(new Set(header).size).toBe(header.length);
          // An object gives names such as "1" first, whatever their column.
          for (const row of rows) {
            expect(Object.keys(row).toSorted()).toEqual(header.slice(0, Object.keys(row).length).toSorted());
          }
          const ragged = new Set(issues.flatMap(({ code, row }) => (code === 'ragged-row' ? [row] : [])));
          rows.forEach((row, r) => {
            if (Object.keys(row).length < header.length) expect(ragged).toContain(r);
          });
          expect(readCsv(input, { delimiter: by })).toEqual({ header, rows, issues });
        },
      ),
      { numRuns: 1000 },
    );
  });
});
