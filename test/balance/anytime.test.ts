import { describe, expect, it, vi } from 'vitest';
import { balanceTerritories, balanceTerritoriesAsync } from '../../src/balance/balanceTerritories.js';
import { placeCentres } from '../../src/balance/centred/placeCentres.js';
import { placeFirstCentres } from '../../src/balance/construct/freeCentres.js';
import { createUnitCosts } from '../../src/balance/costs.js';
import { createResult } from '../../src/balance/finish.js';
import { createExchanges } from '../../src/balance/improve/exchanges.js';
import { type BalanceProgress, defaultBalanceOptions } from '../../src/balance/options.js';
import { prepareProblem } from '../../src/balance/prepare.js';
import type { BalanceProblem, GeometricTravel } from '../../src/balance/problem.js';
import { disruptionFrontier, disruptionFrontierAsync } from '../../src/balance/realign/disruptionFrontier.js';
import { repairAlignment } from '../../src/balance/realign/repairAlignment.js';
import { createSearchProblem, mergeProblem } from '../../src/balance/searchProblem.js';
import { createState } from '../../src/balance/state.js';
import { buildPlaceTree } from '../../src/balance/transport/buildPlaceTree.js';
import { findCandidates } from '../../src/balance/transport/findCandidates.js';
import { createWork, goThrough, runTask, Stopped, type Task } from '../../src/balance/work.js';
import { createRandom } from '../../src/core/random.js';
import { orderAlongCurve } from '../../src/geo/hilbertOrder.js';

/** Processor time of this process in milliseconds: what a busy machine does not stretch. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function makeProblem(units: number, territories: number, isFree = false) {
  const random = createRandom(5);
  const place = () => ({ lon: -120 + 50 * random.nextShare(), lat: 28 + 20 * random.nextShare() });
  return prepareProblem({
    accounts: Array.from({ length: units }, (_, i) => ({
      id: `a${i}`,
      ...place(),
      measures: { hours: 1 + 9 * random.nextShare() },
      attributes: {},
    })),
    territories: Array.from({ length: territories }, (_, j) => ({
      id: `t${j}`,
      repIds: [],
      ...(!isFree && { seat: place() }),
    })),
    measures: [{ id: 'hours', tolerance: 0.05 }],
  });
}

/** How often a task pauses. */
function countPauses(task: Task<unknown>): number {
  let pauses = 0;
  while (!task.next().done) pauses++;
  return pauses;
}

describe('a large problem', () => {
  /** Units dealt with between two pauses at the most, in steps that count no evaluations. */
  const MOST_UNITS = 10_000;
  const units = 6 * MOST_UNITS;

  it('is merged with pauses in between', () => {
    const pauses = (problem: BalanceProblem) => countPauses(mergeProblem(problem, new Float64Array(9)));
    expect(pauses(makeProblem(units, 3))).toBeGreaterThanOrEqual(pauses(makeProblem(10, 3)) + 5);
  });

  it('is summed up with pauses in between, and who could go where is listed so', () => {
    const work = createWork(defaultBalanceOptions);
    /** Pauses of the result, and of the lists of exchanges, of a problem in which each unit has a choice. */
    const pauses = (count: number) => {
      const problem = makeProblem(count, 2);
      const search = createSearchProblem(problem, new Float64Array(6));
      const assignment = Int32Array.from({ length: search.n }, (_, u) => u % 2);
      const outcome = {
        assignment,
        centres: new Float64Array(6),
        centreUnits: null,
        prices: null,
        bound: null,
        conflicts: [],
        least: null,
        isStopped: false,
      };
      const result = countPauses(createResult(search, outcome, defaultBalanceOptions, work));
      const prices = new Float64Array(search.size);
      const query = { prices, band: Number.POSITIVE_INFINITY, most: 2 };
      const tree = runTask(buildPlaceTree(search, work), work);
      const lists = runTask(findCandidates(search, tree, query, work), work);
      const state = createState(search, assignment, new Float64Array(search.n));
      const listing = countPauses(createExchanges(search, state, lists, prices, work).list());
      return [result, listing];
    };
    const [fewResult, fewListing] = pauses(10);
    const [result, listing] = pauses(units);
    expect(result).toBeGreaterThanOrEqual(fewResult + 5);
    expect(listing).toBeGreaterThanOrEqual(fewListing + 2 * 5);
  });

  it('is cut into parts with pauses in between', () => {
    const free = makeProblem(2000, 8, true);
    const search = createSearchProblem(free, new Float64Array(24));
    expect(countPauses(placeFirstCentres(search, new Float64Array(24).fill(Number.NaN)))).toBe(7);
  });

  it('is put along a curve with pauses in between', () => {
    const places = Float64Array.from({ length: 3 * units }, (_, at) => Math.sin(at));
    // Unfolded, numbered, and sorted by three digits.
    expect(countPauses(orderAlongCurve(places, 3))).toBeGreaterThanOrEqual(5 * 6);
  });
});

