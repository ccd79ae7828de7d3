import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextNumbers } from '../../src/core/textNumbers.js';

/** Numbers texts, keeping them beside. */
function number(texts: readonly string[]) {
  const known: string[] = [];
  const numberOf = createTextNumbers(texts.length, (n) => known[n]);
  const found = texts.map((text) => {
    const n = numberOf(text);
    if (n === known.length) known.push(text);
    return n;
  });
  return { known, found };
}

describe('createTextNumbers', () => {
  it('numbers texts by first appearance', () => {
    const text = fc.oneof(fc.string({ maxLength: 3 }), fc.string({ unit: 'grapheme', maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 200 }), (texts) => {
        const { known, found } = number(texts);
        const first = [...new Set(texts)];
        expect(known).toEqual(first);
        expect(found).toEqual(texts.map((each) => first.indexOf(each)));
      }),
    );
  });

  it('keeps 100,000 ids apart', () => {
    const ids = Array.from({ length: 100_000 }, (_, i) => `account ${i}`);
    expect(number([...ids, ...ids]).found.every((n, i) => n === i % ids.length)).toBe(true);
  });

  it('takes what is no text for what it is', () => {
    const odd = [undefined, null, 7, '7', Number.NaN, 'undefined'] as string[];
    const { found } = number([...odd, ...odd]);
    expect(found).toEqual([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5]);
  });

  it('finds thousands of texts that were made to collide, and does not slow down on them', () => {
    // The two of a pair leave the hash in one state, so that blocks of them make 2^12 texts of one hash.
    const pairs = ['glbpg yaczq', 'ojtre uikxs', 'ifbpa soczw', 'komxs uvlva'].map((pair) => pair.split(' '));
    const texts = Array.from({ length: 4096 }, (_, bits) =>
      Array.from({ length: 12 }, (_, p) => pairs[p % 4][(bits >> p) & 1]).join(''),
    );
    let looks = 0;
    const numberOf = createTextNumbers(texts.length, (n) => {
      looks++;
      return texts[n];
    });
    expect(texts.map((text) => numberOf(text))).toEqual(texts.map((_, i) => i));
    expect(texts.every((text, i) => numberOf(text) === i)).toBe(true);
    expect(looks).toBeGreaterThan(100 * texts.length);
    expect(looks).toBeLessThan(150 * texts.length);
  });
});
