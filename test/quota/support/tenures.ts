import fc from 'fast-check';
import { dayNumberOf, dayOf } from '../../../src/core/days.js';
import { listPeriods } from '../../../src/quota/calendar/periods.js';

const zero = dayNumberOf('2024-12-01');

/** The day so many days after the first of December 2024. */
export const day = (offset: number) => dayOf(zero + offset);

/** The first half of 2025. */
export const months = listPeriods('2025-01-01', 'month', 6);

export const share = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20);
export const schedule = fc.array(share, { maxLength: 5 });

/** Somebody's dates within these months and some weeks around them. */
export interface Dates {
  readonly start: number;
  readonly length: number;
  readonly isOld: boolean;
  readonly stays: boolean;
}

export const dates: fc.Arbitrary<Dates> = fc.record({
  start: fc.nat(240),
  length: fc.nat(240),
  isOld: fc.boolean(),
  stays: fc.boolean(),
});

export function toTenure({ start, length, isOld, stays }: Dates, id: string) {
  return {
    id,
    ...(isOld ? {} : { start: day(start) }),
    ...(stays ? {} : { end: day(start + length) }),
  };
}
