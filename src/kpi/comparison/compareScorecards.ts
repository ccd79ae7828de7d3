import { compensatedSum } from '../../core/compensatedSum.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import type { Issue } from '../../core/issue.js';
import { integerIn, joinDefaults, type OptionCheck, oneOf, resolveOptions } from '../../core/options.js';
import { compareNames } from '../compareNames.js';
import { ratio } from '../ratio.js';
import { differenceInterval, meanInterval, summariseSample } from '../statistics/meanInterval.js';
import { signedRankTest, signFlipTest, signTest } from '../statistics/pairedTests.js';
import { type ConfidenceOptions, confidenceChecks, defaultConfidence } from '../statistics/wilsonInterval.js';
import type { FigureComparison, GroupComparison } from './figureComparison.js';
import { type FigureRow, refuse, rowsByNumber } from './figureRows.js';
import { type ComparisonWarning, warnOfComparison } from './warnOfComparison.js';

/** How two scorecards are compared. */
export interface ComparisonOptions extends ConfidenceOptions {
  /** Which figures; default `null`: all that both have, in the order of their names. */
  readonly figures: readonly string[] | null;
  /**
   * Paired test. `wilcoxon` (default): signed ranks, which outliers do not sway. `sign`: direction alone. `permutation`:
   * of the mean itself.
   */
  readonly test: 'wilcoxon' | 'sign' | 'permutation';
  /** Random choices of a permutation test. Default 9999, chosen: p-values come in steps of 0.0001. */
  readonly rounds: number;
  /** Of the random choices, a whole number. Default 1. */
  readonly seed: number;
  /** The same figures of those who were not re-designed or trained, before and after. Default `null`: nobody. */
  readonly comparison: { readonly before: readonly FigureRow[]; readonly after: readonly FigureRow[] } | null;
}

/** Two scorecards compared, and what the comparison cannot prove. */
export interface ScorecardComparison {
  readonly figures: readonly FigureComparison[];
  readonly warnings: readonly ComparisonWarning[];
}

const defaultOptions: ComparisonOptions = /* @__PURE__ */ joinDefaults(defaultConfidence, {
  figures: null,
  test: 'wilcoxon',
  rounds: 9999,
  seed: 1,
  comparison: null,
});

/**
 * Compares two scorecards row by row: before and after a re-design, a training, a change of plan.
 *
 * @param before - figures by id, such as {@link salesScorecard} or {@link scorecardFigures} give
 * @param after - the same later; rows are paired by id
 * @param options - see {@link ComparisonOptions}
 * @returns for each figure the difference, its interval and test, against a comparison group where there is one; and
 * warnings about what all this cannot prove
 * @throws {@link InputError} naming every row that is none, id that is no text or comes twice, and figure that is not
 * finite; {@link OptionsError}
 * @remarks Every row counts alike, whatever its size. p-values are adjusted by Holm (A Simple Sequentially Rejective
 * Multiple Test Procedure, 1979). O(figures x rows log rows), with permutations O(figures x rows x rounds); the same
 * bits on every runtime.
 * @example
 * ```ts
 * import { compareScorecards } from 'bailiwick/kpi';
 * const rows = (values: number[]) => values.map((winRate, i) => ({ id: `t${i}`, figures: { winRate } }));
 * const { figures, warnings } = compareScorecards(
 *   rows([0.2, 0.25, 0.3, 0.2, 0.35, 0.4]),
 *   rows([0.25, 0.3, 0.4, 0.3, 0.45, 0.5]),
 * );
 * const [{ difference, rose, pValue }] = figures;
 * [Math.round(1_000 * (difference ?? 0)), rose, pValue]; // => [83, 6, 0.03125]
 * warnings.map(({ code }) => code); // => ['no-comparison-group']
 * ```
 */
export function compareScorecards(
  before: readonly FigureRow[],
  after: readonly FigureRow[],
  options?: Partial<ComparisonOptions>,
): ScorecardComparison {
  const settings = resolveOptions('compareScorecards', defaultOptions, options, {
    ...confidenceChecks,
    figures: isListOrNull,
    test: oneOf('wilcoxon', 'sign', 'permutation'),
    rounds: integerIn(99, 1_000_000),
    seed: integerIn(Number.MIN_SAFE_INTEGER),
    comparison: isGroupOrNull,
  });
  const issues: Issue[] = [];
  const changed = joinLists('', before, after, issues);
  const { comparison } = settings;
  const others = comparison && joinLists('comparison.', comparison.before, comparison.after, issues);
  refuse('compareScorecards', issues);
  const names = settings.figures ?? commonFigures(before, after);
  const figures = names.map((figure) => compareFigure(figure, changed, others, settings));
  const adjusted = adjustByHolm(figures.map(({ pValue }) => pValue));
  const rows = figures.map((row, f) => ({ ...row, adjustedPValue: adjusted[f] }));
  return { figures: rows, warnings: warnOfComparison(rows, comparison !== null) };
}

