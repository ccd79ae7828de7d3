import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCreditColumns } from '../../../src/kpi/pay/splitCreditColumns.js';
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
const deal = fc.record({
  id: fc.string({ minLength: 1 }),
  amount: fc.integer({ min: -100_000, max: 100_000 }),
  members,
});

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

  it('gives the same numbers in columns', () => {
    fc.assert(
      fc.property(fc.array(deal, { maxLength: 8 }), fc.constantFrom('open', 'spread'), (deals, vacant) => {
        const { credits, rep, reps, total } = splitCreditColumns(deals, { shares, vacant });
        const rows = splitCredits(deals, { shares, vacant });
        expect({ reps, total }).toEqual({ reps: rows.reps, total: rows.total });
        expect([...credits]).toEqual(rows.credits.map(({ credit }) => credit));
        expect(Array.from(rep, (r) => reps[r].id)).toEqual(rows.credits.map(({ repId }) => repId));
        reps.forEach(({ credited }, r) => {
          const own = credits.reduce((sum, credit, c) => sum + (rep[c] === r ? credit : 0), 0);
          expect(credited).toBeCloseTo(own, 8);
        });
        expect(total.amount).toBeCloseTo(
          deals.reduce((sum, { amount }) => sum + amount, 0),
          6,
        );
      }),
    );
  });

  it('names deals without a list of members and members without an id', () => {
    const broken = [
      { id: '1', amount: Number.NaN },
      { id: '2', amount: 1, members: [{ repId: '', role: 'ae' }] },
      { id: '3', amount: 1, members: [{ repId: 'a', role: 'nobody' }] },
    ] as unknown as Parameters<typeof splitCredits>[0];
    expect(issuesOf(() => splitCreditColumns(broken, { shares }))).toEqual([
      '0 amount not-finite',
      '0 members not-a-list',
      '1 members.repId missing-id',
      '2 members.role unknown-role',
    ]);
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
