import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainDeals } from '../../../src/segment/qualification/chainDeals.js';
import { bant } from '../../../src/segment/qualification/framework.js';
import { qualifyDeals } from '../../../src/segment/qualification/qualifyDeals.js';
import { crowd } from '../../support/crowd.js';

/** Accounts in the order of their chains, each with its deals. */
function dealsByAccount(accountIds: readonly string[]): [id: string, deals: number[]][] {
  const answers = accountIds.map((accountId, d) => ({ dealId: `${d}`, accountId, answers: {} }));
  const { ids, first, next } = chainDeals(qualifyDeals(answers, bant));
  return ids.map((id, a) => {
    const deals: number[] = [];
    for (let d = first[a]; d >= 0; d = next[d]) deals.push(d);
    return [id, deals];
  });
}

/** The same by a map. */
function mapOfDeals(accountIds: readonly string[]): [id: string, deals: number[]][] {
  const deals = new Map<string, number[]>();
  for (const [d, id] of accountIds.entries()) deals.set(id, [...(deals.get(id) ?? []), d]);
  return [...deals];
}

describe('chainDeals', () => {
  it('agrees with a map', () => {
    const id = fc.oneof(
      fc.string({ minLength: 1, maxLength: 2 }),
      fc.constantFrom('x'.repeat(64), 'x'.repeat(65)),
    );
    fc.assert(
      fc.property(fc.array(id, { maxLength: 600, size: 'max' }), (accountIds) => {
        expect(dealsByAccount(accountIds)).toEqual(mapOfDeals(accountIds));
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('numbers more accounts than the table begins with, and finds them again', () => {
    const accountIds = Array.from({ length: 12_000 }, (_, d) => `a${(d * 7919) % 5000}`);
    expect(dealsByAccount(accountIds)).toEqual(mapOfDeals(accountIds));
  });

  it('finds ids that were made to have one hash, also once there is room for them', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `a${i}`);
    const accountIds = [...crowd, ...crowd, ...many, ...crowd, ...many];
    expect(dealsByAccount(accountIds)).toEqual(mapOfDeals(accountIds));
  });
});
