import { describe, expect, it } from 'vitest';
import { coverageByTier } from '../../../src/kpi/coverage/coverageByTier.js';
import { wilsonInterval } from '../../../src/kpi/statistics/wilsonInterval.js';

describe('coverageByTier', () => {
  it('counts accounts and covered ones by tier, in the order of the names, no tier last', () => {
    const rows = coverageByTier(['B', null, 'A', 'B', 'C'], [true, true, true, false, false]);
    expect(rows.map(({ tier, accounts, covered, share }) => [tier, accounts, covered, share])).toEqual([
      ['A', 1, 1, 1],
      ['B', 2, 1, 0.5],
      ['C', 1, 0, 0],
      [null, 1, 1, 1],
    ]);
  });

  it("shows every share with Wilson's interval, at the confidence that is asked for", () => {
    const covered = [true, true, false, true, false];
    for (const confidence of [0.9, 0.95]) {
      const [{ interval }] = coverageByTier(['B', 'B', 'B', 'B', 'B'], covered, { confidence });
      expect(interval).toEqual(wilsonInterval(3, 5, { confidence }));
    }
    expect(coverageByTier(['A', 'A'], [true, true])[0].interval?.low).toBeLessThan(1);
    expect(() => coverageByTier([], [], { confidence: 2 })).toThrow('confidence');
  });

  it('has no rows for nobody', () => {
    expect(coverageByTier([], [])).toEqual([]);
  });

  it('refuses lists of different lengths', () => {
    expect(() => coverageByTier(['A'], [])).toThrow('covered should be as long as tiers (1), but is 0');
  });
});
