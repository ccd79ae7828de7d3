import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/random.js';
import { findWhitespace } from '../../../src/segment/whitespace/findWhitespace.js';
import { indexPeers } from '../../../src/segment/whitespace/indexPeers.js';
import { ratePeers } from '../../../src/segment/whitespace/ratePeers.js';

describe('peer groups of few accounts', () => {
  it('are rated at several levels as the definition says, from the groups above', () => {
    const random = createRandom(5);
    const list = Array.from({ length: 60 }, (_, i) => `a${i}`);
    const draw = (count: number) => random.nextBelow(count);
    const peers = [3, 12, 40, 60].map((count, l) =>
      list.map((_, i) => (draw(6) === 0 ? null : `g${l === 3 ? i : draw(count)}`)),
    );
    const spends = list.map(() => Array.from({ length: 30 }, () => (draw(8) === 0 ? 1 + draw(99) : 0)));
    const sizes = list.map(() => 1 + draw(5));
    const bought = spends.flatMap((row, i) =>
      row.flatMap((amount, p) =>
        amount > 0 ? [{ accountId: list[i], product: String(p + 10), amount }] : [],
      ),
    );
    const result = findWhitespace(list, bought, { peers, sizes, priorAccounts: 2, perAccount: 30 });
    const add = (rows: number[], of: (j: number) => number) => rows.reduce((sum, j) => sum + of(j), 0);
    const rated = (i: number, p: number, depth: number): { rate: number; value: number } => {
      const alike = list.flatMap((_, j) =>
        peers.slice(0, depth).every((labels) => labels[j] === labels[i]) ? [j] : [],
      );
      const buyers = alike.filter((j) => spends[j][p] > 0);
      const spent = add(buyers, (j) => spends[j][p]);
      const units = add(buyers, (j) => sizes[j]);
      if (depth === 0) return { rate: buyers.length / (alike.length - 1), value: spent / units };
      const above = rated(i, p, depth - 1);
      if (peers[depth - 1][i] === null) return above;
      const all = list.map((_, j) => j).filter((j) => spends[j][p] > 0);
      const prior = (2 * add(all, (j) => sizes[j])) / all.length;
      return {
        rate: Math.min(1, (buyers.length + 2 * above.rate) / (alike.length + 1)),
        value: (spent + prior * above.value) / (units + prior),
      };
    };
    expect(result.accountOf.length).toBe(60 * 30 - bought.length);
    result.accountOf.forEach((i, e) => {
      const { rate, value } = rated(i, result.productOf[e], 4);
      expect(result.rate[e]).toBeCloseTo(rate, 12);
      expect(result.value[e]).toBeCloseTo(sizes[i] * value, 9);
      expect(result.expected[e]).toBeCloseTo(rate * sizes[i] * value, 9);
    });
  });

  it('take no more room than what their accounts buy', () => {
    const [accounts, products] = [500, 200];
    const names = Array.from({ length: products }, (_, p) => `p${p}`);
    // Two products an account.
    const holdings = {
      offsets: Int32Array.from({ length: accounts + 1 }, (_, i) => 2 * i),
      products: Uint8Array.from({ length: 2 * accounts }, (_, e) => (e * 7) % products),
      spends: new Float64Array(2 * accounts).fill(5),
      names,
    };
    const own = Array.from({ length: accounts }, (_, i) => `g${i}`);
    const groups = indexPeers(accounts, [own, own]);
    const { rate, value, groupOf, rowOf } = ratePeers(holdings, groups, null, 10);
    // Two levels of two entries an account, the row of everybody, and the one in which rows are made.
    expect(rate.length).toBe(2 * 2 * accounts + 2 * products);
    expect(value.length).toBe(rate.length);
    // 5 of 500 accounts buy each product: 10 of 499 / 10 weigh as much as an account of its own.
    const all = 5 / (accounts - 1);
    expect(rate[rowOf(groupOf[0]) + 1]).toBeCloseTo(all, 12);
    expect(rate[rowOf(groupOf[1]) + 14]).toBeCloseTo((1 + 10 * ((1 + 10 * all) / 10)) / 10, 12);
    expect(rate[rowOf(groupOf[2]) + 14]).toBeCloseTo(all, 12);
  });
});