const isListOrNull: OptionCheck = (value) =>
  value === null || (Array.isArray(value) && value.every((name) => typeof name === 'string'))
    ? null
    : 'a list of figures, or null';

const isGroupOrNull: OptionCheck = (value) => {
  const group = value as { before?: unknown; after?: unknown } | null;
  const isGroup = group === null || (Array.isArray(group?.before) && Array.isArray(group?.after));
  return isGroup ? null : 'an object with the lists before and after, or null';
};

function commonFigures(before: readonly FigureRow[], after: readonly FigureRow[]): string[] {
  const namesOf = (rows: readonly FigureRow[]) => {
    const names = new Set<string>();
    for (const { figures } of rows) for (const name of Object.keys(figures)) names.add(name);
    return names;
  };
  const later = namesOf(after);
  return [...namesOf(before)].filter((name) => later.has(name)).sort(compareNames);
}

interface Lists {
  /** Entries `[n]` are the rows before and after of id number n. */
  readonly was: readonly (FigureRow | undefined)[];
  readonly is: readonly (FigureRow | undefined)[];
  /** Numbers of the ids of either list in the order of their names, so that sums do not depend on the order of the rows. */
  readonly order: Int32Array;
}

function joinLists(
  prefix: string,
  before: readonly FigureRow[],
  after: readonly FigureRow[],
  issues: Issue[],
): Lists {
  const numbers = createIdNumbers();
  const was = rowsByNumber(`${prefix}before`, before, numbers, issues);
  const is = rowsByNumber(`${prefix}after`, after, numbers, issues);
  const { ids } = numbers;
  const order = new Int32Array(ids.keys()).sort((a, b) => compareNames(ids[a], ids[b]));
  return { was, is, order };
}

/** Values before and after of the rows that have both. */
function pairUp(
  { was, is, order }: Lists,
  figure: string,
): { befores: number[]; afters: number[]; unpaired: number } {
  const figureOf = (row: FigureRow | undefined) =>
    row !== undefined && Object.hasOwn(row.figures, figure) ? row.figures[figure] : null;
  const [befores, afters]: [number[], number[]] = [[], []];
  for (const number of order) {
    const [first, second] = [figureOf(was[number]), figureOf(is[number])];
    if (first === null || second === null) continue;
    befores.push(first);
    afters.push(second);
  }
  return { befores, afters, unpaired: order.length - befores.length };
}

function compareFigure(
  figure: string,
  changed: Lists,
  others: Lists | null,
  settings: ComparisonOptions,
): Omit<FigureComparison, 'adjustedPValue'> {
  const { befores, afters, unpaired } = pairUp(changed, figure);
  const pairs = befores.length;
  const differences = afters.map((value, i) => value - befores[i]);
  const sample = summariseSample(differences);
  const before = pairs === 0 ? null : compensatedSum(befores) / pairs;
  const rose = differences.filter((value) => value > 0).length;
  const fell = differences.filter((value) => value < 0).length;
  return {
    figure,
    pairs,
    unpaired,
    before,
    after: pairs === 0 ? null : compensatedSum(afters) / pairs,
    difference: sample.mean,
    relativeChange: ratio(sample.mean, before === null ? null : Math.abs(before)),
    interval: meanInterval(sample, settings.confidence),
    rose,
    fell,
    same: pairs - rose - fell,
    pValue: pairs === 0 ? null : testPairs(differences, settings),
    comparison: others && compareGroups(figure, differences, others, settings.confidence),
  };
}

function testPairs(differences: readonly number[], { test, rounds, seed }: ComparisonOptions): number {
  if (test === 'sign') return signTest(differences);
  return test === 'wilcoxon' ? signedRankTest(differences) : signFlipTest(differences, rounds, seed);
}

function compareGroups(
  figure: string,
  differences: readonly number[],
  others: Lists,
  confidence: number,
): GroupComparison {
  const { befores, afters } = pairUp(others, figure);
  const changed = summariseSample(differences);
  const unchanged = summariseSample(afters.map((value, i) => value - befores[i]));
  const isKnown = changed.mean !== null && unchanged.mean !== null;
  return {
    pairs: befores.length,
    before: befores.length === 0 ? null : compensatedSum(befores) / befores.length,
    difference: unchanged.mean,
    differenceInDifferences: isKnown ? Number(changed.mean) - Number(unchanged.mean) : null,
    interval: differenceInterval(changed, unchanged, confidence),
  };
}

function adjustByHolm(pValues: readonly (number | null)[]): (number | null)[] {
  const order = pValues
    .flatMap((p, f) => (p === null ? [] : [{ p, f }]))
    .sort((a, b) => a.p - b.p || a.f - b.f);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let least = 0;
  order.forEach(({ p, f }, k) => {
    least = Math.max(least, Math.min(1, p * (order.length - k)));
    adjusted[f] = least;
  });
  return adjusted;
}
