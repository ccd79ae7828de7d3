import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import type { Account } from '../../../src/model/account.js';
import { segmentByCodes } from '../../../src/segment/segments/segmentByCodes.js';
import { segmentByDimensions } from '../../../src/segment/segments/segmentByDimensions.js';

const show = ({ segments }: ReturnType<typeof segmentByCodes>) =>
  segments.map(({ id, count }) => `${id}: ${count}`);

describe('segmentByCodes', () => {
  it('takes the sectors of NAICS that span several pairs of digits for one', () => {
    const codes = ['311', '332710', '44', '4512', '48', '492', '622110', '31-33'];
    expect(show(segmentByCodes(codes, { scheme: 'naics', atLeast: 2 }))).toEqual([
      '*: 3',
      '31-33: 3',
      '44-45: 2',
    ]);
    expect(show(segmentByCodes(codes, { scheme: 'naics', atLeast: 1 }))).toContain('31-33*: 1');
  });

  it('goes as fine as the least weight allows, and pools the rest with the lightest', () => {
    // 902: 3, 900: 3, 945: 1 (too few, so 900 or 902 takes it in: both weigh 3, the later label goes first).
    const zips = ['90210', '90211', '90212', '90001', '90002', '90003', '94501'];
    expect(show(segmentByCodes(zips, { scheme: 'zip', atLeast: 3 }))).toEqual(['9*: 4', '900: 3']);
    expect(show(segmentByCodes(zips, { scheme: 'zip' }))).toHaveLength(7);
    expect(show(segmentByCodes(zips, { scheme: 'zip', atLeast: 100 }))).toEqual(['*: 7']);
  });

  it('weighs by what it is told', () => {
    const options = { scheme: 'zip', atLeast: 10, weights: [10, 1, 9] } as const;
    expect(show(segmentByCodes(['10001', '20001', '20101'], options))).toEqual(['10001: 1', '2: 2']);
  });

  it('cuts at the lengths that it is given, and keeps the unknown apart', () => {
    expect(show(segmentByCodes(['AB12', 'AC3', 'A', null, ''], { scheme: [1, 2] }))).toEqual([
      '?: 2',
      'A*: 1',
      'AB: 1',
      'AC: 1',
    ]);
  });

  it('names codes that do not fit, numbers among them, and insists on a scheme', () => {
    const codes = ['2139', 2139 as never, '02139-1234', '9021O'];
    expect(() => segmentByCodes(codes, { scheme: 'zip' })).toThrow(/3 errors/);
    expect(() => segmentByCodes([], {} as never)).toThrow(OptionsError);
    expect(() => segmentByCodes([], { scheme: [3, 1] })).toThrow(OptionsError);
    expect(() => segmentByCodes(['x'], { scheme: [1], weights: [] })).toThrow(InputError);
  });

  it('has no segment below the least weight where all together reach it, loses nobody, whatever the order', () => {
    const code = fc
      .array(fc.constantFrom('0', '1', '2'), { minLength: 1, maxLength: 4 })
      .map((digits) => digits.join(''));
    const row = fc.record({ code, weight: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 20 }),
        (rows, atLeast) => {
          const run = (list: typeof rows) =>
            segmentByCodes(
              list.map((each) => each.code),
              { scheme: [1, 2, 3, 4], atLeast, weights: list.map(({ weight }) => weight) },
            );
          const { segments, segmentOf } = run(rows);
          const total = rows.reduce((sum, { weight }) => sum + weight, 0);
          const weights = segments.map(() => 0);
          rows.forEach(({ weight }, i) => {
            weights[segmentOf[i]] += weight;
          });
          expect(segments.map(({ weight }) => weight)).toEqual(weights);
          if (total >= atLeast) expect(Math.min(...weights)).toBeGreaterThanOrEqual(atLeast);
          else expect(segments).toHaveLength(1);
          // Two accounts of one code are never parted, and every path leads to its account's code.
          rows.forEach((each, i) => {
            const { path } = segments[segmentOf[i]];
            expect(each.code.startsWith(path.at(-1) ?? '')).toBe(true);
          });
          const turned = run([...rows].reverse());
          expect(turned.segments).toEqual(segments);
          expect([...turned.segmentOf].reverse()).toEqual([...segmentOf]);
        },
      ),
    );
  });
});

describe('segmentByDimensions', () => {
  const rows = ['CA hospital', 'CA hospital', 'CA clinic', 'NY clinic', 'NY', ''].map((text, i): Account => {
    const [state = '', type = ''] = text.split(' ');
    return { id: `${i}`, measures: { revenue: i }, attributes: { state, type } };
  });
  const dimensions = (['state', 'type'] as const).map((id) => ({
    id,
    value: ({ attributes }: Account) => attributes[id] as string,
  }));

  it('composes dimensions, the unknown being a label of its own', () => {
    expect(show(segmentByDimensions(rows, dimensions))).toEqual([
      'CA / hospital: 2',
      '? / ?: 1',
      'CA / clinic: 1',
      'NY / ?: 1',
      'NY / clinic: 1',
    ]);
  });

  it('weighs by what it is told', () => {
    const options = { atLeast: 4, weight: ({ measures }: Account) => measures.revenue };
    expect(show(segmentByDimensions(rows, dimensions, options))).toEqual(['*: 4', 'NY: 2']);
  });

  it('refuses labels that are no text, dimensions of one name and none at all', () => {
    expect(() => segmentByDimensions(rows, [{ id: 'x', value: () => 3 as never }])).toThrow(InputError);
    expect(() => segmentByDimensions(rows, [dimensions[0], dimensions[0]])).toThrow(OptionsError);
    expect(() => segmentByDimensions(rows, [])).toThrow(OptionsError);
  });
});
