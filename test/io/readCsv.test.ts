import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../src/core/errors.js';
import { type ReadCsvOptions, readCsv } from '../../src/io/readCsv.js';

const findings = (input: string | Uint8Array, options?: Partial<ReadCsvOptions>) =>
  readCsv(input, options).issues.map(
    ({ row, field, code, severity }) => `${row} ${field} ${code} ${severity}`,
  );
const messages = (input: string) => readCsv(input).issues.map(({ message }) => message);
const bytes = (...values: number[]) => Uint8Array.from(values);

describe('readCsv', () => {
  it('gives a header and rows of text', () => {
    expect(readCsv('id,city\n007,"Paris, ""TX"""\n8,\n')).toEqual({
      header: ['id', 'city'],
      rows: [
        { id: '007', city: 'Paris, "TX"' },
        { id: '8', city: '' },
      ],
      issues: [],
    });
  });

  it('reads the last line with and without its end', () => {
    expect(readCsv('a,b\n1,2').rows).toEqual([{ a: '1', b: '2' }]);
    expect(readCsv('a,b\n1,').rows).toEqual([{ a: '1', b: '' }]);
    expect(readCsv('a\n""').rows).toEqual([{ a: '' }]);
  });

  it.each([',', ';', '\t'] as const)('reads columns delimited by %j', (delimiter) => {
    const text = [
      ['a', 'b'],
      ['1,5', '2;5'],
    ].map((cells) => cells.map((cell) => `"${cell}"`).join(delimiter));
    expect(readCsv(text.join('\n'), { delimiter })).toMatchObject({
      rows: [{ a: '1,5', b: '2;5' }],
      issues: [],
    });
  });

  it('keeps spaces, and quotes that stand alone', () => {
    const { rows } = readCsv('a,b\n x ,5" pipe\n');
    expect(rows).toEqual([{ a: ' x ', b: '5" pipe' }]);
    expect(messages('a,b\n x ,5" pipe\n')).toEqual([
      'line 2: b should be quoted as a whole where it holds a quote, but is "5\\" pipe"',
    ]);
  });
});

describe('lines', () => {
  it('may end in any way, and are named where it is not LF throughout', () => {
    const rows = [{ a: '1' }, { a: '2' }];
    for (const end of ['\n', '\r\n', '\r']) expect(readCsv(['a', '1', '2', ''].join(end)).rows).toEqual(rows);
    expect(readCsv('a\r\n1\n2\r').rows).toEqual(rows);
    expect(findings('a\n1\n2\n')).toEqual([]);
    expect(findings('a\r\n1\r\n2\r\n')).toEqual(['null line ends line-ends fixed']);
    expect(findings('a\r1\r2')).toEqual(['null line ends line-ends fixed']);
    expect(findings('a\r\n1\n2\r')).toEqual(['null line ends mixed-line-ends warning']);
    expect(messages('a\r\n1\n2\r')).toEqual([
      'line ends should be alike, but is "1 x LF, 1 x CR LF, 1 x CR"',
    ]);
  });

  it('break inside quotes, which keeps the count of lines right', () => {
    const text = 'a,b\n1,"x\ny"\n2,"x\r\ny\rz"\n3\n';
    expect(readCsv(text).rows.map(({ b }) => b)).toEqual(['x\ny', 'x\r\ny\rz', undefined]);
    expect(messages(text)).toEqual([
      'line 2: b should be on one line, but is "x\\ny"',
      'line 4: b should be on one line, but is "x\\r\\ny\\rz"',
      'line 7: the record should be 2 cells, but is 1 cell',
    ]);
  });

  it('without anything on them are no records', () => {
    const text = '\na\n\n1\n\r\n2\n';
    expect(readCsv(text).rows).toEqual([{ a: '1' }, { a: '2' }]);
    expect(readCsv(text).issues.find(({ code }) => code === 'blank-line')).toMatchObject({
      row: null,
      severity: 'fixed',
      message: 'line 1: lines should be filled; blank ones are no records, but is "3 blank"',
    });
  });
});

describe('records', () => {
  it('of the wrong length are kept as far as they go, and named', () => {
    const { rows, issues } = readCsv('a,b\n1\n1,2,3,4\n1,2\n');
    expect(rows).toEqual([{ a: '1' }, { a: '1', b: '2' }, { a: '1', b: '2' }]);
    expect(issues).toEqual([
      {
        row: 0,
        field: 'record',
        code: 'ragged-row',
        severity: 'error',
        expected: '2 cells',
        received: '1 cell',
        message: 'line 2: the record should be 2 cells, but is 1 cell',
      },
      {
        row: 1,
        field: 'record',
        code: 'ragged-row',
        severity: 'error',
        expected: '2 cells',
        received: '4 cells',
        message: 'line 3: the record should be 2 cells, but is 4 cells; left out: "3", "4"',
      },
    ]);
  });

  it('go on after a quote that is never closed, and after one that is closed too early', () => {
    const text = 'a,b\n"open,1\n2,3\n';
    expect(readCsv(text).rows).toEqual([{ a: 'open,1' }, { a: '2', b: '3' }]);
    expect(findings(text)).toEqual(['0 a unclosed-quote error', '0 record ragged-row error']);
    expect(readCsv('a,b\n"x"y,1\n2,3').rows).toEqual([
      { a: 'xy', b: '1' },
      { a: '2', b: '3' },
    ]);
    expect(findings('a,b\n"x"y,1\n2,3')).toEqual(['0 a text-after-quote error']);
    expect(messages('a,b\n1,"\n')).toEqual(['line 2: b should be closed by a quote, but is ""']);
  });
});

