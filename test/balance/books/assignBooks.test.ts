import { describe, expect, it } from 'vitest';
import { assignBooks, assignBooksAsync } from '../../../src/balance/books/assignBooks.js';
import type { AssignmentProblem } from '../../../src/balance/books/assignmentProblem.js';
import type { BooksProgress } from '../../../src/balance/books/booksOptions.js';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { judge, makeTypeD } from './problems.js';

/** Equal costs of 1, one measure per unit. */
function makeProblem(
  loads: number[],
  capacities: number[],
  change: Partial<AssignmentProblem> = {},
): AssignmentProblem {
  return {
    unitIds: loads.map((_, i) => `u${i}`),
    territoryIds: capacities.map((_, j) => `b${j}`),
    costs: { kind: 'dense', values: loads.flatMap(() => capacities.map(() => 1)) },
    measures: [{ id: 'hours', capacities, per: 'unit', loads }],
    ...change,
  };
}

describe('assignBooks', () => {
  it('has an answer for no units, for more books than units, for loads of 0 and without measures', () => {
    expect(assignBooks(makeProblem([], [5, 5]))).toMatchObject({ status: 'optimal', cost: 0, bound: 0 });
    expect(assignBooks(makeProblem([4], [5, 5, 5]))).toMatchObject({ status: 'optimal', cost: 1 });
    expect(assignBooks(makeProblem([0, 0, 0], [0, 0]))).toMatchObject({ status: 'optimal', cost: 3 });
    const free = makeProblem([1, 2], [0, 0], { measures: [] });
    expect(assignBooks(free)).toMatchObject({ status: 'optimal', cost: 2, loads: [] });
  });

  it('maximises affinities as negative costs', () => {
    const costs = { kind: 'dense' as const, values: [-9, -1, -8, -7, -5, 0] };
    const result = assignBooks(makeProblem([5, 5, 5], [10, 5], { costs }));
    expect(result).toMatchObject({ status: 'optimal', cost: -21, bound: -21, gap: 0 });
    expect(Array.from(result.assignment)).toEqual([0, 1, 0]);
  });

  it('ends by itself where no unit has a choice, and asks for an end where cycles have none', () => {
    const alone = makeProblem([1, 1], [0]);
    const endless = { cycles: Number.POSITIVE_INFINITY };
    let reports = 0;
    const onProgress = () => {
      if (++reports > 50) throw new Error('it goes on');
    };
    const { status, stopCause } = assignBooks(alone, { ...endless, maxEvaluations: 1, onProgress });
    expect({ status, stopCause }).toEqual({ status: 'infeasible', stopCause: null });
    expect(() => assignBooks(alone, endless)).toThrow(OptionsError);
  });

  it('names what has another shape than a problem has, and amounts that are no numbers', () => {
    const fieldsOf = (problem: unknown) => {
      try {
        assignBooks(problem as AssignmentProblem);
      } catch (error) {
        if (error instanceof InputError) return error.issues.map(({ field, code }) => `${field} ${code}`);
        throw error;
      }
      return [];
    };
    expect(fieldsOf(null)).toEqual(['input wrong-type']);
    const odd = { unitIds: 5, territoryIds: null, costs: 1, measures: [null, { id: 'a' }], locks: 2 };
    expect(fieldsOf(odd)).toEqual([
      'unitIds not-a-list',
      'territoryIds not-a-list',
      'costs wrong-type',
      'measures wrong-type',
      'measures.loads not-a-list',
      'measures.capacities not-a-list',
      'locks not-a-list',
    ]);
    const words = makeProblem(['1'] as never, [null] as never);
    expect(fieldsOf(words)).toEqual([
      'measures.hours.capacities out-of-range',
      'measures.hours.loads out-of-range',
    ]);
  });

  it('keeps locks', () => {
    const costs = { kind: 'dense' as const, values: [1, 9, 1, 9] };
    const result = assignBooks(makeProblem([5, 5], [10, 10], { costs, locks: [1, -1] }));
    expect(Array.from(result.assignment)).toEqual([1, 0]);
  });

  it('names what makes a problem infeasible', () => {
    const none = { kind: 'dense' as const, values: [1, 1, Infinity, Infinity] };
    const cases: [AssignmentProblem, string, string[], string[]][] = [
      [makeProblem([1, 1], [5, 5], { costs: none }), 'no-eligible-territory', ['u1'], []],
      [makeProblem([1, 9], [5, 6]), 'unit-above-limit', ['u1'], ['b0', 'b1']],
      [makeProblem([5, 5, 4], [6, 6]), 'total-above-limits', ['u0', 'u1', 'u2'], ['b0', 'b1']],
      [makeProblem([4, 4, 1], [6, 9], { locks: [0, 0, -1] }), 'locks-above-limit', ['u0', 'u1'], ['b0']],
      [
        makeProblem([4, 4, 1], [6, 9], {
          costs: { kind: 'dense', values: [1, Infinity, 1, Infinity, 1, 1] },
        }),
        'eligible-capacity',
        ['u0', 'u1'],
        ['b0'],
      ],
    ];
    for (const [problem, code, unitIds, territoryIds] of cases) {
      const { status, reasons, bound } = assignBooks(problem);
      expect(status).toBe('infeasible');
      expect(bound).toBeNull();
      expect(reasons[0]).toMatchObject({ code, unitIds, territoryIds });
    }
  });

  it('proves that whole units do not fit where split ones would', () => {
    const { status, reasons } = assignBooks(makeProblem([6, 6, 6], [10, 10]));
    expect(status).toBe('infeasible');
    expect(reasons[0].code).toBe('limits-conflict');
    expect(reasons[0].message).toContain('with whole units');
    expect(reasons[1].code).toBe('limit-not-met');
  });

  it('proves conflicts between measures that one at a time could be kept', () => {
    const measures = [
      { id: 'hours', capacities: [9, 1], per: 'unit' as const, loads: [5, 5] },
      { id: 'visits', capacities: [1, 9], per: 'unit' as const, loads: [5, 5] },
    ];
    const { status } = assignBooks(makeProblem([5, 5], [9, 1], { measures }));
    expect(status).toBe('infeasible');
  });

  it('reports a cost that never rises and a bound that never falls', () => {
    const seen: BooksProgress[] = [];
    const { cost, bound } = assignBooks(makeTypeD(50, 5, 1), {
      cycles: 8,
      onProgress: (own) => seen.push(own),
    });
    const kept = seen.filter(({ excess }) => excess === 0);
    for (let s = 1; s < kept.length; s++) {
      expect(kept[s].cost!).toBeLessThanOrEqual(kept[s - 1].cost!);
      expect(kept[s].bound!).toBeGreaterThanOrEqual(kept[s - 1].bound!);
    }
    expect(seen.at(-1)).toMatchObject({ phase: 'done', cost });
    expect(bound!).toBeLessThanOrEqual(cost);
  });

  it('is near its bound for loads that hardly fit', () => {
    const problem = makeTypeD(100, 5, 1);
    const { gap, assignment, cost } = assignBooks(problem, { cycles: 4 });
    expect(judge(problem, assignment)).toMatchObject({ cost, isAllowed: true });
    expect(gap!).toBeLessThan(0.005);
  });

  it('hands over a plan even where it may not begin, and ends soon when asked to', async () => {
    const problem = makeTypeD(200, 10, 1);
    for (const options of [{ maxEvaluations: 0 }, { signal: AbortSignal.abort() }]) {
      const { assignment, stopCause } = assignBooks(problem, options);
      expect(Math.min(...assignment)).toBeGreaterThanOrEqual(0);
      expect(stopCause).not.toBeNull();
    }
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const { stopCause } = await assignBooksAsync(problem, { cycles: 1e6, signal: controller.signal });
    expect(stopCause).toBe('abort');
  });

  it('names everything that is wrong at once', () => {
    const problem: AssignmentProblem = {
      unitIds: ['a', 'a'],
      territoryIds: ['x'],
      costs: { kind: 'dense', values: [Number.NaN] },
      measures: [{ id: 'm', capacities: [-1], per: 'unit', loads: [1, Number.POSITIVE_INFINITY] }],
      locks: [3, 0.5],
    };
    let fields: string[] = [];
    try {
      assignBooks(problem);
    } catch (error) {
      fields = (error as InputError).issues.map(({ field, code }) => `${field} ${code}`);
      expect(error).toBeInstanceOf(InputError);
    }
    expect(fields).toEqual([
      'unitIds duplicate-id',
      'costs.values wrong-length',
      'costs.values out-of-range',
      'measures.m.capacities out-of-range',
      'measures.m.loads out-of-range',
      'locks unknown-territory',
      'locks unknown-territory',
    ]);
    const sparse = { kind: 'sparse' as const, offsets: [0, 2], books: [0, 0], values: [1, 2] };
    expect(() => assignBooks(makeProblem([1], [5], { costs: sparse }))).toThrow('each book at most once');
    expect(() => assignBooks(makeProblem([1], [5]), { maxTimeMs: 5 })).toThrow(OptionsError);
    expect(() => assignBooks(makeProblem([1], [5]), { speed: 5 } as object)).toThrow(OptionsError);
  });
});
