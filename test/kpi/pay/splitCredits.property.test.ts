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

  it('credits no less for a larger deal or a larger part of the role, but for the last coin', () => {
    let moved = 0;
    fc.assert(
      fc.property(deal, fc.integer({ min: 1, max: 50_000 }), fc.constantFrom(...roles), (one, by, role) => {
        const amount = Math.abs(one.amount);
        const of = (value: number, parts: typeof shares) =>
          splitCredits([{ ...one, amount: value }], { shares: parts, unit: 1 });
        const [before, larger] = [of(amount, shares), of(amount + by, shares)];
        expect(larger.total.credited).toBeGreaterThanOrEqual(before.total.credited);
        larger.credits.forEach(({ credit }, k) => {
          if (credit > before.credits[k].credit) moved++;
          // Largest remainder may take a coin away when the whole rises (the Alabama paradox), not more.
          expect(credit).toBeGreaterThanOrEqual(before.credits[k].credit - 1);
        });
        const raised = of(amount, { ...shares, [role]: shares[role] + 0.1 });
        raised.credits.forEach(({ role: own, credit }, k) => {
          if (own === role) expect(credit).toBeGreaterThanOrEqual(before.credits[k].credit - 1);
        });
      }),
    );
    expect(moved).toBeGreaterThan(50);
  });
});
