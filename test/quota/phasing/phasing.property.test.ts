import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumberOf, dayOf } from '../../../src/core/days.js';
import { listPeriods } from '../../../src/quota/calendar/periods.js';
import { phaseQuota } from '../../../src/quota/phasing/phaseQuota.js';
import type { TerritoryHolding } from '../../../src/quota/phasing/prorateInput.js';
import { prorateQuota } from '../../../src/quota/phasing/prorateQuota.js';

const periods = listPeriods('2024-01-01', 'month', 6);
const start = dayNumberOf('2023-12-20');
const stretch = fc
  .tuple(fc.nat(200), fc.nat(90), fc.constantFrom('a', 'b', 'c'))
  .map(([from, length, repId]): TerritoryHolding => {
    return {
      territoryId: 't',
      repId,
      from: dayOf(start + from),
      until: dayOf(start + from + length),
      share: 0.125,
    };
  });

describe('prorateQuota', () => {
  it('adds up to every quota exactly, and each row is its days of the whole within a unit', () => {
    fc.assert(
      fc.property(
        fc.array(stretch, { maxLength: 8 }),
        fc.array(fc.nat(9_999), { minLength: 6, maxLength: 6 }),
        fc.constantFrom('keep' as const, 'spread' as const),
        (holdings, amounts, vacancy) => {
          const rows = prorateQuota({ territories: ['t'], periods, amounts, holdings, vacancy });
          periods.forEach(({ id, start: first, end }, p) => {
            const mine = rows.filter(({ periodId }) => periodId === id);
            expect(mine.reduce((sum, { quota }) => sum + quota, 0)).toBe(amounts[p]);
            for (const { repId, days, quota, exact } of mine) {
              expect(Math.abs(quota - exact)).toBeLessThan(1);
              if (repId === null) continue;
              // Day after day, by the definition.
              let expected = 0;
              for (let day = dayNumberOf(first); day <= dayNumberOf(end); day++) {
                for (const holding of holdings) {
                  const covers =
                    dayOf(day) >= (holding.from as string) && dayOf(day) <= (holding.until as string);
                  if (holding.repId === repId && covers) expected += 0.125;
                }
              }
              expect(days).toBe(expected);
            }
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('phaseQuota', () => {
  it('adds up to each year exactly, explains every cell and never relieves more than the quota', () => {
    const share = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(1_000_000), fc.array(share, { minLength: 4, maxLength: 4 })), {
          minLength: 1,
          maxLength: 6,
        }),
        fc
          .array(fc.nat(50), { minLength: 4, maxLength: 4 })
          .filter((season) => season.some((part) => part > 0)),
        fc.constantFrom('relieve' as const, 'spread' as const),
        (rows, seasonality, rampEffect) => {
          const recipients = rows.map(([quota], r) => ({ id: `r${r}`, quota }));
          const ramp = rows.flatMap(([, shares]) => shares);
          const phased = phaseQuota({ recipients, seasonality, ramp, rampEffect });
          phased.years.forEach(({ quota, relief }, r) => {
            const mine = Array.from(phased.amounts.slice(4 * r, 4 * r + 4));
            expect(mine.reduce((a, b) => a + b)).toBe(quota);
            expect(quota + relief).toBe(rows[r][0]);
            expect(relief).toBeGreaterThanOrEqual(0);
            if (rampEffect === 'spread' && phased.status === 'feasible') expect(relief).toBe(0);
          });
          phased.amounts.forEach((amount, at) => {
            const parts = phased.seasonalParts[at] + phased.rampEffects[at] + phased.rounding[at];
            expect(Math.abs(parts - amount)).toBeLessThanOrEqual(1e-9 * Math.max(1, amount));
          });
        },
      ),
    );
  });
});