describe('headers', () => {
  it('of the same name are told apart, so that nothing is lost', () => {
    const { header, rows, issues } = readCsv('a,a,a (2),a\n1,2,3,4\n');
    expect(header).toEqual(['a', 'a (2)', 'a (2) (2)', 'a (3)']);
    expect(Object.values(rows[0])).toEqual(['1', '2', '3', '4']);
    expect(issues.map(({ code, severity }) => `${code} ${severity}`)).toEqual(
      Array(3).fill('duplicate-header error'),
    );
  });

  it('without a name, or with spaces around, are mended', () => {
    const { header, issues } = readCsv(' a ,,b\n1,2,3\n');
    expect(header).toEqual(['a', 'column 2', 'b']);
    expect(issues.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'header-whitespace fixed',
      'empty-header fixed',
    ]);
  });

  it('named __proto__ do no harm', () => {
    const { header, rows } = readCsv('id,__proto__,constructor\n1,x,y\n');
    expect(header).toEqual(['id', 'column 2', 'constructor']);
    expect(rows).toEqual([{ id: '1', 'column 2': 'x', constructor: 'y' }]);
    expect(findings('id,__proto__\n1,x\n')).toEqual(['null column 2 unsafe-header fixed']);
  });

  it('of one cell that holds another delimiter are suspect', () => {
    expect(findings('a;b\n1;2\n')).toEqual(['null header suspect-delimiter warning']);
    expect(messages('a\tb\n1\t2\n')[0]).toContain('may be delimited by "\\t"');
  });
});

describe('files', () => {
  it.each(['', '\n\r\n', '\uFEFF'])('without a header (%j) are an error', (text) => {
    expect(readCsv(text)).toMatchObject({ header: [], rows: [] });
    expect(findings(text)).toContain('null file empty-file error');
  });

  it('with a header alone are a warning', () => {
    expect(findings('a,b\n')).toEqual(['null file no-rows warning']);
  });

  it.each([null, undefined, 5, ['a']])('that are %o are an error', (input) => {
    expect(findings(input as never)).toEqual(['null file wrong-type error']);
  });

  it('lose their byte-order mark', () => {
    expect(readCsv('\uFEFFid\n1\n').rows).toEqual([{ id: '1' }]);
    expect(findings('\uFEFFid\n1\n')).toEqual(['null file byte-order-mark fixed']);
    expect(findings(bytes(0xef, 0xbb, 0xbf, 0x61, 0x0a, 0x31))).toEqual(['null file byte-order-mark fixed']);
  });

  it('may be UTF-16 with a mark', () => {
    expect(readCsv(bytes(0xff, 0xfe, 0x61, 0, 0x0a, 0, 0xe9, 0)).rows).toEqual([{ a: 'é' }]);
    expect(readCsv(bytes(0xfe, 0xff, 0, 0x61, 0, 0x0a, 0, 0xe9)).rows).toEqual([{ a: 'é' }]);
  });

  it('in another encoding are read in it, or name the cells that were lost', () => {
    const latin = bytes(0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xe9, 0x0a);
    expect(readCsv(latin, { encoding: 'windows-1252' })).toMatchObject({
      rows: [{ a: '1', b: 'é' }],
      issues: [],
    });
    expect(findings(latin)).toEqual(['0 b lost-characters warning']);
    expect(messages('a\nx\uFFFD\n')[0]).toContain('is the encoding right?');
  });

  it('name the cells that hold NUL', () => {
    expect(findings('a,b\0\n1,x\0y\n')).toEqual([
      'null b\0 nul-character error',
      '0 b\0 nul-character error',
    ]);
  });
});

describe('formulas', () => {
  it('lose the guard that writeCsv gave them, and are named', () => {
    expect(readCsv("a\n'=1+1\n'it\n").rows).toEqual([{ a: '=1+1' }, { a: "'it" }]);
    expect(findings("a\n'=1+1\n'it\n")).toEqual(['0 a formula-guard fixed']);
    expect(readCsv("a\n'=1+1\n", { formulaGuard: false })).toMatchObject({
      rows: [{ a: "'=1+1" }],
      issues: [],
    });
  });
});

describe('options of readCsv', () => {
  it.each([
    [{ delimiter: '|' }, 'delimiter should be one of'],
    [{ encoding: 'no such thing' }, 'encoding should be an encoding that this runtime knows'],
    [{ header: true }, 'there is no option "header"'],
    [{ formulaGuard: 1 }, 'formulaGuard should be true or false'],
  ])('refuse %j', (options, message) => {
    expect(() => readCsv(bytes(0x61), options as never)).toThrow(OptionsError);
    expect(() => readCsv(bytes(0x61), options as never)).toThrow(message);
  });
});

describe('100,000 bad rows', () => {
  it.each([
    ['ragged', '1\n', 100_000],
    ['with text after a quote', '"x"y,2\n', 100_000],
    ['with a quote that is opened', '"x,2\n', 100_000],
    ['with NUL', '\0,2\n', 100_000],
  ])('%s are all named in less than 2 seconds of processor time', (_, line, atLeast) => {
    const text = `a,b\n${line.repeat(100_000)}`;
    const start = process.cpuUsage();
    const { issues } = readCsv(text);
    const { user, system } = process.cpuUsage(start);
    expect(issues.length).toBeGreaterThanOrEqual(atLeast);
    expect((user + system) / 1e6).toBeLessThan(2);
  });
});
