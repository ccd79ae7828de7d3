import { compensatedSum } from '../../core/compensatedSum.js';
import type { AlertMemory } from './alertMemory.js';
import type { AlertRule, ControlRule, DriftRule, ThresholdRule } from './alertRules.js';

/** What a value says about a rule. */
export interface Verdict {
  /** `bad` speaks for raising, `good` for clearing, `between` for neither. */
  readonly side: 'bad' | 'good' | 'between';
  readonly limit: number;
  readonly reason: string;
  readonly baseline: readonly number[];
  readonly sums: readonly [up: number, down: number];
}

const BASELINE = 20;

/** Mean moving range of two neighbours over the standard deviation, of normal values: 2 / sqrt(pi). */
const RANGE_PER_DEVIATION = 1.1283791670955126;

/** What is watched in one call: a memory, and what is known of it beyond. */
export interface Watch {
  memory: AlertMemory;
  /** A baseline that this call has made, and may go on; `null` while it is that of an earlier one. */
  growing: number[] | null;
  /** Of the whole baseline; `null` until they are needed. */
  limits: Limits | null;
}

interface Limits {
  readonly mean: number;
  readonly deviation: number;
}

/** Judges a value by a rule and by what the rule has seen of this row. */
export function judgeFigure(rule: AlertRule, watch: Watch, value: number): Verdict {
  const { memory } = watch;
  if (rule.kind === 'threshold') return judgeThreshold(rule, memory, value);
  const { baseline, sums } = memory;
  if (baseline.length < (rule.baseline ?? BASELINE)) {
    watch.growing ??= [...baseline];
    watch.growing.push(value);
    const reason = 'still in the baseline';
    return { side: 'between', limit: value, reason, baseline: watch.growing, sums };
  }
  watch.limits ??= limitsOf(baseline);
  const judge = rule.kind === 'control' ? judgeControl : judgeDrift;
  return judge(rule as ControlRule & DriftRule, watch.limits, memory, value);
}

function judgeThreshold(
  { bad, raise, clear = raise }: ThresholdRule,
  { baseline, sums, since }: AlertMemory,
  value: number,
): Verdict {
  const isAbove = bad === 'above';
  const isBad = isAbove ? value > raise : value < raise;
  const isGood = isAbove ? value <= clear : value >= clear;
  const limit = since === null ? raise : clear;
  const side = isBad ? 'bad' : isGood ? 'good' : 'between';
  const reason = isBad ? `${bad} ${raise}` : isGood ? `back to ${clear}` : `between ${clear} and ${raise}`;
  return { side, limit, reason, baseline, sums };
}

function judgeControl(
  { sigmas = 3 }: ControlRule,
  { mean, deviation }: Limits,
  { baseline, sums }: AlertMemory,
  value: number,
): Verdict {
  const [low, high] = [mean - sigmas * deviation, mean + sigmas * deviation];
  const side = value < low || value > high ? 'bad' : 'good';
  const reason =
    value > high ? 'above its control limit' : value < low ? 'below its control limit' : 'within its limits';
  return { side, limit: value < mean ? low : high, reason, baseline, sums };
}

/** Sums are held at the limit once they have raised: a long alarm must not take as long to clear. */
function judgeDrift(
  { slack = 0.5, limit = 5 }: DriftRule,
  { mean, deviation }: Limits,
  { baseline, sums, since }: AlertMemory,
  value: number,
): Verdict {
  const step = deviation === 0 ? Math.sign(value - mean) * (limit + slack) : (value - mean) / deviation;
  const up = Math.max(0, Math.min(limit, sums[0]) + step - slack);
  const down = Math.max(0, Math.min(limit, sums[1]) - step - slack);
  const isBad = up >= limit || down >= limit;
  // Back to normal once both sums have run out: the figure has been near its past for a while.
  const side = isBad ? 'bad' : up === 0 && down === 0 ? 'good' : 'between';
  const reason = isBad
    ? `drifting ${up >= limit ? 'up' : 'down'}`
    : since === null
      ? 'steady'
      : 'back to its past';
  return { side, limit, reason, baseline, sums: [up, down] };
}

/** Mean, and deviation by the mean moving range, which a slow trend in the baseline does not widen. */
function limitsOf(baseline: readonly number[]): Limits {
  const mean = compensatedSum(baseline) / baseline.length;
  const ranges = baseline.slice(1).map((value, i) => Math.abs(value - baseline[i]));
  return { mean, deviation: compensatedSum(ranges) / ranges.length / RANGE_PER_DEVIATION };
}
