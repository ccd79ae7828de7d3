import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import type { Account } from '../../../src/model/account.js';
import { type Condition, compileCondition } from '../../../src/segment/segments/condition.js';
import { segmentByRules } from '../../../src/segment/segments/segmentByRules.js';

const account = (attributes: Account['attributes'], parts: Partial<Account> = {}): Account => ({
  ...{ id: 'a', measures: {}, attributes },
  ...parts,
});
const holds = (condition: Condition, one: Account) => compileCondition(condition).holds(one);

describe('compileCondition', () => {
  const one = account(
    { n: 5, t: 'North', flag: true, none: null, blank: '' },
    { measures: { m: 2 }, name: 'N' },
  );

  it.each<[Condition, boolean]>([
    [{ field: 'attributes.n', is: 'equal', value: 5 }, true],
    [{ field: 'attributes.n', is: 'equal', value: '5' }, false],
    [{ field: 'attributes.n', is: 'above', value: 5 }, false],
    [{ field: 'attributes.n', is: 'atLeast', value: 5 }, true],
    [{ field: 'attributes.n', is: 'atMost', value: 5 }, true],
    [{ field: 'attributes.n', is: 'below', value: 5 }, false],
    [{ field: 'attributes.t', is: 'above', value: 1 }, false],
    [{ field: 'attributes.t', is: 'startsWith', value: 'No' }, true],
    [{ field: 'attributes.t', is: 'startsWith', value: 'no' }, false],
    [{ field: 'attributes.t', is: 'contains', value: 'ort' }, true],
    [{ field: 'attributes.t', is: 'oneOf', value: ['South', 'North'] }, true],
    [{ field: 'attributes.none', is: 'oneOf', value: ['x'] }, false],
    [{ field: 'attributes.flag', is: 'equal', value: true }, true],
    [{ field: 'attributes.none', is: 'missing' }, true],
    [{ field: 'attributes.blank', is: 'missing' }, true],
    [{ field: 'attributes.constructor', is: 'missing' }, true],
    [{ field: 'measures.m', is: 'atLeast', value: 2 }, true],
    [{ field: 'name', is: 'equal', value: 'N' }, true],
    [{ field: 'lon', is: 'below', value: 0 }, false],
    [{ not: { field: 'lon', is: 'below', value: 0 } }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
  ])('%j is %s', (condition, expected) => {
    expect(holds(condition, one)).toBe(expected);
  });

  it('keeps the laws of De Morgan', () => {
    const leaf: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
      { field: 'attributes.n', is: 'above', value: 3 },
      { field: 'attributes.t', is: 'equal', value: 'x' },
      { field: 'attributes.n', is: 'missing' },
    );
    const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
        fc.record({ not: tie('tree') }),
      ),
    }));
    const made = fc
      .record({ n: fc.constantFrom(1, 5, null), t: fc.constantFrom('x', 'y', null) })
      .map((a) => account(a));
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 3 }), made, (parts, each) => {
        const none = { all: parts.map((part): Condition => ({ not: part })) };
        expect(holds({ not: { any: parts } }, each)).toBe(holds(none, each));
      }),
    );
  });

  it('says itself in words', () => {
    const condition: Condition = {
      any: [
        {
          all: [
            { field: 'name', is: 'missing' },
            { field: 'lat', is: 'above', value: 1 },
          ],
        },
        {
          not: {
            any: [
              { field: 'id', is: 'oneOf', value: ['a', 'b'] },
              { field: 'id', is: 'contains', value: 'z' },
            ],
          },
        },
      ],
    };
    expect(compileCondition(condition).words).toBe(
      '(name is missing and lat is above 1) or (not (id is one of "a", "b" or id contains "z"))',
    );
  });

  it('names every part that is no condition, by its path', () => {
    const bad = {
      all: [
        { field: 'beds', is: 'equal', value: 1 },
        { field: 'id', is: 'like', value: 'x' },
        { not: { field: 'id', is: 'above', value: 'x' } },
        { any: 'x' },
        null,
      ],
    };
    expect(() => compileCondition(bad as unknown as Condition)).toThrow(
      /all\.0\.field.*all\.1\.is.*all\.2\.not\.value.*all\.3\.any.*all\.4\.field/s,
    );
    let deep: Condition = { all: [] };
    for (let i = 0; i < 60; i++) deep = { not: deep };
    expect(() => compileCondition(deep)).toThrow(OptionsError);
  });
});

describe('segmentByRules', () => {
  const list = [1, 5, 9, null].map((n) => account({ n }));
  const above = (value: number): Condition => ({ field: 'attributes.n', is: 'above', value });

  it('lets the first rule decide, and reports what is shadowed, doubled and left out', () => {
    const result = segmentByRules(list, [
      { segment: 'some', when: above(3) },
      { segment: 'many', when: above(7) },
      { segment: 'some', when: above(8) },
    ]);
    expect(result.segments).toEqual([null, 'some', 'some', null]);
    expect(result.rules.map(({ matched, decided }) => [matched, decided])).toEqual([
      [2, 2],
      [1, 0],
      [1, 0],
    ]);
    expect([...result.gaps]).toEqual([0, 3]);
    // Rules 0 and 2 lead to one segment: no overlap.
    expect(result.overlaps.map(({ first, second, count }) => [first, second, count])).toEqual([
      [0, 1, 1],
      [1, 2, 1],
    ]);
  });

  it('has nothing to say about no accounts or no rules', () => {
    expect(segmentByRules([], [{ segment: 's', when: { all: [] } }]).segments).toEqual([]);
    expect([...segmentByRules(list, []).gaps]).toEqual([0, 1, 2, 3]);
  });

  it('refuses a rule without a segment', () => {
    expect(() => segmentByRules(list, [{ segment: '', when: above(1) }])).toThrow(/rules\.0\.segment/);
  });
});
