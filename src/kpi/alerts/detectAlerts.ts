import { dayNumberOf } from '../../core/days.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { eachRecord } from '../../core/records.js';
import { checkFigureRows, type FigureRow, refuse } from '../comparison/figureRows.js';
import { type AlertMemory, type AlertState, checkState } from './alertMemory.js';
import { type AlertRule, checkRules } from './alertRules.js';
import { judgeFigure, type Verdict, type Watch } from './judgeFigure.js';

/** Figures of one day. */
export interface Snapshot {
  /** `YYYY-MM-DD`, each later than the one before. */
  readonly on: string;
  readonly rows: readonly FigureRow[];
}

/** Something that began or ended. */
export interface AlertEvent {
  readonly ruleId: string;
  /** The row: a territory, rep or segment. */
  readonly id: string;
  readonly figure: string;
  readonly event: 'raised' | 'cleared';
  readonly on: string;
  /** The day it was raised; of a raised event the same as `on`. */
  readonly since: string;
  readonly value: number;
  /** The line that was passed, in the unit of the figure; for drift the summed deviations. */
  readonly limit: number;
  /** Why, as a phrase. */
  readonly reason: string;
}

/** What a stream of snapshots has set off. */
export interface AlertReport {
  /** In the order of the days, then of the rules, then of the rows. */
  readonly events: readonly AlertEvent[];
  /** What is raised now. */
  readonly active: readonly { readonly ruleId: string; readonly id: string; readonly since: string }[];
  readonly state: AlertState;
}

/**
 * Watches figures over time and says when something begins and when it ends: each once.
 *
 * @param snapshots - in the order of their days, such as scorecards of each week
 * @param rules - thresholds, control limits, drift
 * @param state - of the call before; the stream goes on from there. Without it begins
 * @returns events, what is raised, and the state for the next call
 * @throws {@link InputError} naming every row that is none, snapshot that is not later than the one before, figure that is
 * not finite, id that is no text or comes twice, rule that is wrong, and part of the state that no call has made
 * @remarks An alert stays raised until its figure is back on the good side of the line that clears it, for as many
 * snapshots as the rule says: it is told once however long it lasts, and does not flicker. A figure that does not exist
 * changes nothing. Control limits are those of individual values, mean ± sigmas x mean moving range / 1.128 (W. A.
 * Shewhart: Economic Control of Quality of Manufactured Product, 1931); drift is a two-sided CUSUM (E. S. Page: Continuous
 * Inspection Schemes, 1954, DOI 10.1093/biomet/41.1-2.100). Cutting a stream into calls changes nothing.
 * O(snapshots x rows x rules), deterministic.
 * @example
 * ```ts
 * import { detectAlerts } from 'bailiwick/kpi';
 * const weeks = [0.9, 1.2, 1.15, 1.25, 0.95].map((utilisation, week) => ({
 *   on: `2024-01-0${week + 1}`,
 *   rows: [{ id: 'north', figures: { utilisation } }],
 * }));
 * const { events, active } = detectAlerts(weeks, [
 *   { id: 'overload', kind: 'threshold', figure: 'utilisation', bad: 'above', raise: 1.1, clear: 1 },
 * ]);
 * events.map(({ event, on }) => [event, on]); // => [['raised', '2024-01-02'], ['cleared', '2024-01-05']]
 * active; // => []
 * ```
 */
export function detectAlerts(
  snapshots: readonly Snapshot[],
  rules: readonly AlertRule[],
  state?: AlertState,
): AlertReport {
  const issues: Issue[] = [];
  checkRules(rules, issues);
  checkState(state, issues);
  checkSnapshots(snapshots, typeof state?.on === 'string' ? state.on : null, issues);
  refuse('detectAlerts', issues);
  const watches = indexMemories(rules, state);
  const events: AlertEvent[] = [];
  for (const { on, rows } of snapshots) {
    for (const rule of rules) {
      const ofRule = watches.get(rule.id) ?? new Map<string, Watch>();
      for (const { id, figures } of rows) {
        const value = Object.hasOwn(figures, rule.figure) ? figures[rule.figure] : null;
        if (value === null) continue;
        let watch = ofRule.get(id);
        if (watch === undefined) {
          watch = watchOf(begin(rule.id, id));
          ofRule.set(id, watch);
        }
        const verdict = judgeFigure(rule, watch, value);
        watch.memory = remember(rule, watch.memory, verdict, value, on, events);
      }
    }
  }
  const list: AlertMemory[] = [];
  const active: { ruleId: string; id: string; since: string }[] = [];
  for (const ofRule of watches.values()) {
    for (const { memory } of ofRule.values()) {
      const { ruleId, id, since } = memory;
      list.push(memory);
      if (since !== null) active.push({ ruleId, id, since });
    }
  }
  return {
    events,
    active,
    state: { on: snapshots.at(-1)?.on ?? state?.on ?? null, memories: list },
  };
}

/** Takes a verdict into account; adds an event where the state turns. */
function remember(
  rule: AlertRule,
  memory: AlertMemory,
  { side, limit, reason, baseline, sums }: Verdict,
  value: number,
  on: string,
  events: AlertEvent[],
): AlertMemory {
  const isRaised = memory.since !== null;
  const streak = side === (isRaised ? 'good' : 'bad') ? memory.streak + 1 : 0;
  const needed = (isRaised ? rule.clearAfter : rule.raiseAfter) ?? 1;
  const { ruleId, id } = memory;
  if (streak < needed) return { ruleId, id, since: memory.since, streak, baseline, sums };
  const since = isRaised ? null : on;
  events.push({
    ruleId,
    id,
    figure: rule.figure,
    event: isRaised ? 'cleared' : 'raised',
    on,
    since: memory.since ?? on,
    value,
    limit,
    reason,
  });
  return { ruleId, id, since, streak: 0, baseline, sums };
}

function begin(ruleId: string, id: string): AlertMemory {
  return { ruleId, id, since: null, streak: 0, baseline: [], sums: [0, 0] };
}

const watchOf = (memory: AlertMemory): Watch => ({ memory, growing: null, limits: null });

/** Memories by rule and row; those of rules that are no longer there are kept. */
function indexMemories(
  rules: readonly AlertRule[],
  state: AlertState | undefined,
): Map<string, Map<string, Watch>> {
  const byRule = new Map(rules.map(({ id }) => [id, new Map<string, Watch>()]));
  for (const memory of state?.memories ?? []) {
    const ofRule = byRule.get(memory.ruleId) ?? new Map<string, Watch>();
    byRule.set(memory.ruleId, ofRule.set(memory.id, watchOf(memory)));
  }
  return byRule;
}

function checkSnapshots(snapshots: readonly Snapshot[], last: string | null, issues: Issue[]): void {
  let before = last;
  eachRecord(snapshots, 'snapshots', issues, ({ on, rows }, row) => {
    if (Number.isNaN(dayNumberOf(on))) {
      addIssue(issues, badValue(row, 'snapshots.on', 'bad-date', 'a day as YYYY-MM-DD', on));
    } else if (before !== null && on <= before) {
      addIssue(
        issues,
        badValue(row, 'snapshots.on', 'not-later', `later than the one before, ${before}`, on),
      );
    } else before = on;
    checkFigureRows(`snapshots.${row}.rows`, rows, issues);
  });
}
