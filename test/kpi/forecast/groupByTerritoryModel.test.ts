import { describe, expect, it } from 'vitest';
import { groupByTerritoryModel, toDealColumns } from '../../../src/kpi/index.js';
import type { Deal } from '../../../src/model/deal.js';

const deal = (accountId: string): Deal => ({
  id: 'd',
  accountId,
  amount: 1,
  stage: 'open',
  openedOn: '2024-01-01',
});

/** More deals than are read together; every seventh of an account that the model does not know. */
const deals = Array.from({ length: 700 }, (_, d) => deal(d % 7 === 0 ? `x${d}` : `a${(d * 31) % 50}`));
const model = Array.from({ length: 50 }, (_, a) => ({
  accountId: `a${a}`,
  territoryId: a % 10 === 9 ? null : `t${a % 10}`,
}));

describe('groupByTerritoryModel', () => {
  it('tells of many deals together what it tells of each, and what a plain look-up tells', () => {
    const reader = groupByTerritoryModel(model);
    const holders = new Map(model.map(({ accountId, territoryId }) => [accountId, territoryId]));
    const expected = deals.map(({ accountId }) => holders.get(accountId) ?? null);
    const { groups, groupOf } = toDealColumns(deals, { groupBy: reader });
    expect(Array.from(groupOf, (g) => groups[g])).toEqual(expected);
    expect(deals.map((one) => reader(one))).toEqual(expected);
    // The same function without what tells many at once.
    const plain = toDealColumns(deals, { groupBy: (one) => reader(one) });
    expect({ groups, groupOf }).toEqual({ groups: plain.groups, groupOf: plain.groupOf });
  });

  it('leaves it to toDealColumns to name what is no deal', () => {
    const bad = [...deals.slice(0, 300), null, { ...deal('a1'), accountId: 7 }] as unknown as Deal[];
    expect(() => toDealColumns(bad, { groupBy: groupByTerritoryModel(model) })).toThrow(
      /2 errors[\s\S]*row 300[\s\S]*row 301, accountId/,
    );
  });

  it('asks a reader of many deals as its method, and takes what it leaves alone for no group', () => {
    const reader = Object.assign(() => 'never asked', {
      known: 'a1',
      readMany(
        this: { known: string },
        all: readonly Deal[],
        from: number,
        count: number,
        into: (string | null)[],
      ) {
        for (let k = 0; k < count; k++) if (all[from + k].accountId === this.known) into[k] = 'north';
      },
    });
    const { groups, groupOf } = toDealColumns(deals, { groupBy: reader });
    const expected = deals.map(({ accountId }) => (accountId === 'a1' ? 'north' : null));
    expect(Array.from(groupOf, (g) => groups[g])).toEqual(expected);
  });

  it('refuses a list of groups with holes', () => {
    const groups: string[] = [];
    groups[2] = 'b';
    expect(() => toDealColumns([], { groups })).toThrow(/a list of names/);
  });

  it('takes what a reader of one deal gives as wrong where it is neither a text nor null', () => {
    const groupBy = (() => undefined) as unknown as () => null;
    expect(() => toDealColumns(deals.slice(0, 1), { groupBy })).toThrow(/row 0, groupBy/);
  });
});
