import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { compareNames } from '../../src/kpi/compareNames.js';
import { orderOfNames } from '../../src/kpi/orderOfNames.js';
import { countCalls } from '../support/countCalls.js';

const random = createRandom(3);
const textOf = (units: readonly string[], length: number) =>
  Array.from({ length }, () => units[random.nextBelow(units.length)]).join('');
const COUNT = 3000;
const make = (nameOf: (i: number) => string | null) => Array.from({ length: COUNT }, (_, i) => nameOf(i));

/** The same by comparison of all. */
const slowOrder = (names: readonly (string | null)[]) =>
  Int32Array.from([...names.keys()].sort((a, b) => compareNames(names[a], names[b]) || a - b));

describe('orderOfNames', () => {
  it.each([
    ['none', []],
    ['few, none among them', ['b', null, 'a', '', null, 'a']],
    ['numbers without leading zeros', make(() => `r${random.nextBelow(1e6)}`)],
    ['many of one name', make((i) => (i % 3 === 0 ? null : 'the same'))],
    ['lengths from 0 on', make(() => 'a'.repeat(random.nextBelow(200)))],
    ['a long beginning that all share', make(() => 'x'.repeat(100) + textOf(['a', 'b'], 40))],
    ['units from the lowest to the highest', make(() => textOf(['\0', '\uffff', 'é', '\ud83d\ude00'], 6))],
    [
      'other names behind a beginning of each length',
      make((i) => 'ab'.repeat(i % 60) + textOf(['a', 'z'], 4)),
    ],
  ])('sorts %s as comparisons do', (_, names) => {
    expect(orderOfNames(names)).toEqual(slowOrder(names));
  });

  it('reads a unit of a name twice, whatever the number of names', () => {
    const names = make((i) => `r${1_000_000 + ((i * 7919) % 1_000_003)}`);
    expect(countCalls(String.prototype, 'charCodeAt', () => orderOfNames(names))).toBeLessThan(
      2 * 8 * COUNT + 1,
    );
  });
});
