import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { findWhitespace } from '../../../src/segment/whitespace/findWhitespace.js';
import type { Sale } from '../../../src/segment/whitespace/readSales.js';

const sale = (accountId: string, product: string, amount: number): Sale => ({ accountId, product, amount });
/** Expected value by account and product, as `a p`. */
function pairsOf(ids: string[], result: ReturnType<typeof findWhitespace>): Record<string, number> {
  const names = result.products.map(({ product }) => product);
  return Object.fromEntries(
    [...result.expected].map((value, e) => [
      `${ids[result.accountOf[e]]} ${names[result.productOf[e]]}`,
      value,
    ]),
  );
}

describe('findWhitespace', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const sales = [sale('a', 'x', 10), sale('b', 'x', 30), sale('c', 'x', 100), sale('c', 'y', 8)];

  it('expects what the peers do, shrunk towards everybody, by hand', () => {
    // Group g: a, b, d. Everybody: rate of x for a non-buyer 3 / 4, value 140 / 3.
    const peers = [['g', 'g', 'h', 'g', 'h']];
    const result = findWhitespace(ids, sales, { peers, priorAccounts: 2, perAccount: 9 });
    const rate = (2 + 2 * 0.75) / (2 + 2);
    const value = (40 + 2 * (140 / 3)) / (2 + 2);
    expect(pairsOf(ids, result)['d x']).toBeCloseTo(rate * value, 12);
    const d = [...result.accountOf].indexOf(3);
    expect([result.rate[d], result.value[d], result.lift[d], result.liftedBy[d]]).toEqual([
      rate,
      value,
      1,
      -1,
    ]);
    expect(result.products[0]).toMatchObject({ product: 'x', buyers: 3, sold: 140 });
  });

  it('takes accounts without a peer group for like everybody', () => {
    const peers = [['g', 'g', 'h', null, 'h']];
    const result = findWhitespace(ids, sales, { peers, perAccount: 9 });
    expect(pairsOf(ids, result)['d x']).toBeCloseTo(0.75 * (140 / 3), 12);
  });

  it('spends in proportion to size', () => {
    const result = findWhitespace(ids, sales, { sizes: [1, 3, 10, 20, 1] });
    expect(pairsOf(ids, result)['d x']).toBeCloseTo(0.75 * 20 * (140 / 14), 12);
  });

  it('never lifts a rate above 1', () => {
    const list = ['1', '2', '3', '4', '5', '6', '7', '8'];
    const bought = ['1 p', '1 q', '2 p', '2 q', '3 p'].map((pair) => sale(pair[0], pair[2], 5));
    // Both peers of 3 buy q: a rate of 1 for who does not yet; p lifts q by (2 / 3) / (2 / 8).
    const peers = [['g', 'g', 'g', 'h', 'h', 'h', 'h', 'h']];
    const result = findWhitespace(list, bought, {
      peers,
      lift: 'strongest',
      priorAccounts: 0,
      perAccount: 9,
    });
    const third = [...result.accountOf].indexOf(2);
    expect([result.rate[third], result.expected[third]]).toEqual([1, 5]);
    expect(result.lift[third]).toBeGreaterThan(1);
  });

  it('lifts the rate by the product after which another is bought most, and says which', () => {
    const list = ['1', '2', '3', '4', '5', '6', '7', '8'];
    const bought = [
      sale('1', 'p', 5),
      sale('1', 'q', 5),
      sale('2', 'p', 5),
      sale('2', 'q', 5),
      sale('3', 'p', 5),
    ];
    const result = findWhitespace(list, bought, { lift: 'strongest', priorAccounts: 0, perAccount: 9 });
    // q: 2 of 8 in general, 2 of 3 among the buyers of p; without peers a non-buyer's rate is 2 / 7.
    expect(pairsOf(list, result)['3 q']).toBeCloseTo((2 / 7) * (2 / 3 / (2 / 8)) * 5, 12);
    expect(pairsOf(list, result)['4 q']).toBeCloseTo((2 / 7) * 5, 12);
    const e = [...result.accountOf].indexOf(2);
    expect(result.products[result.liftedBy[e]].product).toBe('p');
  });

  it('takes what was sent back for not bought, and adds currencies by the table', () => {
    const back = findWhitespace(['a', 'b'], [sale('a', 'x', 5), sale('a', 'x', -5), sale('b', 'x', 7)]);
    expect(pairsOf(['a', 'b'], back)).toEqual({ 'a x': 7 });
    const mixed = [
      { ...sale('a', 'x', 5), currency: 'EUR' },
      { ...sale('a', 'x', 5), currency: 'USD' },
    ];
    expect(() => findWhitespace(['a'], mixed)).toThrow(/several-currencies/);
    expect(findWhitespace(['a'], mixed, { rates: { EUR: 2, USD: 1 } }).products[0].sold).toBe(15);
  });

  it('lists the best few only, and sums all', () => {
    const list = ['a', 'b'];
    const bought = [sale('a', 'x', 1), sale('a', 'y', 3), sale('a', 'z', 2)];
    const result = findWhitespace(list, bought, { perAccount: 2 });
    expect(pairsOf(list, result)).toEqual({ 'b y': 3, 'b z': 2 });
    expect(result.expectedByAccount[1]).toBe(6);
    expect(Object.keys(pairsOf(list, findWhitespace(list, bought, { atLeast: 3 })))).toEqual(['b y']);
  });

  it('writes columns when they are read, from nothing that the caller holds', () => {
    const sizes = [1, 3, 10, 20, 1];
    const options = { sizes, lift: 'strongest', perAccount: 9 } as const;
    const partsOf = ({ rate, value, lift, liftedBy }: ReturnType<typeof findWhitespace>) =>
      [rate, value, lift, liftedBy].map((column) => [...column]);
    const fresh = findWhitespace(ids, sales, options);
    const [rate, value, lift] = partsOf(fresh);
    expect(rate.length).toBeGreaterThan(3);
    expect(new Set(lift).size).toBeGreaterThan(1);
    rate.forEach((share, e) => {
      expect(fresh.expected[e]).toBeCloseTo(share * value[e], 12);
    });

    const late = findWhitespace(ids, sales, options);
    sizes.fill(7);
    for (const column of [late.accountOf, late.productOf]) column.fill(0);
    expect([...late.expected]).toEqual([...fresh.expected]);
    late.expected.fill(0);
    expect(partsOf(late)).toEqual(partsOf(fresh));
    expect([...late.expectedByAccount]).toEqual([...fresh.expectedByAccount]);
    expect(late.rate).toBe(late.rate);
    expect(late.accountOf).toBe(late.accountOf);
    const copy = structuredClone(fresh);
    expect(copy).toEqual({ ...fresh });
    expect(copy.expectedByAccount).toHaveLength(ids.length);
    expect([...copy.accountOf]).toEqual([...fresh.accountOf]);
  });

  it('writes columns of all pairs when expected values were handed to another thread before', () => {
    const result = findWhitespace(
      ['a', 'b'],
      [
        { accountId: 'a', product: 'x', amount: 1 },
        { accountId: 'b', product: 'y', amount: 2 },
      ],
      {},
    );
    structuredClone(result.expected, { transfer: [result.expected.buffer as ArrayBuffer] });
    expect(result.expected).toHaveLength(0);
    expect([...result.productOf]).toEqual([1, 0]);
    expect([...result.value]).toEqual([2, 1]);
    expect([...result.liftedBy]).toEqual([-1, -1]);
  });

  it.each([
    ['one byte', 256, 'none'],
    ['one byte no longer', 257, 'none'],
    ['two bytes no longer', 65_537, 'none'],
    ['two bytes with what lifts', 17, 'strongest'],
    ['four bytes with what lifts', 300, 'strongest'],
  ] as const)('knows products by their numbers where these take %s', (_, count, lift) => {
    const list = [...'abcd'];
    const name = (p: number) => `p ${String(p).padStart(5, '0')}`;
    const last = count - 1;
    // All but the last by a, the first and the last by b, the last but one by d: it lifts whatever a buys beside it.
    const bought = [
      ...Array.from({ length: last }, (_, p) => sale('a', name(p), p + 1)),
      ...[
        sale('b', name(0), 1),
        sale('b', name(last), 1e6),
        sale('c', name(0), 1),
        sale('d', name(last - 1), 1),
      ],
    ];
    const result = findWhitespace(list, bought, { lift, priorAccounts: 0, perAccount: 2 });
    const found = Array.from(result.accountOf, (i, e) => [list[i], result.productOf[e], result.liftedBy[e]]);
    // The first product lifts the last one: a third of those who buy it, a quarter of all.
    const isLifted = lift === 'strongest';
    expect(found.filter(([account]) => account === 'a' || account === 'd')).toEqual([
      ['a', last, isLifted ? 0 : -1],
      ['d', last, -1],
      ['d', last - 2, isLifted ? last - 1 : -1],
    ]);
    expect(result.products.map(({ product }) => product)).toEqual(
      Array.from({ length: count }, (_, p) => name(p)),
    );
  });

  it('tells 300 peer groups apart, and 300 pairs of an account', () => {
    const list = Array.from({ length: 600 }, (_, i) => `a${i}`);
    const peers = [list.map((_, i) => `g${i >> 1}`)];
    const bought = list.flatMap((id, i) => (i % 2 === 0 ? [sale(id, 'x', i + 1)] : []));
    const { accountOf, expected } = findWhitespace(list, bought, { peers, priorAccounts: 0 });
    expect([...expected]).toEqual(Array.from({ length: 300 }, (_, g) => 2 * g + 1));
    expect([...accountOf]).toEqual(Array.from({ length: 300 }, (_, g) => 2 * g + 1));

    const all = Array.from({ length: 300 }, (_, p) => sale('a', `p${p}`, 1));
    const many = findWhitespace(['a', 'b', 'c'], all, { perAccount: 300 });
    expect([...many.accountOf]).toEqual([...new Array(300).fill(1), ...new Array(300).fill(2)]);
  });

  it('adds sales up in whatever order they come, more of them than are put into their places at once', () => {
    const list = Array.from({ length: 70 }, (_, i) => `a${i}`);
    const many = Array.from({ length: 1100 }, (_, row) =>
      sale(`a${(row * 29) % 70}`, 'xyz'[(row * row) % 3], 1 + (row % 11)),
    );
    const { products } = findWhitespace(list, many);
    for (const { product, buyers, sold } of products) {
      const own = many.filter((each) => each.product === product);
      expect(sold).toBe(own.reduce((sum, { amount }) => sum + amount, 0));
      expect(buyers).toBe(new Set(own.map(({ accountId }) => accountId)).size);
    }
    expect(products.map(({ product }) => product)).toEqual(['x', 'y']);
  });

  it('agrees with the definition written the slow way, and sums agree with each other', () => {
    const row = fc.record({
      accountId: fc.constantFrom(...'abcdef'),
      product: fc.constantFrom(...'xyz'),
      amount: fc.integer({ min: -4, max: 9 }),
    });
    const label = fc.option(fc.constantFrom('g', 'h'));
    const six = { minLength: 6, maxLength: 6 };
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 20 }),
        fc.array(label, six),
        fc.array(label, six),
        (rows, coarse, fine) => {
          const list = [...'abcdef'];
          const prior = 3;
          const result = findWhitespace(list, rows, {
            peers: [coarse, fine],
            priorAccounts: prior,
            perAccount: 9,
          });
          const spend = (i: number, p: string) =>
            rows.reduce(
              (sum, each) => sum + (each.accountId === list[i] && each.product === p ? each.amount : 0),
              0,
            );
          const rated = (i: number, p: string, depth: number): [number, number] => {
            const labels = [coarse, fine].slice(0, depth);
            const peers = list.flatMap((_, j) => (labels.every((level) => level[j] === level[i]) ? [j] : []));
            const buyers = peers.filter((j) => spend(j, p) > 0);
            const spent = buyers.reduce((sum, j) => sum + spend(j, p), 0);
            const own = buyers.length;
            if (depth === 0) {
              return [
                peers.length > 1 ? Math.min(1, own / (peers.length - 1)) : 0,
                own > 0 ? spent / own : 0,
              ];
            }
            const [rate, value] = rated(i, p, depth - 1);
            if (labels[depth - 1][i] === null) return [rate, value];
            return [
              Math.min(1, (own + prior * rate) / (peers.length - 1 + prior)),
              (spent + prior * value) / (own + prior),
            ];
          };
          const pairs = pairsOf(list, result);
          let total = 0;
          list.forEach((id, i) => {
            for (const p of new Set(rows.map(({ product }) => product))) {
              if (spend(i, p) > 0) continue;
              const [rate, value] = rated(i, p, 2);
              expect(pairs[`${id} ${p}`] ?? 0).toBeCloseTo(rate * value, 9);
              total += rate * value;
            }
          });
          expect(result.products.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(total, 9);
          expect(result.expectedByAccount.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 9);
        },
      ),
    );
  });

  it('has nothing to say without sales or accounts', () => {
    expect(findWhitespace(['a'], []).products).toEqual([]);
    expect(findWhitespace([], []).accountOf).toHaveLength(0);
    expect([...findWhitespace(['a'], [sale('a', 'x', 1)]).expected]).toEqual([]);
  });

  it('names bad sales, peers and sizes all at once', () => {
    const bad = [sale('z', 'x', 1), sale('a', '', Number.NaN)];
    expect(() => findWhitespace(['a'], bad, { peers: [[]], sizes: [0] })).toThrow(/5 errors/);
    expect(() => findWhitespace(['a', 'a'], [])).toThrow(InputError);
    expect(() => findWhitespace([], [], { perAccount: 0 })).toThrow(OptionsError);
  });
});