describe('a task that is gone through with', () => {
  it('is told of a stop at the next pause behind it, and at none of its own', () => {
    const isDone = [false, false];
    const first = function* (): Task<void> {
      for (let pause = 0; pause < 3; pause++) yield;
      isDone[0] = true;
    };
    const both = function* (): Task<void> {
      yield* goThrough(first());
      yield;
      isDone[1] = true;
    };
    const task = both();
    const tell = vi.spyOn(task, 'throw');
    const stopped = createWork({ ...defaultBalanceOptions, signal: AbortSignal.abort() });
    expect(() => runTask(task, stopped)).toThrow(Stopped);
    expect([tell.mock.calls.length, ...isDone]).toEqual([1, true, false]);
  });
});

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

  it('ends by itself where no unit has a choice, however many cycles are asked for', () => {
    // Two towns an ocean apart; the time limit is there for a search that would go on for ever.
    const input = {
      accounts: [0, 0.1, 50, 50.1].map((lon) => ({
        id: `a${lon}`,
        lon,
        lat: 0,
        measures: { hours: 1 },
        attributes: {},
      })),
      territories: ['west', 'east'].map((id) => ({ id, repIds: [] })),
      measures: [{ id: 'hours', tolerance: 0.05 }],
    };
    const towns = prepareProblem(input);
    const travel = { kind: 'greatCircle', metric: 'distance', centre: 'mean' } as const;
    const alone = prepareProblem({ ...input, territories: input.territories.slice(0, 1), travel });
    for (const problem of [towns, alone]) {
      const { status, stopCause } = balanceTerritories(problem, {
        cycles: Number.POSITIVE_INFINITY,
        maxEvaluations: 1e4,
        maxTimeMs: 2_000,
        clock: () => performance.now(),
      });
      expect([status, stopCause]).toEqual(['feasible', null]);
    }
  });

  it('ends at its time limit, read from the clock it is given', () => {
    let now = 0;
    const clock = () => now++;
    const { stopCause, assignment } = balanceTerritories(problem, { maxTimeMs: 5, clock, cycles: 1000 });
    expect(stopCause).toBe('time');
    expect(Math.min(...assignment)).toBeGreaterThanOrEqual(0);
  });

  it('reports how free centres settle before it prices', () => {
    const phases: string[] = [];
    const result = balanceTerritories(makeProblem(400, 6, true), {
      onProgress: ({ phase }) => phases.push(phase),
    });
    expect([...new Set(phases)]).toEqual(['check', 'centre', 'price', 'improve', 'done']);
    expect(result.status).toBe('feasible');
    expect(result.centres?.every(Number.isFinite)).toBe(true);
  });

  it('hands over a plan even where it may not begin', async () => {
    for (const options of [
      { signal: AbortSignal.abort() },
      { maxEvaluations: 0 },
      { maxTimeMs: 0, clock: () => 0 },
    ]) {
      const result = balanceTerritories(problem, options);
      expect(result.stopCause).not.toBeNull();
      expect(result.status).not.toBe('optimal');
      expect(Math.min(...result.assignment)).toBeGreaterThanOrEqual(0);
      expect(await balanceTerritoriesAsync(problem, options)).toEqual(result);
    }
  });

  it('hands over parts of about equal load where free centres have no plan yet', () => {
    for (const travel of ['points', 'general'] as const) {
      const free = makeProblem(1000, 10, true);
      // A unit that may not be everywhere takes the way of the general relaxation.
      const eligible = free.eligible.map((flag, j) => (travel === 'general' && j === 0 ? 0 : flag));
      const given = { ...free, eligible };
      const { cost, loads, stopCause } = balanceTerritories(given, { signal: AbortSignal.abort() });
      expect(stopCause).toBe('abort');
      expect(cost.total).toBeLessThan(2 * balanceTerritories(given).cost.total);
      expect(Math.max(...loads[0])).toBeLessThan(2.5 * free.targets[0][0]);
    }
  });

  it('hands over parts that are near the seats where only some centres are free', () => {
    const free = makeProblem(1000, 10, true);
    const { places } = free.travel as GeometricTravel;
    for (const apart of [2, 5]) {
      const seats = (free.travel as GeometricTravel).seats.slice();
      for (let j = 0; j < 10; j += apart) seats.set(places.subarray(3 * 90 * j, 3 * 90 * j + 3), 3 * j);
      const given: BalanceProblem = { ...free, travel: { ...(free.travel as GeometricTravel), seats } };
      const { cost } = balanceTerritories(given, { signal: AbortSignal.abort() });
      expect(cost.total).toBeLessThan(2 * balanceTerritories(given).cost.total);
    }
  });

  it('keeps locks, eligibility and families where it is stopped before it has a plan, and names what nothing may hold', () => {
    const k = 5;
    const problem = makeProblem(300, k, true);
    // Every third unit may not be in territory 0, the last in none; the first ones are families of two.
    const eligibleRow = Int32Array.from({ length: 300 }, (_, i) => (i === 299 ? 2 : i % 3 === 0 ? 1 : 0));
    const given: BalanceProblem = {
      ...problem,
      eligibleRow,
      eligible: Uint8Array.of(1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0),
      needs: ['', '', ''],
      locks: Int32Array.from({ length: 300 }, (_, i) => (i % 7 === 1 ? 4 : -1)),
      families: Int32Array.from({ length: 300 }, (_, i) => (i < 100 ? i - (i % 2) : i)),
      incumbents: Int32Array.from({ length: 300 }, (_, i) => (i > 200 ? 0 : -1)),
    };
    const { assignment, status, reasons, stopCause } = balanceTerritories(given, {
      signal: AbortSignal.abort(),
    });
    for (let i = 0; i < 299; i++) {
      expect(assignment[i]).toBe(assignment[given.families[i]]);
      expect(given.eligible[k * eligibleRow[i] + assignment[i]]).toBe(1);
      if (given.locks[i] >= 0) expect(assignment[i]).toBe(4);
      else if (i > 200 && eligibleRow[i] === 0) expect(assignment[i]).toBe(0);
    }
    expect(assignment[299]).toBe(-1);
    expect([stopCause, status]).toEqual(['abort', 'infeasible']);
    expect(reasons[0]).toMatchObject({ code: 'no-eligible-territory', unitIds: ['a299'] });
  });

  it('hands over that in which nothing moves where a realignment is stopped before another plan', async () => {
    const given = makeProblem(500, 4);
    const problem = { ...given, incumbents: given.incumbents.map((_, i) => (i % 3 === 0 ? 1 : 2)) };
    const options = { signal: AbortSignal.abort() };
    const repaired = repairAlignment(problem, options);
    const frontier = disruptionFrontier(problem, options);
    expect(frontier).toHaveLength(1);
    for (const { assignment, moved, stopCause } of [repaired, frontier[0].result]) {
      expect([...assignment]).toEqual([...problem.incumbents]);
      expect([moved.value, stopCause]).toEqual([0, 'abort']);
    }
    expect(frontier[0].excess).toBeGreaterThan(1);
    expect(await disruptionFrontierAsync(problem, options)).toEqual(frontier);
  });

  it('leaves families where most of their value is, where a realignment is stopped before another plan', () => {
    const given = makeProblem(60, 4);
    const families = Int32Array.from({ length: 60 }, (_, i) => i - (i % 3));
    const homes = families.map((first) => Math.floor(first / 15));
    // The first of every other family is nowhere yet.
    const together = { ...given, families, incumbents: homes.map((j, i) => (i % 6 === 0 ? -1 : j)) };
    // One of each family is elsewhere, the first, second or last, and worth less than the other two.
    const isApart = homes.map((_, i) => (i % 3 === (families[i] / 3) % 3 ? 1 : 0));
    const apart: BalanceProblem = {
      ...given,
      families,
      incumbents: homes.map((j, i) => (isApart[i] ? 3 - j : j)),
      disruptionValue: Float64Array.from(isApart, (flag) => (flag ? 1.5 : 1)),
    };
    const options = { signal: AbortSignal.abort() };
    for (const [problem, moved] of [
      [together, 0],
      [apart, 20 * 1.5],
    ] as const) {
      const { result } = disruptionFrontier(problem, options)[0];
      for (const { assignment, moved: found } of [repairAlignment(problem, options), result]) {
        expect([...assignment]).toEqual([...homes]);
        expect(found.value).toBe(moved);
      }
    }
  });

  it('takes a unit near the middle as centre where many units are stopped, and the cheapest of few', () => {
    for (const [metric, most] of [
      ['distance', 1.01],
      ['squaredDistance', 1 + 1e-9],
    ] as const) {
      const base = makeProblem(900, 3, true);
      const travel = { ...(base.travel as GeometricTravel), metric, centre: 'unit' } as const;
      const problem = { ...base, travel };
      const assignment = Int32Array.from({ length: 900 }, (_, i) => (i < 450 ? 0 : i < 800 ? 1 : 2));
      const exact = placeCentres(problem, assignment, false);
      const hasty = placeCentres(problem, assignment, true);
      const costs = [exact, hasty].map(({ centres, centreUnits }) => {
        const unitCosts = createUnitCosts(problem, centres, centreUnits);
        return assignment.reduce((sum, j, i) => sum + unitCosts.travel(i, j), 0);
      });
      hasty.centreUnits?.forEach((i, j) => {
        expect(assignment[i]).toBe(j);
      });
      expect(costs[1]).toBeLessThanOrEqual(most * costs[0]);
      expect(hasty.centreUnits?.[2]).toBe(exact.centreUnits?.[2]);
    }
  });

  it('ends soon when it is asked to, with the best plan so far', async () => {
    const large = makeProblem(20_000, 50);
    // While it prices, and while it improves: after 100 ms there is no plan yet, after the first one there is.
    for (const isEarly of [true, false]) {
      const controller = new AbortController();
      let abortedAt = Number.NaN;
      const abort = () => {
        abortedAt = cpuMs();
        controller.abort();
      };
      if (isEarly) setTimeout(abort, 100);
      const { stopCause, assignment, violations } = await balanceTerritoriesAsync(large, {
        cycles: 10_000,
        signal: controller.signal,
        onProgress: ({ phase, excess }) => {
          if (!isEarly && phase === 'improve' && excess === 0 && Number.isNaN(abortedAt))
            setTimeout(abort, 50);
        },
      });
      expect(cpuMs() - abortedAt).toBeLessThan(200);
      expect(stopCause).toBe('abort');
      expect(Math.min(...assignment)).toBeGreaterThanOrEqual(0);
      if (!isEarly) expect(violations).toEqual([]);
    }
  });

  it('lets others run meanwhile', async () => {
    const blocks: number[] = [];
    let isRunning = true;
    let last = cpuMs();
    const turn = () => {
      blocks.push(cpuMs() - last);
      last = cpuMs();
      if (isRunning) setImmediate(turn);
    };
    setImmediate(turn);
    await balanceTerritoriesAsync(makeProblem(5_000, 50), { cycles: 1 });
    isRunning = false;
    blocks.sort((a, b) => a - b);
    expect(blocks.length).toBeGreaterThan(20);
    expect(blocks[blocks.length >> 1]).toBeLessThan(50);
    // The first block holds all that is compiled on the way.
    expect(blocks.at(-1)).toBeLessThan(500);
  });

  it('takes seconds, not minutes, for 10,000 units and 100 territories', () => {
    const start = cpuMs();
    const { status, gap } = balanceTerritories(makeProblem(10_000, 100));
    expect(status).toBe('feasible');
    expect(gap!).toBeLessThan(0.005);
    expect(cpuMs() - start).toBeLessThan(15_000);
  });
});
