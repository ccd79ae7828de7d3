import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/core/issue.js';
import { joinAccounts } from '../../src/segment/joinAccounts.js';

type Named = { readonly accountId: string };

describe('joinAccounts', () => {
  it('tells the account of every record, of what is none and where some are never asked for', () => {
    const ids = Array.from({ length: 300 }, (_, i) => `a${i}`);
    const records = Array.from({ length: 2000 }, (_, r) => ({ accountId: `a${(r * 7) % 400}` }));
    records[700] = null as unknown as Named;
    const accountAt = joinAccounts(ids, records, []);
    for (let row = 0; row < records.length; row++) {
      if (row > 200 && row < 600) continue;
      expect(accountAt(row)).toBe(ids.indexOf(records[row]?.accountId));
    }
  });

  it('names ids that are none, and the first of those that come twice', () => {
    const issues: Issue[] = [];
    joinAccounts(['a', 'b', '', 'c', 'c', 'b'], [], issues);
    expect(issues.map(({ row, code, received }) => [row, code, received])).toEqual([
      [2, 'missing-id', '""'],
      [null, 'duplicate-id', '"b"'],
    ]);
  });
});
