import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.js';
import { coefficientOfVariation } from '../../../src/kpi/balance/coefficientOfVariation.js';
import { jainIndex } from '../../../src/kpi/balance/jainIndex.js';
import { theil } from '../../../src/kpi/balance/theil.js';
import { theilByGroup } from '../../../src/kpi/balance/theilByGroup.js';

const some = fc
  .array(fc.record({ value: fc.nat(1_000), group: fc.constantFrom('a', 'b', 'c') }), { minLength: 1 })
  .filter((rows) => rows.some(({ value }) => value > 0));

/** By the definition, with the platform's logarithm. */
function theilByDefinition(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, x) => sum + (x > 0 ? (x / mean) * Math.log(x / mean) : 0), 0) / values.length;
}

describe('theil', () => {
  it('is 0 for equal parts and ln n where one has it all', () => {
    expect(theil([0.1, 0.1, 0.1])).toBe(0);
    expect(theil([0, 0, 0, 8])).toBeCloseTo(Math.log(4), 15);
  });

  it('has no value for nobody and nothing, does not overflow, refuses what is no amount', () => {
    expect([theil([]), theil([0, 0]), theil([5])]).toEqual([null, null, 0]);
    expect(theil([1e308, 0])).toBeCloseTo(Math.LN2, 15);
    expect(() => theil([1, -1, Number.NaN])).toThrow('2 x out-of-range');
  });

  it('agrees with its definition, in any order and unit', () => {
    fc.assert(
      fc.property(some, (rows) => {
        const values = rows.map(({ value }) => value);
        expect(theil(values)).toBeCloseTo(theilByDefinition(values), 12);
        expect(theil([...values].reverse())).toBeCloseTo(theil(values) ?? -1, 13);
        expect(theil(values.map((value) => 7 * value))).toBeCloseTo(theil(values) ?? -1, 12);
      }),
      { seed: 1 },
    );
  });
});

describe('theilByGroup', () => {
  it('splits by hand: 1, 1 and 3, 3 differ between groups only', () => {
    const split = theilByGroup([1, 3, 1, 3], ['east', 'west', 'east', 'west']);
    const between = 0.25 * Math.log(0.5) + 0.75 * Math.log(1.5);
    expect(split).toEqual({
      theil: expect.closeTo(between, 14),
      within: 0,
      between: expect.closeTo(between, 14),
      groups: [
        {
          group: 'east',
          count: 2,
          share: 0.25,
          theil: 0,
          within: 0,
          between: expect.closeTo(0.25 * Math.log(0.5), 14),
        },
        {
          group: 'west',
          count: 2,
          share: 0.75,
          theil: 0,
          within: 0,
          between: expect.closeTo(0.75 * Math.log(1.5), 14),
        },
      ],
    });
  });

  it('adds up to the whole, each part as defined, and one group has nothing between', () => {
    fc.assert(
      fc.property(some, (rows) => {
        const values = rows.map(({ value }) => value);
        const split = theilByGroup(
          values,
          rows.map(({ group }) => group),
        );
        expect(split?.theil).toBeCloseTo(theilByDefinition(values), 12);
        for (const { group, theil: inside } of split?.groups ?? []) {
          const alone = theil(rows.filter((row) => row.group === group).map(({ value }) => value));
          expect(inside ?? -1).toBeCloseTo(alone ?? -1, 12);
        }
        expect(
          theilByGroup(
            values,
            values.map(() => 'x'),
          )?.between,
        ).toBe(0);
      }),
      { seed: 1 },
    );
  });

  it('has no value for nothing and refuses lists of different lengths', () => {
    expect(theilByGroup([], [])).toBe(null);
    expect(theilByGroup([0], ['a'])).toBe(null);
    expect(() => theilByGroup([1, 2], ['a'])).toThrow(InputError);
  });
});

describe('jainIndex', () => {
  it('is k / n where k of n share equally, as in the report that defined it', () => {
    expect([jainIndex([5]), jainIndex([1, 1, 0, 0, 0]), jainIndex([0.1, 0.1, 0.1])]).toEqual([1, 0.4, 1]);
    expect([jainIndex([]), jainIndex([0])]).toEqual([null, null]);
    expect(jainIndex([1e308, 1e308])).toBe(1);
    expect(() => jainIndex([-1])).toThrow(InputError);
  });

  it('is 1 / (1 + CV²)', () => {
    fc.assert(
      fc.property(some, (rows) => {
        const values = rows.map(({ value }) => value);
        const spread = coefficientOfVariation(values) ?? 0;
        expect(jainIndex(values)).toBeCloseTo(1 / (1 + spread * spread), 12);
      }),
      { seed: 1 },
    );
  });
});
