import fc from 'fast-check';
import type { Deal } from '../../../src/model/deal.js';

/** A day of 2024, by its number from 0. */
export const dayAt = (number: number): string =>
  new Date(Date.UTC(2024, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);

/** Deals of 2024: open, won, lost, without outcome, returns among them. */
export const randomDeals: fc.Arbitrary<Deal[]> = fc
  .array(
    fc.record({
      amount: fc.integer({ min: -60, max: 200 }),
      stage: fc.constantFrom('lead', 'proposal'),
      opened: fc.oneof(fc.nat(200), fc.constantFrom(60, 61)),
      days: fc.oneof(fc.nat(150), fc.constantFrom(0, 3)),
      fate: fc.constantFrom('open', 'won', 'won', 'lost', 'unknown'),
      repId: fc.option(fc.constantFrom('r1', 'r2', 'r3'), { nil: undefined }),
    }),
    { maxLength: 40, size: 'max' },
  )
  .map((rows) =>
    rows.map(({ amount, stage, opened, days, fate, repId }, i) => ({
      id: `d${i}`,
      accountId: `a${i % 7}`,
      amount,
      stage,
      openedOn: dayAt(opened),
      ...(fate === 'open' ? {} : { closedOn: dayAt(opened + days) }),
      ...(fate === 'won' || fate === 'lost' ? { won: fate === 'won' } : {}),
      ...(repId === undefined ? {} : { repId }),
    })),
  );

export const byRep = ({ repId }: Deal): string | null => repId ?? null;
