import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOfEqual } from '../../../src/segment/quality/firstOfEqual.js';
import { hashText } from '../../../src/segment/quality/hashText.js';

const findFirst = (texts: readonly string[], hashOf: (text: string) => number) => [
  ...firstOfEqual(
    Int32Array.from(texts, hashOf),
    (a, b) => texts[a] === texts[b],
    (row) => texts[row],
  ),
];

describe('firstOfEqual', () => {
  it.each([
    ['a good hash', (text: string) => hashText(text) || 1],
    ['a hash of few values, negative ones too', (text: string) => (text.length % 3) - 4],
  ])('finds what looking through all rows finds, with %s', (_, hashOf) => {
    const text = fc.string({ maxLength: 2 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 100 }), (texts) => {
        expect(findFirst(texts, hashOf)).toEqual(texts.map((each) => texts.indexOf(each)));
      }),
    );
  });

  it('takes rows for equal whose texts are, though they do not look the same', () => {
    const names = ['A', 'a', 'B', 'A', 'b'];
    const first = firstOfEqual(
      new Int32Array(5).fill(7),
      (a, b) => names[a] === names[b],
      (row) => names[row].toLowerCase(),
    );
    expect([...first]).toEqual([0, 0, 2, 0, 2]);
  });

  it('leaves out rows without a text', () => {
    const isSame = () => true;
    expect([...firstOfEqual(Int32Array.of(0, 5, 0, 5), isSame, String)]).toEqual([-1, 1, -1, 1]);
  });

  it('tells thousands of texts of one hash apart by one text each', () => {
    const texts = Array.from({ length: 4096 }, (_, i) => `${i}`);
    let written = 0;
    const first = firstOfEqual(
      new Int32Array(texts.length).fill(7),
      (a, b) => texts[a] === texts[b],
      (row) => {
        written++;
        return texts[row];
      },
    );
    expect([...first]).toEqual(texts.map((_, i) => i));
    expect(written).toBe(texts.length);
  });
});
