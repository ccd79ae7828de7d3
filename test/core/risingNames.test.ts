import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { risingNames } from '../../src/core/risingNames.js';

const compared = (names: readonly string[]) =>
  Array.from(names.keys()).sort((a, b) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : a - b));

describe('risingNames', () => {
  it('orders names by their code units, a beginning before what goes on', () => {
    const names = ['rep 10', 'rep 2', 'rep 1', 'rep ', 'rep 2'];
    expect(Array.from(risingNames(names), (i) => names[i])).toEqual([
      'rep ',
      'rep 1',
      'rep 10',
      'rep 2',
      'rep 2',
    ]);
    expect([...risingNames([])]).toEqual([]);
    expect([...risingNames(['', 'a', ''])]).toEqual([0, 2, 1]);
  });

  it('orders as comparison does, long names and every script included', () => {
    const part = fc.oneof(
      fc.constantFrom('', 'a', 'b', 'account '),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    const name = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 50 }), (names) => {
        expect([...risingNames(names)]).toEqual(compared(names));
      }),
    );
  });
});
