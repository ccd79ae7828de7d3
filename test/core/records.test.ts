import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/core/issue.js';
import { checkId, eachRecord, isId, isList, isRecord } from '../../src/core/records.js';

const asText = ({ row, field, code, received }: Issue) => `${row} ${field} ${code} ${received}`;

describe('eachRecord', () => {
  it('hands over records with their positions and names rows that are none, holes included', () => {
    const rows = [{ id: 'a' }, null, 'b', undefined, [], { id: 'c' }];
    delete rows[3];
    const issues: Issue[] = [];
    const seen: [number, unknown][] = [];
    eachRecord(rows, 'quotas', issues, (record, row) => seen.push([row, record]));
    expect(seen).toEqual([
      [0, { id: 'a' }],
      [5, { id: 'c' }],
    ]);
    expect(issues.map(asText)).toEqual([
      '1 quotas wrong-type nothing',
      '2 quotas wrong-type "b"',
      '3 quotas wrong-type nothing',
      '4 quotas wrong-type a list of 0',
    ]);
  });

  it.each([[null], [undefined], [7], ['abc'], [{ length: 1 }]])('names %o, which is no list', (rows) => {
    const issues: Issue[] = [];
    eachRecord(rows as unknown as object[], 'rows', issues, () => {
      throw new Error('there are no records');
    });
    expect(issues.map(({ row, field, code }) => [row, field, code])).toEqual([[null, 'rows', 'not-a-list']]);
  });
});

describe('checks of one value', () => {
  it('takes lists, typed arrays and objects with a length, and names all else', () => {
    const issues: Issue[] = [];
    for (const list of [[], [1], new Float64Array(2), { length: 0 }]) {
      expect(isList(list, 'x', issues)).toBe(true);
    }
    expect(issues).toEqual([]);
    for (const other of [null, undefined, 'abc', 3, {}, { length: -1 }, { length: 0.5 }, () => 1]) {
      expect(isList(other, 'x', issues)).toBe(false);
    }
    expect(issues).toHaveLength(8);
  });

  it('takes texts that are not empty for ids', () => {
    expect(['a', ' '].every(isId)).toBe(true);
    expect(['', null, undefined, 5, {}].some(isId)).toBe(false);
    const issues: Issue[] = [];
    expect([checkId('a', 0, 'id', issues), checkId(5, 3, 'id', issues)]).toEqual([true, false]);
    expect(issues.map(asText)).toEqual(['3 id missing-id 5']);
  });

  it('takes objects for records, but not lists', () => {
    expect([{}, Object.create(null), new Date(0)].every(isRecord)).toBe(true);
    expect([null, undefined, [], 'a', 1, () => 1].some(isRecord)).toBe(false);
  });
});
