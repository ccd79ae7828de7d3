import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertState } from '../../../src/kpi/alerts/alertMemory.js';
import type { AlertRule } from '../../../src/kpi/alerts/alertRules.js';
import { detectAlerts, type Snapshot } from '../../../src/kpi/alerts/detectAlerts.js';
import { dayAt } from '../deals/randomDeals.js';
import { issuesOf } from '../support/issuesOf.js';

const stream = (values: readonly (number | null)[], from = 0): Snapshot[] =>
  values.map((value, k) => ({ on: dayAt(from + k), rows: [{ id: 'north', figures: { load: value } }] }));
const overload: AlertRule = {
  id: 'over',
  kind: 'threshold',
  figure: 'load',
  bad: 'above',
  raise: 10,
  clear: 8,
};
const tell = (values: readonly (number | null)[], rule: AlertRule) =>
  detectAlerts(stream(values), [rule]).events.map(({ event, on }) => `${event} ${on.slice(5)}`);

describe('detectAlerts', () => {
  it('raises once beyond the line and clears once it is well back', () => {
    const report = detectAlerts(stream([9, 11, 12, 9, 11, 8, 11]), [overload]);
    expect(report.events).toEqual([
      {
        ruleId: 'over',
        id: 'north',
        figure: 'load',
        event: 'raised',
        on: '2024-01-02',
        since: '2024-01-02',
        value: 11,
        limit: 10,
        reason: 'above 10',
      },
      {
        ruleId: 'over',
        id: 'north',
        figure: 'load',
        event: 'cleared',
        on: '2024-01-06',
        since: '2024-01-02',
        value: 8,
        limit: 8,
        reason: 'back to 8',
      },
      expect.objectContaining({ event: 'raised', on: '2024-01-07' }),
    ]);
    expect(report.active).toEqual([{ ruleId: 'over', id: 'north', since: '2024-01-07' }]);
  });

  it('waits for as many snapshots in a row as the rule says', () => {
    expect(tell([11, 8, 8, 11, 8, 8, 8], { ...overload, clearAfter: 3 })).toEqual([
      'raised 01-01',
      'cleared 01-07',
    ]);
    const rule = { ...overload, raiseAfter: 2, clearAfter: 2 };
    expect(tell([11, 9, 11, 11, 8, 11, 8, 8], rule)).toEqual(['raised 01-04', 'cleared 01-08']);
  });

  it('watches the lower side too, and is not moved by what does not exist', () => {
    const rule: AlertRule = { ...overload, bad: 'below', raise: 5, clear: 7 };
    expect(tell([6, 4, null, 6, null, 7], rule)).toEqual(['raised 01-02', 'cleared 01-06']);
    expect(tell([5, 10], rule)).toEqual([]);
  });

  it('knows control limits from the past of the figure', () => {
    // Mean 10, moving ranges 2, 2, 2, so a deviation of 2 / 1.128 = 1.772 and limits of 10 ± 5.317.
    const rule: AlertRule = { id: 'c', kind: 'control', figure: 'load', baseline: 4 };
    expect(tell([9, 11, 9, 11, 15.3, 4.7], rule)).toEqual([]);
    expect(tell([9, 11, 9, 11, 15.4, 4.6, 10], rule)).toEqual(['raised 01-05', 'cleared 01-07']);
    const { limit, reason } = detectAlerts(stream([9, 11, 9, 11, 4.6]), [rule]).events[0];
    expect(limit).toBeCloseTo(10 - 6 / (2 / Math.sqrt(Math.PI)), 12);
    expect(reason).toBe('below its control limit');
  });

  it('sums up a drift that no single value shows', () => {
    const rule: AlertRule = { id: 'd', kind: 'drift', figure: 'load', baseline: 4 };
    // One deviation above the mean adds 0.5 each time: 5 after ten.
    const shifted = 10 + 2 / (2 / Math.sqrt(Math.PI)) + 1e-9;
    const values = [9, 11, 9, 11, ...new Array(12).fill(shifted)];
    expect(tell(values, rule)).toEqual(['raised 01-14']);
    expect(tell(values.slice(0, 13), rule)).toEqual([]);
    const back = [...values, ...new Array(20).fill(10)];
    expect(tell(back, rule)).toEqual(['raised 01-14', 'cleared 01-26']);
    expect(detectAlerts(stream(values.map((value) => 20 - value)), [rule]).events[0].reason).toBe(
      'drifting down',
    );
    expect(tell([3, 3, 3, 4], { ...rule, baseline: 3 })).toEqual(['raised 01-04']);
  });

  it('tells a fall as it tells a rise', () => {
    const rules: AlertRule[] = [
      { id: 'c', kind: 'control', figure: 'load', baseline: 3 },
      { id: 'd', kind: 'drift', figure: 'load', baseline: 3, limit: 2 },
    ];
    const turns = (list: readonly number[]) =>
      detectAlerts(stream(list), rules).events.map(({ ruleId, event, on }) => `${ruleId} ${event} ${on}`);
    const long = { minLength: 10, maxLength: 40 };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), long), (list) => {
        expect(turns(list.map((value) => -value))).toEqual(turns(list));
      }),
      { seed: 1 },
    );
  });

  it('knows a past without any spread: what equals it is steady, and an alarm about the rest runs out', () => {
    const rule: AlertRule = { id: 'd', kind: 'drift', figure: 'load', baseline: 3 };
    const still = (count: number) => new Array<number>(count).fill(3);
    expect(tell([...still(5), 4, ...still(9)], rule)).toEqual(['raised 01-06']);
    expect(tell([...still(5), 4, ...still(10)], rule)).toEqual(['raised 01-06', 'cleared 01-16']);
    const { state } = detectAlerts(stream([...still(5), 4]), [rule]);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it('does not mind where the stream is cut, and its state is plain JSON', () => {
    const rules: AlertRule[] = [
      overload,
      { id: 'c', kind: 'control', figure: 'load', baseline: 3, clearAfter: 2 },
      { id: 'd', kind: 'drift', figure: 'load', baseline: 3, raiseAfter: 2, limit: 2 },
    ];
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 20 }), { freq: 5 }), { maxLength: 25 });
    fc.assert(
      fc.property(values, fc.nat(25), (list, cut) => {
        const all = stream(list);
        const whole = detectAlerts(all, rules);
        const first = detectAlerts(all.slice(0, cut), rules);
        const state = JSON.parse(JSON.stringify(first.state)) as AlertState;
        const second = detectAlerts(all.slice(cut), rules, state);
        expect([...first.events, ...second.events]).toEqual(whole.events);
        expect(second.active).toEqual(whole.active);
        expect(second.state).toEqual(whole.state);
        // Raised and cleared take turns.
        for (const { id } of rules) {
          const turns = whole.events.filter(({ ruleId }) => ruleId === id).map(({ event }) => event);
          expect(turns).toEqual(turns.map((_, k) => (k % 2 === 0 ? 'raised' : 'cleared')));
        }
      }),
      { seed: 1 },
    );
  });

  it('names snapshots that go back, and rules that are wrong', () => {
    const rules = [
      { ...overload, clear: 11, raiseAfter: 0 },
      { ...overload, bad: 'over', raise: Number.NaN },
      { id: 'c', kind: 'control', figure: 'load', baseline: 1, sigmas: 0 },
      { id: 'd', kind: 'drift', figure: 'load', slack: -1, limit: 0 },
      { id: 'e', kind: 'trend', figure: 'load' },
    ] as unknown as AlertRule[];
    const run = () => detectAlerts([...stream([1], 3), ...stream([1], 3), { on: 'x', rows: [] }], rules);
    expect(issuesOf(run)).toEqual([
      '0 rules.clear out-of-range',
      '0 rules.raiseAfter out-of-range',
      '1 rules.bad unknown-word',
      '1 rules.id duplicate-id',
      '1 rules.raise not-finite',
      '1 snapshots.on not-later',
      '2 rules.baseline out-of-range',
      '2 rules.sigmas out-of-range',
      '2 snapshots.on bad-date',
      '3 rules.limit out-of-range',
      '3 rules.slack out-of-range',
      '4 rules.kind unknown-word',
    ]);
    const { state } = detectAlerts(stream([1, 2]), [overload]);
    expect(issuesOf(() => detectAlerts(stream([1], 1), [overload], state))).toEqual([
      '0 snapshots.on not-later',
    ]);
    expect(detectAlerts([], [overload], state).state).toEqual(state);
  });
});
