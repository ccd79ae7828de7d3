import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGrowingIdTable } from '../../src/core/growingIdTable.js';
import { crowd } from '../support/crowd.js';

/** Ids and their numbers where so many are numbered together; what stands around them is left alone. */
function numberAll(ids: readonly (string | null)[], most: number) {
  const numbered = createGrowingIdTable<string | null>();
  const numbers = new Int32Array(ids.length + 2).fill(-7);
  for (let from = 0; from < ids.length; from += most) {
    const some = ids.slice(from, from + most);
    numbered.numberInto([...some, 'behind'], some.length, numbers, 1 + from);
  }
  expect([numbers[0], numbers[ids.length + 1]]).toEqual([-7, -7]);
  return { ids: numbered.ids, numbers: [...numbers.subarray(1, -1)] };
}

/** The same by a map. */
function numberByMap(ids: readonly (string | null)[]) {
  const numbers = new Map([...new Set(ids)].map((id, n) => [id, n]));
  return { ids: [...numbers.keys()], numbers: ids.map((id) => numbers.get(id)) };
}

describe('createGrowingIdTable', () => {
  it('agrees with a map, however many are numbered together', () => {
    const id = fc.oneof(
      fc.constantFrom(null, '', '\0', '\0\0', ...crowd),
      fc.string({ maxLength: 2 }),
      fc.nat(300).map((n) => 'x'.repeat(n)),
      fc.nat(300).map((n) => `${n}${'x'.repeat(64)}`),
      fc.nat(300).map(String),
    );
    fc.assert(
      fc.property(fc.array(id, { maxLength: 400 }), fc.integer({ min: 1, max: 300 }), (ids, most) => {
        expect(numberAll(ids, most)).toEqual(numberByMap(ids));
      }),
    );
  });

  it('finds again ids that were made to have one hash, whichever stood in the map before the table grew', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `a${i}`);
    const ids = [...crowd, ...crowd, ...many, ...crowd, ...many];
    expect(numberAll(ids, 100)).toEqual(numberByMap(ids));
  });
});
