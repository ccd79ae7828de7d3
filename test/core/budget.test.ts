import { describe, expect, it } from 'vitest';
import { createBudget } from '../../src/core/budget.js';

describe('createBudget', () => {
  it('goes on without limits, however much is spent', () => {
    const budget = createBudget({});
    budget.spend(1e12);
    expect(budget.stopCause()).toBe(null);
    expect(budget.spent()).toBe(1e12);
  });

  it('stops once the evaluations are used up, not before', () => {
    const budget = createBudget({ evaluations: 10 });
    budget.spend(9);
    expect(budget.stopCause()).toBe(null);
    budget.spend(1);
    expect(budget.stopCause()).toBe('evaluations');
  });

  it('measures time from its start, by the clock it is given', () => {
    let now = 5000;
    const budget = createBudget({ timeMs: 100, clock: () => now });
    now = 5099;
    expect(budget.stopCause()).toBe(null);
    now = 5100;
    expect(budget.stopCause()).toBe('time');
  });

  it('stops at once for a signal that is raised, before any other cause', () => {
    const signal = { aborted: false };
    const budget = createBudget({ signal, evaluations: 0 });
    signal.aborted = true;
    expect(budget.stopCause()).toBe('abort');
  });

  it('takes an AbortSignal', () => {
    const controller = new AbortController();
    const budget = createBudget({ signal: controller.signal });
    expect(budget.stopCause()).toBe(null);
    controller.abort();
    expect(budget.stopCause()).toBe('abort');
  });

  it('keeps to the first cause it gave', () => {
    const signal = { aborted: false };
    const budget = createBudget({ evaluations: 1, signal });
    budget.spend(1);
    expect(budget.stopCause()).toBe('evaluations');
    signal.aborted = true;
    expect(budget.stopCause()).toBe('evaluations');
  });
});
