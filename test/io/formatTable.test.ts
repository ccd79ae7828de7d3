import { describe, expect, it } from 'vitest';
import { formatTable, type TableColumn } from '../../src/io/formatTable.js';

interface Seat {
  readonly name: string;
  readonly hours: number | null;
  readonly share: number;
}

const columns: TableColumn<Seat>[] = [
  { header: 'seat', value: ({ name }) => name, total: 'all 3' },
  { header: 'hours', value: ({ hours }) => hours, total: 1_234_567 },
  { header: 'used', value: ({ share }) => share, as: 'percent' },
  { header: 'off', value: ({ share }) => share - 1, as: 'deviation' },
];
const seats: Seat[] = [
  { name: 'Oslo', hours: 1_234_066.4, share: 1.049 },
  { name: 'Tromsø', hours: 500.6, share: 0.9 },
  { name: 'X', hours: null, share: 1 },
];

/** Columns that a terminal needs, by a rule of its own: what the test strings below contain. */
const columnsOf = (text: string) =>
  [...text.replace(/\u0301|\ufe0f|\u200d👩?/gu, '')].reduce(
    (sum, character) => sum + (/[東京都国立病院👩한]/u.test(character) ? 2 : 1),
    0,
  );

describe('formatTable', () => {
  it('aligns numbers on the right and texts on the left, with a line of totals', () => {
    expect(formatTable(columns, seats)).toBe(
      [
        'seat        hours     used      off',
        '------  ---------  -------  -------',
        'Oslo    1,234,066  104.9 %   +4.9 %',
        'Tromsø        501   90.0 %  −10.0 %',
        'X               –  100.0 %    0.0 %',
        '------  ---------  -------  -------',
        'all 3   1,234,567',
      ].join('\n'),
    );
  });

  it('writes tables for Markdown', () => {
    expect(formatTable(columns.slice(0, 2), seats.slice(0, 1), { style: 'markdown' })).toBe(
      [
        '| seat  |     hours |',
        '| :---- | --------: |',
        '| Oslo  | 1,234,066 |',
        '| all 3 | 1,234,567 |',
      ].join('\n'),
    );
  });

  it('shows the decimals that are asked for, and takes the side that is asked for', () => {
    const one = formatTable<number>(
      [
        { header: 'a', value: (row) => row, decimals: 2, align: 'left' },
        { header: 'long header', value: () => 'x', align: 'right' },
      ],
      [-1_000.005, -0.001],
    );
    expect(one.split('\n').slice(2)).toEqual(['−1,000.00            x', '0.00                 x']);
  });

  it('has headers alone where there are no rows', () => {
    expect(formatTable([{ header: 'a', value: () => 1 }], [])).toBe('a\n-');
    expect(formatTable([], [])).toBe('\n');
  });

  it('counts the columns of combining, wide and joined characters', () => {
    const names = ['Cafe\u0301', '東京都', '한', '👩\u200d👩\ufe0f', '国立病院 Tokyo', 'plain'];
    const table = formatTable<string>(
      [
        { header: 'name', value: (name) => name },
        { header: 'n', value: () => 1 },
      ],
      names,
    );
    expect(new Set(table.split('\n').map(columnsOf))).toEqual(new Set([columnsOf('国立病院 Tokyo  1')]));
  });

  it('lets no name break a line, colour a terminal or turn the text round', () => {
    const hostile = 'a\nb\r\nc\u001b[31md\u202ee\u0000';
    const [, , line] = formatTable<string>([{ header: 'h', value: (text) => text }], [hostile]).split('\n');
    expect(line).toBe('a b c\ufffd[31md\ufffde\ufffd');
  });

  it('escapes what Markdown would take for markup', () => {
    const [, , line] = formatTable<string>([{ header: 'h', value: (text) => text }], ['a|b <i>*c*</i>'], {
      style: 'markdown',
    }).split('\n');
    expect(line).toBe('| a\\|b \\<i\\>\\*c\\*\\</i\\> |');
  });
});
