import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { continuity } from '../../../src/kpi/continuity/continuity.js';
import { disruption } from '../../../src/kpi/continuity/disruption.js';
import type { Holding } from '../../../src/kpi/continuity/holders.js';
import { hasNaN, issuesOf } from '../support/issuesOf.js';

const held = (holders: Record<string, string | null>): Holding[] =>
  Object.entries(holders).map(([accountId, territoryId]) => ({ accountId, territoryId }));
const before = held({ a: 'north', b: 'north', c: 'south', d: null, e: 'south', gone: 'south' });
const after = held({ a: 'north', b: 'south', c: null, d: 'north', e: 'south', fresh: 'north' });
const accounts: { id: string; measures: Record<string, number> }[] = [
  { id: 'a', measures: { hours: 4 } },
  { id: 'b', measures: { hours: 1 } },
  { id: 'c', measures: {} },
  { id: 'd', measures: { hours: 100 } },
  { id: 'e', measures: { hours: 5 } },
];

describe('disruption', () => {
  it('is of the accounts that somebody held; what is new, gone or was open is told apart', () => {
    expect(disruption(before, after, accounts, ['hours'])).toEqual({
      accounts: 4,
      moved: 2,
      movedShare: 0.5,
      continuity: 0.5,
      released: 1,
      assigned: 1,
      added: 1,
      removed: 1,
      measures: [{ measureId: 'hours', load: 10, movedLoad: 1, movedShare: 0.1, unknown: 1 }],
      territories: [
        { territoryId: 'north', kept: 1, lost: 1, gained: 1, continuity: 0.5 },
        { territoryId: 'south', kept: 1, lost: 1, gained: 1, continuity: 0.5 },
      ],
    });
  });

  it('can be of all accounts', () => {
    const result = disruption(before, after, accounts, ['hours'], { base: 'all' });
    expect(result).toMatchObject({ accounts: 5, moved: 3, movedShare: 0.6 });
    expect(result.measures[0]).toMatchObject({ load: 110, movedLoad: 101 });
  });

  it('has no share of nobody', () => {
    expect(disruption([], after)).toMatchObject({
      accounts: 0,
      movedShare: null,
      continuity: null,
      added: 6,
    });
  });

  it('names accounts that come twice and loads that are none', () => {
    const run = () =>
      disruption(
        [...before, before[0]],
        [after[0], after[0]],
        [...accounts, { id: 'a', measures: { hours: -1 } }],
        ['hours'],
      );
    expect(issuesOf(run)).toEqual([
      '1 after.accountId duplicate-assignment',
      '5 accounts.id duplicate-id',
      '5 accounts.measures.hours out-of-range',
      '6 before.accountId duplicate-assignment',
    ]);
  });

  const holder = fc.option(fc.constantFrom('x', 'y', 'z'));
  const rows = fc.array(fc.tuple(holder, holder), { maxLength: 30 });
  const alignment = (list: readonly (string | null)[]) =>
    list.map((territoryId, i) => ({ accountId: `${i}`, territoryId }));

  it('agrees with counting account by account, is 0 for no change, and does not depend on order', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const [was, is] = [alignment(pairs.map(([from]) => from)), alignment(pairs.map(([, to]) => to))];
        const result = disruption(was, is);
        const base = pairs.filter(([from]) => from !== null);
        expect(result.accounts).toBe(base.length);
        expect(result.moved).toBe(base.filter(([from, to]) => from !== to).length);
        expect(result.territories.reduce((sum, { lost }) => sum + lost, 0)).toBe(result.moved);
        expect(disruption(was, was).moved).toBe(0);
        expect(disruption([...was].reverse(), [...is].reverse())).toEqual(result);
        expect(hasNaN(result)).toBe(false);
        const steps = continuity([was, is]);
        expect(steps[1].continuity).toBe(
          result.accounts > 0 ? (result.accounts - result.moved) / result.accounts : null,
        );
      }),
      { seed: 1 },
    );
  });
});

describe('continuity', () => {
  it('ends with the first interruption', () => {
    const series = [held({ a: 'n', b: 's' }), held({ a: 's', b: 's' }), held({ a: 'n', b: 's' })];
    expect(continuity(series).map((step) => step.continuity)).toEqual([1, 0.5, 0.5]);
  });

  it('leaves accounts out that disappear or that nobody held', () => {
    const series = [held({ a: 'n', b: 's', c: null }), held({ a: 'n', c: 'n' }), held({})];
    expect(continuity(series)).toEqual([
      { accounts: 2, kept: 2, continuity: 1 },
      { accounts: 1, kept: 1, continuity: 1 },
      { accounts: 0, kept: 0, continuity: null },
    ]);
    expect(continuity([])).toEqual([]);
  });

  it('names the alignment in which an account comes twice', () => {
    expect(issuesOf(() => continuity([before, [after[0], after[0]]]))).toEqual([
      '1 alignments.1.accountId duplicate-assignment',
    ]);
  });
});
