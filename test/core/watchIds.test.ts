import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchIds } from '../../src/core/watchIds.js';

/** The definition, by a set of all ids. */
function repeatedBySet(ids: readonly unknown[]): boolean[] {
  const seen = new Set<unknown>();
  return ids.map((id) => seen.size === seen.add(id).size);
}

const repeated = (ids: readonly unknown[]) => {
  const isRepeated = watchIds(ids.map((id) => ({ id })));
  return ids.map((_, row) => isRepeated(row));
};

/** Two texts of one hash. */
const twins = ['c8n92a', 'q9dwj'];

describe('watchIds', () => {
  it('tells the second and every later row of an id', () => {
    expect(repeated(['a', 'b', 'a', 'c', 'b', 'a'])).toEqual([false, false, true, false, true, true]);
    expect(repeated([])).toEqual([]);
    expect(repeated(['', ''])).toEqual([false, true]);
  });

  it('agrees with a set of all ids', () => {
    const id = fc.oneof(fc.string({ maxLength: 2 }), fc.integer({ min: 0, max: 30 }).map(String), fc.uuid());
    fc.assert(
      fc.property(fc.array(id, { maxLength: 60 }), (ids) => {
        expect(repeated(ids)).toEqual(repeatedBySet(ids));
      }),
    );
  });

  it('is not misled by texts of one hash', () => {
    expect(repeated(twins)).toEqual([false, false]);
    expect(repeated([...twins, 'x', twins[1]])).toEqual([false, false, false, true]);
  });

  it('takes rows that are no records as rows without an id, and what is no list as no rows', () => {
    const rows = [{ id: 'a' }, null, undefined, { id: 'a' }, 7];
    const isRepeated = watchIds(rows as never);
    expect(rows.map((_, row) => isRepeated(row))).toEqual([false, false, true, true, true]);
    expect(watchIds({ length: 1, 0: { id: 'a' } } as never)(0)).toBe(false);
  });

  it('compares what is no text as it is', () => {
    const record = {};
    expect(repeated([undefined, record, null, undefined, {}, record, 0])).toEqual(
      repeatedBySet([undefined, record, null, undefined, {}, record, 0]),
    );
    expect(repeated([Object.create(null), Symbol('a'), ['a'], ['a']])).toEqual([false, false, false, false]);
  });
});
