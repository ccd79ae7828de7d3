import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCredits } from '../../../src/kpi/pay/splitCredits.js';
import { roundToTotal } from '../../../src/quota/rounding/roundToTotal.js';
import { issuesOf } from '../support/issuesOf.js';

const shares = { ae: 0.5, se: 0.2, csm: 0.2, none: 0 };
const roles = Object.keys(shares) as (keyof typeof shares)[];
/** Up to 12 members, so that both ways of rounding come up. */
const members = fc.uniqueArray(
  fc.record({ repId: fc.constantFrom('a', 'b', 'c', 'd'), role: fc.constantFrom(...roles) }),
  { maxLength: 12, selector: ({ repId, role }) => `${repId} ${role}` },
);
const deal = fc.record({ id: fc.string(), amount: fc.integer({ min: -100_000, max: 100_000 }), members });

describe('splitCredits', () => {
  it('credits each deal as roundToTotal divides its coins, whatever deals came before', () => {
    fc.assert(
      fc.property(fc.array(deal, { maxLength: 8 }), fc.constantFrom(1, 0.01, 5), (cents, unit) => {
        const deals = cents.map((one) => ({ ...one, amount: one.amount / 100 }));
        const { credits } = splitCredits(deals, { shares, unit });
        const expected = deals.flatMap(({ amount, members: team }) => {
          const sizes = team.map(({ role }) => team.filter((other) => other.role === role).length);
          const weights = team.map(({ role }, k) => shares[role] / sizes[k]);
          const filled = [...new Set(team.map(({ role }) => role))].reduce(
            (sum, role) => sum + shares[role],
            0,
          );
          if (filled === 0) return team.map(() => 0);
          const coins = Math.floor((Math.abs(amount) * filled) / unit + 0.5 + 1e-9);
          const parts = roundToTotal(weights, unit === 0.01 ? coins / 100 : coins * unit, unit);
          return parts.map((part) => (amount < 0 ? 0 - part : part));
        });
        expect(credits.map(({ credit }) => credit)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses amounts of more coins than can be counted exactly, and the same rep twice in a role', () => {
    const twice = [
      { repId: 'a', role: 'ae' },
      { repId: 'a', role: 'se' },
      { repId: 'a', role: 'ae' },
    ];
    const found = issuesOf(() =>
      splitCredits(
        [
          { id: '1', amount: 2 ** 50, members: [] },
          { id: '2', amount: 1, members: twice },
          { id: '3', amount: 1, members: twice.slice(1) },
        ],
        { shares },
      ),
    );
    expect(found).toEqual(['0 amount out-of-range', '1 members duplicate-member']);
  });
});
