import { dayNumberOf } from '../../core/days.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isRecord } from '../../core/records.js';

/** What a figure of a row has been through under one rule. */
export interface AlertMemory {
  readonly ruleId: string;
  readonly id: string;
  /** The day it was raised; `null` while all is well. */
  readonly since: string | null;
  /** Snapshots in a row that speak for the other state. */
  readonly streak: number;
  /** Values that limits come from: the first of the stream. */
  readonly baseline: readonly number[];
  /** Summed deviations up and down, for drift. */
  readonly sums: readonly [up: number, down: number];
}

/** What to hand to the next call, as plain JSON. */
export interface AlertState {
  /** Day of the last snapshot; `null` before the first. */
  readonly on: string | null;
  readonly memories: readonly AlertMemory[];
}

/** Adds an issue for everything in a state that no call has made; no state is a good one. */
export function checkState(state: AlertState | undefined, issues: Issue[]): void {
  if (state === undefined) return;
  if (!isRecord(state)) {
    issues.push(badValue(null, 'state', 'wrong-type', 'the state of an earlier call, or absent', state));
    return;
  }
  const checkDay = (row: number | null, field: string, day: unknown) => {
    if (day === null || !Number.isNaN(dayNumberOf(day))) return;
    addIssue(issues, badValue(row, field, 'bad-date', 'a day as YYYY-MM-DD, or null', day));
  };
  checkDay(null, 'state.on', state.on);
  eachRecord(state.memories, 'state.memories', issues, (memory, row) => {
    const { ruleId, id, since, streak, baseline, sums } = memory;
    const checkNumbers = (field: string, values: unknown, count: number | null) => {
      const isGood = Array.isArray(values) && (count === null || values.length === count);
      if (isGood && Array.from(values).every(Number.isFinite)) return;
      const expected = `a list of ${count ?? 'finite'} numbers`;
      addIssue(issues, badValue(row, `state.memories.${field}`, 'wrong-type', expected, values));
    };
    checkId(ruleId, row, 'state.memories.ruleId', issues);
    checkId(id, row, 'state.memories.id', issues);
    checkDay(row, 'state.memories.since', since);
    if (!Number.isSafeInteger(streak) || streak < 0) {
      const expected = 'a whole number of at least 0';
      addIssue(issues, badValue(row, 'state.memories.streak', 'out-of-range', expected, streak));
    }
    checkNumbers('baseline', baseline, null);
    checkNumbers('sums', sums, 2);
  });
}
