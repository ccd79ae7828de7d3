import { describe, expect, it } from 'vitest';
import { coverageByTier } from '../../../src/kpi/coverage/coverageByTier.js';

describe('coverageByTier', () => {
  it('counts accounts and covered ones by tier, in the order of the names, no tier last', () => {
    expect(coverageByTier(['B', null, 'A', 'B', 'C'], [true, true, true, false, false])).toEqual([
      { tier: 'A', accounts: 1, covered: 1, share: 1 },
      { tier: 'B', accounts: 2, covered: 1, share: 0.5 },
      { tier: 'C', accounts: 1, covered: 0, share: 0 },
      { tier: null, accounts: 1, covered: 1, share: 1 },
    ]);
  });

  it('has no rows for nobody', () => {
    expect(coverageByTier([], [])).toEqual([]);
  });

  it('refuses lists of different lengths', () => {
    expect(() => coverageByTier(['A'], [])).toThrow('covered should be as long as tiers (1), but is 0');
  });
});
