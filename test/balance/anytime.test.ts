import { describe, expect, it } from 'vitest';
import { balanceTerritories, balanceTerritoriesAsync } from '../../src/balance/balanceTerritories.js';
import type { BalanceProgress } from '../../src/balance/options.js';
import { prepareProblem } from '../../src/balance/prepare.js';
import { createRandom } from '../../src/core/random.js';

function makeProblem(units: number, territories: number) {
  const random = createRandom(5);
  const place = () => ({ lon: -120 + 50 * random.nextShare(), lat: 28 + 20 * random.nextShare() });
  return prepareProblem({
    accounts: Array.from({ length: units }, (_, i) => ({
      id: `a${i}`,
      ...place(),
      measures: { hours: 1 + 9 * random.nextShare() },
      attributes: {},
    })),
    territories: Array.from({ length: territories }, (_, j) => ({ id: `t${j}`, repIds: [], seat: place() })),
    measures: [{ id: 'hours', tolerance: 0.05 }],
  });
}

describe('a search', () => {
  const problem = makeProblem(1500, 20);

  it('reports phases in order, a share that never falls, and a cost that never rises', () => {
    const seen: BalanceProgress[] = [];
    balanceTerritories(problem, { onProgress: (progress) => seen.push(progress) });
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['check', 'price', 'improve', 'done']);
    for (let s = 1; s < seen.length; s++) expect(seen[s].share).toBeGreaterThanOrEqual(seen[s - 1].share);
    const kept = seen.filter(({ excess }) => excess === 0).map(({ cost }) => cost!);
    for (let s = 1; s < kept.length; s++) expect(kept[s]).toBeLessThanOrEqual(kept[s - 1]);
    expect(seen.at(-1)?.share).toBe(1);
  });

  it('ends at its limit of evaluations, the same every time', () => {
    const run = () => balanceTerritories(problem, { maxEvaluations: 600_000, cycles: 1000 });
    const first = run();
    expect(first.stopCause).toBe('evaluations');
    expect(run()).toEqual(first);
    expect(balanceTerritories(problem).stopCause).toBeNull();
  });

  it('ends at its time limit, read from the clock it is given', () => {
    let now = 0;
    const clock = () => now++;
    const { stopCause, assignment } = balanceTerritories(problem, { maxTimeMs: 5, clock, cycles: 1000 });
    expect(stopCause).toBe('time');
    expect(Math.min(...assignment)).toBeGreaterThanOrEqual(0);
  });

  it('ends when it is asked to, with the best plan so far, and lets others run meanwhile', async () => {
    const controller = new AbortController();
    let turns = 0;
    let abortedAt = 0;
    const timer = setInterval(() => {
      turns++;
      if (turns === 40) {
        abortedAt = performance.now();
        controller.abort();
      }
    }, 5);
    const { stopCause, assignment } = await balanceTerritoriesAsync(makeProblem(20_000, 50), {
      cycles: 10_000,
      signal: controller.signal,
    });
    clearInterval(timer);
    expect(stopCause).toBe('abort');
    expect(turns).toBeGreaterThanOrEqual(40);
    expect(Math.min(...assignment)).toBeGreaterThanOrEqual(0);
    // 50 ms on a quiet machine; this one may be busy.
    expect(performance.now() - abortedAt).toBeLessThan(2000);
  });
});
