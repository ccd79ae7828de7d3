import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumberOf, dayOf } from '../../../src/core/days.js';
import { computeRamp } from '../../../src/quota/phasing/computeRamp.js';
import { inOrders } from '../support/inOrders.js';
import { dates, months, schedule, toTenure } from '../support/tenures.js';

describe('computeRamp', () => {
  it('is the mean over all days of the period, as a walk over the days gives it', () => {
    fc.assert(
      fc.property(dates, schedule, (when, ramp) => {
        const tenure = toTenure(when, 'a');
        const { shares, activeShares } = computeRamp([tenure], months, ramp);
        months.forEach(({ start, end }, p) => {
          let [sum, seated, days] = [0, 0, 0];
          for (let at = dayNumberOf(start); at <= dayNumberOf(end); at++, days++) {
            const [from, until] = [tenure.start ?? '0000-01-01', tenure.end ?? '9999-12-31'];
            if (dayOf(at) < from || dayOf(at) > until) continue;
            seated++;
            sum += tenure.start === undefined ? 1 : (ramp[wholeMonths(from, dayOf(at))] ?? 1);
          }
          expect(shares[p]).toBeCloseTo(sum / days, 10);
          expect(activeShares[p]).toBeCloseTo(seated / days, 10);
        });
      }),
    );
  });

  it('stays within what is active, whoever stands beside, and never falls where the schedule rises', () => {
    fc.assert(
      fc.property(inOrders(dates, { maxLength: 4 }), schedule, ({ list, order }, ramp) => {
        const tenures = list.map((when, i) => toTenure(when, `r${i}`));
        const { shares, activeShares } = computeRamp(tenures, months, ramp);
        const faster = computeRamp(
          tenures,
          months,
          ramp.map((step) => (1 + step) / 2),
        ).shares;
        shares.forEach((value, at) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(activeShares[at]);
          expect(activeShares[at]).toBeLessThanOrEqual(1);
          expect(faster[at]).toBeGreaterThanOrEqual(value - 1e-12);
        });
        const other = computeRamp(
          order.map((i) => tenures[i]),
          months,
          ramp,
        ).shares;
        order.forEach((i, k) => {
          expect(other.slice(6 * k, 6 * k + 6)).toEqual(shares.slice(6 * i, 6 * i + 6));
        });
      }),
    );
  });
});

/** Whole months between days as texts: one more on the same day of the next month, or on its last day. */
function wholeMonths(from: string, to: string): number {
  const [year, month, date] = from.split('-').map(Number);
  const anniversary = (months: number) => {
    const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
  };
  let months = 0;
  while (anniversary(months + 1) <= to) months++;
  return months;
}
