import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import type { Account } from '../../src/model/account.js';
import { checkReferences, parseReferences } from '../../src/model/checkReferences.js';
import type { Territory } from '../../src/model/territory.js';

const accounts: Account[] = [
  { id: 'A', measures: { hours: 1 }, attributes: {}, incumbentId: 'T1' },
  { id: 'B', measures: {}, attributes: {}, incumbentId: 'T9' },
];
const reps = [{ id: 'R1', capacity: 1, skills: [] }];
const territories: Territory[] = [
  { id: 'T1', repIds: ['R1'], limits: { hours: { max: 9 } } },
  { id: 'T2', repIds: ['R1', 'R9'], limits: { beds: { max: 9 } } },
];
const measures = [
  { id: 'hours', tolerance: 0.05 },
  { id: 'visits', tolerance: 0.05 },
];
const deal = { amount: 1, stage: 'x', openedOn: '2023-01-01' };
const deals = [
  { ...deal, id: 'D1', accountId: 'A' },
  { ...deal, id: 'D2', accountId: 'Z', repId: 'R8' },
];
const locks = [
  { accountId: 'A', territoryId: 'T2' },
  { accountId: 'Y', territoryId: 'T7' },
];

describe('checkReferences', () => {
  it('names whatever is not in the list it should be in', () => {
    const issues = checkReferences({ accounts, reps, territories, measures, deals, locks });
    expect(issues.map(({ row, field, code, received }) => `${row} ${field} ${code} ${received}`)).toEqual([
      '1 accounts.incumbentId unknown-territory "T9"',
      '1 territories.repIds unknown-rep "R9"',
      '1 territories.limits.beds unknown-measure "beds"',
      '1 deals.accountId unknown-account "Z"',
      '1 deals.repId unknown-rep "R8"',
      '1 locks.accountId unknown-account "Y"',
      '1 locks.territoryId unknown-territory "T7"',
      '1 measures.id unknown-measure "visits"',
    ]);
  });

  it('names what is no list or record, and then looks no further', () => {
    const codes = (lists: unknown) =>
      checkReferences(lists as never).map(({ row, field, code }) => `${row} ${field} ${code}`);
    for (const nothing of [null, undefined, [], 7n, Symbol('lists')])
      expect(codes(nothing)).toEqual(['null lists wrong-type']);
    expect(codes({ accounts: null, reps: new Float64Array(2), deals: {}, locks: [null] })).toEqual([
      'null accounts not-a-list',
      'null reps not-a-list',
      'null deals not-a-list',
      '0 locks wrong-type',
    ]);
    expect(codes({ accounts: [{ id: 'A' }], territories: [{ id: 'T', limits: 3 }], locks })).toEqual([
      '0 accounts.measures wrong-type',
      '0 territories.repIds not-a-list',
      '0 territories.limits wrong-type',
    ]);
  });

  it('checks nothing against a list that is not given', () => {
    expect(checkReferences({ accounts, deals: [deals[0]], locks: [locks[0]] })).toEqual([]);
    expect(checkReferences({ territories, locks: [locks[0]] })).toEqual([]);
    expect(checkReferences({})).toEqual([]);
  });
});

describe('parseReferences', () => {
  it('gives the lists back or throws', () => {
    const good = { accounts: [accounts[0]], locks: [locks[0]] };
    expect(parseReferences(good)).toBe(good);
    expect(() => parseReferences({ accounts, locks })).toThrow(InputError);
  });
});
