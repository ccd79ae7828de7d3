import type { Measure } from '../model/measure.js';
import type { Territory } from '../model/territory.js';
import type { Findings } from './findings.js';

/** What a territory says about its loads. */
export type LoadWishes = Pick<Territory, 'share' | 'limits'>;

/** Entry `[j]` is the part of every measure that territory j should have. */
export function findShares(territories: readonly LoadWishes[], findings: Findings): Float64Array {
  const shares = Float64Array.from(territories, (territory, j) =>
    findings.number(j, 'territories.share', territory.share ?? 1, 0),
  );
  let sum = 0;
  for (const share of shares) sum += share;
  if (shares.length > 0 && sum === 0) {
    findings.add(null, 'territories.share', 'zero-total', 'shares that add up to more than 0', 0);
  }
  return shares.map((share) => share / sum);
}

/** Limits must name measures that there are. */
export function checkLimitNames(
  territories: readonly LoadWishes[],
  measures: readonly Measure[],
  findings: Findings,
): void {
  const known = new Set(measures.map(({ id }) => id));
  territories.forEach((territory, j) => {
    for (const id of Object.keys(territory.limits ?? {})) {
      if (!known.has(id))
        findings.add(j, 'territories.limits', 'unknown-measure', 'the id of a given measure', id);
    }
  });
}

/** Targets by share, limits by tolerance and hard limit. */
export function findLimits(
  measure: Measure,
  load: Float64Array,
  territories: readonly LoadWishes[],
  shares: Float64Array,
  findings: Findings,
) {
  let total = 0;
  for (const value of load) total += value;
  if (total === Number.POSITIVE_INFINITY) {
    findings.add(null, `accounts.measures.${measure.id}`, 'out-of-range', 'loads with a finite sum', total);
  }
  const tolerance = typeof measure.tolerance === 'number' ? measure.tolerance : Number.NaN;
  if (!(tolerance >= 0)) {
    findings.add(
      null,
      `measures.${measure.id}.tolerance`,
      'out-of-range',
      'a number from 0',
      measure.tolerance,
    );
  }
  const target = shares.map((share) => total * share);
  const isBalanced = tolerance < Number.POSITIVE_INFINITY;
  const lower = target.map((value) => (isBalanced ? Math.max(0, value * (1 - tolerance)) : 0));
  const upper = target.map((value) => (isBalanced ? value * (1 + tolerance) : Number.POSITIVE_INFINITY));
  territories.forEach((territory, j) => {
    const limit = territory.limits?.[measure.id];
    if (limit === undefined) return;
    const field = `territories.limits.${measure.id}`;
    const min = limit.min === undefined ? 0 : findings.number(j, `${field}.min`, limit.min, 0);
    const isOpen = limit.max === undefined || limit.max === Number.POSITIVE_INFINITY;
    const max = isOpen ? Number.POSITIVE_INFINITY : findings.number(j, `${field}.max`, limit.max, 0);
    lower[j] = Math.max(lower[j], min);
    upper[j] = Math.min(upper[j], max);
    if (min > max) findings.add(j, field, 'empty-range', `a min of at most ${max}`, min);
  });
  return { target, lower, upper };
}
