import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIdNumbers } from '../../src/core/idNumbers.js';

describe('createIdNumbers', () => {
  it('numbers ids by first appearance, whatever row they are said to stand in', () => {
    const id = fc.constantFrom('a', 'b', 'c', '', 'd');
    fc.assert(
      fc.property(fc.array(fc.tuple(id, fc.nat(6)), { maxLength: 30 }), (asked) => {
        const numbers = createIdNumbers();
        const found = asked.map(([name, row]) => numbers.numberOf(name, row));
        const first = [...new Set(asked.map(([name]) => name))];
        expect(numbers.ids).toEqual(first);
        expect(found).toEqual(asked.map(([name]) => first.indexOf(name)));
      }),
    );
  });
});
