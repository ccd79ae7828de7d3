import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { projectBase } from '../../src/quota/allocation/projectBase.js';
import { listPeriods } from '../../src/quota/calendar/periods.js';
import { computeCapacity } from '../../src/quota/capacity/computeCapacity.js';
import { survivalShares } from '../../src/quota/capacity/survivalShares.js';
import { computeRamp } from '../../src/quota/phasing/computeRamp.js';
import { prorateQuota } from '../../src/quota/phasing/prorateQuota.js';

const periods = listPeriods('2025-01-01', 'quarter', 1);
const calendars = { us: { holidays: [] } };

/** What files and forms give in place of numbers; each compares like a number with `>=`. */
const noNumbers = [null, '0.5', true, []] as unknown as number[];

describe('values that only look like shares and hours', () => {
  it.each([
    ['attrition of a base', (v: number) => projectBase([{ id: 'a', actual: 10, attrition: v }])],
    ['attrition of a team', (v: number) => survivalShares(v, periods)],
    ['share of a ramp', (v: number) => computeRamp([{ id: 'a', start: '2025-01-01' }], periods, [v])],
    [
      'hours a day',
      (v: number) => computeCapacity({ periods, calendars, reps: [{ id: 'a', hoursPerDay: v }] }),
    ],
    [
      'share of selling',
      (v: number) =>
        computeCapacity({ periods, calendars, reps: [{ id: 'a', hoursPerDay: 8, sellingShare: v }] }),
    ],
    [
      'days of leave',
      (v: number) =>
        computeCapacity({ periods, calendars, reps: [{ id: 'a', hoursPerDay: 8, leaveDays: v }] }),
    ],
    [
      'share of a territory',
      (v: number) =>
        prorateQuota({
          territories: ['n'],
          periods,
          amounts: [1],
          holdings: [{ territoryId: 'n', repId: 'a', share: v }],
        }),
    ],
  ])('are refused: %s', (_, run) => {
    for (const value of noNumbers) expect(() => run(value)).toThrow(InputError);
  });
});
