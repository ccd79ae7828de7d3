import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/io/readCsv.js';

/** The grammar of RFC 4180 as a machine of three states that takes one character at a time. */
function readByGrammar(text: string): string[][] {
  const rows: string[][] = [[]];
  let state: 'start' | 'plain' | 'quoted' = 'start';
  let cell = '';
  const end = () => {
    rows.at(-1)?.push(cell);
    cell = '';
    state = 'start';
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (state === 'quoted') {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') cell += text[++i];
      else state = 'plain';
    } else if (character === '"' && state === 'start') state = 'quoted';
    else if (character === ',') end();
    else if (character === '\r' && text[i + 1] === '\n') {
      // The line feed that follows ends the record.
    } else if (character === '\n') {
      end();
      rows.push([]);
    } else {
      cell += character;
      state = 'plain';
    }
  }
  end();
  return rows;
}

/** Well-formed cells, quoted where they must be and sometimes where they need not. */
const cell = fc
  .tuple(
    fc.array(fc.constantFrom('a', '1', ',', '"', '\n', '\r\n', ' ', 'é'), { maxLength: 5 }),
    fc.boolean(),
  )
  .map(([parts, always]) => {
    const text = parts.join('');
    return always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));

describe('readCsv', () => {
  it('reads well-formed tables as the grammar says', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, newline) => {
        const header = rows[0].map((_, c) => `c${c}`);
        const text = [header, ...rows].map((row) => row.join(',')).join(newline);
        const { rows: read, issues } = readCsv(text);
        expect(read.map((row) => Object.values(row))).toEqual(readByGrammar(text).slice(1));
        expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
