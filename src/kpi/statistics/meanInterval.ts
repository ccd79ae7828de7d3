import { compensatedSum } from '../../core/compensatedSum.js';
import { studentQuantile } from '../../core/studentDistribution.js';
import type { Interval } from './wilsonInterval.js';

/** Mean and spread of a sample. */
export interface Sample {
  readonly count: number;
  /** `null` of nothing. */
  readonly mean: number | null;
  /** Squared standard error of the mean; `null` of fewer than two. */
  readonly squaredError: number | null;
}

/** Sums up a sample, with n - 1 in the variance. */
export function summariseSample(values: readonly number[]): Sample {
  const count = values.length;
  if (count === 0) return { count, mean: null, squaredError: null };
  const mean = compensatedSum(values) / count;
  const squares = compensatedSum(values.map((value) => (value - mean) * (value - mean)));
  return { count, mean, squaredError: count < 2 ? null : squares / (count - 1) / count };
}

/** Student's interval of a mean (Student: The Probable Error of a Mean, 1908); `null` of fewer than two. */
export function meanInterval({ count, mean, squaredError }: Sample, confidence: number): Interval | null {
  if (mean === null || squaredError === null) return null;
  const half = studentQuantile(0.5 + confidence / 2, count - 1) * Math.sqrt(squaredError);
  return { low: mean - half, high: mean + half };
}

/**
 * Interval of the difference of two means by Welch (The generalization of Student's problem when several different
 * population variances are involved, 1947, DOI 10.1093/biomet/34.1-2.28); `null` where either has fewer than two.
 */
export function differenceInterval(a: Sample, b: Sample, confidence: number): Interval | null {
  if (a.mean === null || b.mean === null || a.squaredError === null || b.squaredError === null) return null;
  const difference = a.mean - b.mean;
  const error = a.squaredError + b.squaredError;
  if (error === 0) return { low: difference, high: difference };
  const [partA, partB] = [a.squaredError / error, b.squaredError / error];
  const freedom = 1 / ((partA * partA) / (a.count - 1) + (partB * partB) / (b.count - 1));
  const half = studentQuantile(0.5 + confidence / 2, freedom) * Math.sqrt(error);
  return { low: difference - half, high: difference + half };
}
