import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../src/core/errors.js';
import { writeCsv } from '../../src/io/writeCsv.js';

describe('writeCsv', () => {
  it('writes columns by key, in the order asked for', () => {
    const rows = [{ id: 'A', hours: 0.1, ok: true, none: null }];
    expect(writeCsv(rows, ['hours', 'id', 'ok', 'none'])).toBe('hours,id,ok,none\n0.1,A,true,\n');
  });

  it('writes columns by function under the name given', () => {
    const rows = [{ accountId: 'A', loads: { hours: 3 } }];
    const text = writeCsv(rows, {
      account_id: (row) => row.accountId,
      workload_hours: (row) => row.loads.hours,
    });
    expect(text).toBe('account_id,workload_hours\nA,3\n');
  });

  it('quotes what a reader would cut, with any delimiter, and spaces at the ends', () => {
    const rows = ['a,b', 'a;b', 'a\tb', 'a"b', 'a\nb', ' a', 'a\r', 'plain text'].map((cell) => ({
      cell,
      x: 1,
    }));
    expect(writeCsv(rows, ['cell', 'x'])).toBe(
      'cell,x\n"a,b",1\n"a;b",1\n"a\tb",1\n"a""b",1\n"a\nb",1\n" a",1\n"a\r",1\nplain text,1\n',
    );
  });

  it('guards texts that a spreadsheet would run, not numbers', () => {
    const cells = ['=1+1', '+1 555 0100', '-x', '@SUM(A1)', '\t=1', "'=1", '-5', '+5.5e3', 'a=b', "'it"];
    const rows = cells.map((cell) => ({ cell, number: -5 }));
    expect(writeCsv(rows, ['cell', 'number']).split('\n').slice(1, -1)).toEqual([
      "'=1+1,-5",
      "'+1 555 0100,-5",
      "'-x,-5",
      "'@SUM(A1),-5",
      '"\'\t=1",-5',
      "''=1,-5",
      '-5,-5',
      '+5.5e3,-5',
      'a=b,-5',
      "'it,-5",
    ]);
    expect(writeCsv([{ cell: '=1' }], ['cell'], { formulaGuard: false })).toBe('cell\n=1\n');
  });

  it('writes a single empty cell so that it is no blank line', () => {
    expect(writeCsv([{ a: '' }, { a: null }], ['a'])).toBe('a\n""\n""\n');
  });

  it('takes other delimiters and line ends', () => {
    expect(writeCsv([{ a: 1, b: 2 }], ['a', 'b'], { delimiter: ';', newline: '\r\n' })).toBe(
      'a;b\r\n1;2\r\n',
    );
  });

  it('writes the header of no rows', () => {
    expect(writeCsv<{ a: number }>([], ['a'])).toBe('a\n');
  });

  it('names every cell that it cannot write', () => {
    const rows = [
      { a: Number.NaN, b: 1 },
      { a: 1, b: {} },
      { a: Infinity, b: [] },
    ];
    const thrown = (() => {
      try {
        writeCsv(rows, ['a', 'b']);
      } catch (error) {
        return error as InputError;
      }
    })();
    expect(thrown).toBeInstanceOf(InputError);
    expect(thrown?.issues.map(({ row, field }) => `${row} ${field}`)).toEqual(['0 a', '1 b', '2 a', '2 b']);
  });

  it('refuses unknown options and no columns', () => {
    expect(() => writeCsv([], [], {})).toThrow(OptionsError);
    expect(() => writeCsv([], ['a' as never], { quote: true } as never)).toThrow(
      'there is no option "quote"',
    );
  });
});
