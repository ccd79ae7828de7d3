import { afterEach, describe, expect, it, vi } from 'vitest';
import { columnsOfPeriod } from '../../src/kpi/deals/columnsOfPeriod.js';
import {
  continuity,
  detectAlerts,
  forecastToPeriodEnd,
  salesScorecard,
  toDealColumns,
} from '../../src/kpi/index.js';
import { countCalls } from '../support/countCalls.js';

/** Inputs of which one thing is large where it mostly is small: steps are counted, as calls of a function that every step makes. */
const dayOf = (k: number) => new Date(Date.UTC(2024, 0, 1 + k)).toISOString().slice(0, 10);
const dayNumber = (k: number) => Date.UTC(2024, 0, 1 + k) / 86_400_000;
const names = (count: number) => Array.from({ length: count }, (_, g) => `g${String(g).padStart(6, '0')}`);

/** One deal a day, open for ten days. */
const daily = (count: number, groups: readonly string[]) =>
  toDealColumns(
    Array.from({ length: count }, (_, k) => ({
      id: `d${k}`,
      accountId: 'a',
      amount: 100 + k,
      stage: `s${k}`,
      openedOn: dayOf(k),
      closedOn: dayOf(k + 10),
      won: k % 2 === 0,
      repId: groups[k % groups.length],
    })),
    { groupBy: ({ repId }) => repId ?? null, groups },
  );

afterEach(() => vi.restoreAllMocks());

describe('skewed inputs of figures', () => {
  it('makes scorecards of more groups than a call can have arguments', () => {
    const groups = names(130_000);
    const period = { id: 'p', from: dayOf(0), to: dayOf(30) };
    const { rows } = salesScorecard({ deals: daily(3, groups), periods: [period] });
    expect(rows).toHaveLength(groups.length);
    expect(rows[2]).toMatchObject({ group: 'g000002', periodId: 'p', bookings: { amount: 102 } });
  });

  it('passes over the deals of a period only', () => {
    const deals = daily(365, ['g']);
    const { columns, rows } = columnsOfPeriod(deals, dayNumber(100), dayNumber(109));
    // Closed from day 100 on were those opened on day 90, open on day 109 is that of day 109.
    expect(Array.from(rows)).toEqual(Array.from({ length: 20 }, (_, k) => 90 + k));
    expect(columns.amounts[0]).toBe(190);
    expect(Array.from(columns.outcomes)).toEqual(
      Array.from({ length: 20 }, (_, k) => (k >= 10 ? 0 : 1 + (k % 2))),
    );
    expect(columns.asOf).toBe(dayNumber(109));
  });

  it('names the row of a stage without a chance among all deals', () => {
    const input = {
      deals: daily(365, ['g']),
      periods: [{ id: 'p', from: dayOf(100), to: dayOf(109) }],
      stageChances: { s100: 1, s101: 1 },
    };
    expect(() => salesScorecard(input)).toThrow(/8 x no-chance\n {2}row 102, stage/);
  });

  it('looks Student’s quantile up once for all groups', () => {
    const count = 300;
    const columns = { ...daily(count, names(count)), asOf: dayNumber(200) };
    const forecast = () => forecastToPeriodEnd(columns, { from: dayOf(0), to: dayOf(365) });
    expect(forecast().groups).toHaveLength(count);
    // One for the deviation of each group, and those of one quantile.
    expect(countCalls(Math, 'sqrt', forecast)).toBeLessThan(2 * count);
  });

  it('works limits of a long baseline out once', () => {
    const count = 400;
    const snapshots = Array.from({ length: 2 * count }, (_, k) => ({
      on: dayOf(k),
      rows: [{ id: 'r', figures: { load: k % 7 } }],
    }));
    for (const kind of ['control', 'drift'] as const) {
      const rules = [{ id: 'a', kind, figure: 'load', baseline: count }];
      expect(countCalls(Math, 'abs', () => detectAlerts(snapshots, rules))).toBeLessThan(6 * count);
    }
  });

  it('does not grow the baseline of a state that it was given', () => {
    const snapshots = [0, 1, 2, 3].map((k) => ({ on: dayOf(k), rows: [{ id: 'r', figures: { load: k } }] }));
    const rules = [{ id: 'a', kind: 'control', figure: 'load' } as const];
    const { state } = detectAlerts(snapshots.slice(0, 2), rules);
    const later = detectAlerts(snapshots.slice(2), rules, state);
    expect(state.memories[0].baseline).toEqual([0, 1]);
    expect(later.state.memories[0].baseline).toEqual([0, 1, 2, 3]);
  });

  it('keeps no list of all accounts for each alignment', () => {
    const count = 200;
    const alignments = Array.from({ length: count }, (_, k) =>
      Array.from({ length: count }, (_, i) => ({
        accountId: i === 0 ? 'same' : `a${k}.${i}`,
        territoryId: 't',
      })),
    );
    const fill = vi.spyOn(Array.prototype, 'fill');
    const steps = continuity(alignments);
    const filled = fill.mock.contexts.reduce<number>((sum, list) => sum + (list as unknown[]).length, 0);
    fill.mockRestore();
    expect(steps[0]).toEqual({ accounts: count, kept: count, continuity: 1 });
    expect(steps.at(-1)).toEqual({ accounts: 1, kept: 1, continuity: 1 });
    expect(filled).toBeLessThan(2 * count * count);
  });
});
