import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord } from '../../core/records.js';
import { addDuplicate } from '../checkFields.js';

/** Raised where a figure passes a line. */
export interface ThresholdRule {
  /** Unique among the rules. */
  readonly id: string;
  readonly kind: 'threshold';
  readonly figure: string;
  /** Which side of `raise` is bad. */
  readonly bad: 'above' | 'below';
  /** Raised beyond this value. */
  readonly raise: number;
  /** Cleared on the good side of this one (hysteresis): at most `raise` where above is bad. The same unless told. */
  readonly clear?: number;
}

/** Raised where a figure leaves the limits of its own past. */
export interface ControlRule {
  readonly id: string;
  readonly kind: 'control';
  readonly figure: string;
  /** Snapshots that set the limits, at least 2. Default 20: as charts of individual values are commonly set up. */
  readonly baseline?: number;
  /** Half width in standard deviations. Default 3 (Shewhart). */
  readonly sigmas?: number;
}

/** Raised where a figure has moved away from its past little by little (CUSUM). */
export interface DriftRule {
  readonly id: string;
  readonly kind: 'drift';
  readonly figure: string;
  /** Snapshots that set mean and deviation, at least 2. Default 20, as for control limits. */
  readonly baseline?: number;
  /** Deviations that count as no drift. Default 0.5: half of the shift to be found, one deviation. */
  readonly slack?: number;
  /** Summed deviations that raise. Default 5: with the slack a false alarm each 465 snapshots (Montgomery). */
  readonly limit?: number;
}

/** A rule of {@link detectAlerts}; `raiseAfter` and `clearAfter` count snapshots in a row, 1 unless told. */
export type AlertRule = (ThresholdRule | ControlRule | DriftRule) & {
  readonly raiseAfter?: number;
  readonly clearAfter?: number;
};

/** Adds an issue for everything that is wrong with the rules. */
export function checkRules(rules: readonly AlertRule[], issues: Issue[]): void {
  const seen = new Set<string>();
  eachRecord(rules, 'rules', issues, (rule, row) => {
    const wrong = (field: string, code: string, expected: string, value: unknown) =>
      addIssue(issues, badValue(row, `rules.${field}`, code, expected, value));
    if (checkId(rule.id, row, 'rules.id', issues)) {
      if (seen.has(rule.id)) addDuplicate(rule.id, row, 'rules.id', issues);
      seen.add(rule.id);
    }
    if (typeof rule.figure !== 'string') wrong('figure', 'wrong-type', 'the name of a figure', rule.figure);
    const count = (field: string, value: number | undefined, least: number) => {
      if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return;
      wrong(field, 'out-of-range', `a whole number of at least ${least}`, value);
    };
    const amount = (field: string, value: number | undefined, isPositive: boolean) => {
      if (value === undefined || (Number.isFinite(value) && (isPositive ? value > 0 : value >= 0))) return;
      wrong(field, 'out-of-range', `a finite number ${isPositive ? 'above' : 'of at least'} 0`, value);
    };
    count('raiseAfter', rule.raiseAfter, 1);
    count('clearAfter', rule.clearAfter, 1);
    if (rule.kind === 'threshold') checkThreshold(rule, wrong);
    else if (rule.kind === 'control') {
      count('baseline', rule.baseline, 2);
      amount('sigmas', rule.sigmas, true);
    } else if (rule.kind === 'drift') {
      count('baseline', rule.baseline, 2);
      amount('slack', rule.slack, false);
      amount('limit', rule.limit, true);
    } else wrong('kind', 'unknown-word', 'one of threshold, control, drift', (rule as AlertRule).kind);
  });
}

function checkThreshold(
  { bad, raise, clear = raise }: ThresholdRule,
  wrong: (field: string, code: string, expected: string, value: unknown) => void,
): void {
  if (bad !== 'above' && bad !== 'below') wrong('bad', 'unknown-word', 'one of above, below', bad);
  if (!Number.isFinite(raise)) wrong('raise', 'not-finite', 'a finite number', raise);
  if (!Number.isFinite(clear)) wrong('clear', 'not-finite', 'a finite number', clear);
  else if (Number.isFinite(raise) && (bad === 'above' ? clear > raise : clear < raise)) {
    wrong('clear', 'out-of-range', `on the good side of raise, ${raise}`, clear);
  }
}
