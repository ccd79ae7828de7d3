import type { FigureComparison } from './figureComparison.js';

/** Something that a comparison cannot prove, or that weakens it. */
export interface ComparisonWarning {
  /** Stable kebab-case name. */
  readonly code: string;
  /** One sentence for whoever reads the comparison. */
  readonly message: string;
}

/** With fewer pairs than this no signed-rank test can come below 0.05: 2 / 2^5 is 0.0625. */
const FEW_PAIRS = 6;

/** Parts of a difference before that make groups unlike: chosen, half of the effect itself. */
const UNLIKE = 0.5;

/** What to tell whoever reads a comparison. */
export function warnOfComparison(
  figures: readonly FigureComparison[],
  hasGroup: boolean,
): ComparisonWarning[] {
  const warnings: ComparisonWarning[] = [];
  const warn = (code: string, message: string) => warnings.push({ code, message });
  const named = (rows: readonly FigureComparison[]) => rows.map(({ figure }) => figure).join(', ');
  if (!hasGroup) {
    warn(
      'no-comparison-group',
      'Nothing says what would have happened without the change: season, market, prices and a return to the mean after a bad period look the same. Give a comparison group.',
    );
  } else {
    warn(
      'not-assigned-at-random',
      'The difference in differences is the effect of the change only if both groups would have moved alike without it. If the groups were chosen (who volunteered, who did badly) and not drawn by lot, that is an assumption.',
    );
    const unlike = figures.filter((row) => isUnlike(row));
    if (unlike.length > 0) {
      warn(
        'groups-differ-before',
        `The groups stood apart before the change, by more than half of the change itself: ${named(unlike)}. Those who start far from the mean come back to it by themselves.`,
      );
    }
  }
  const few = figures.filter(({ pairs }) => pairs < FEW_PAIRS);
  if (few.length > 0) {
    warn('few-pairs', `Fewer than ${FEW_PAIRS} pairs can show nothing at the 5 % level: ${named(few)}.`);
  }
  const unpaired = figures.filter((row) => row.unpaired > 0);
  if (unpaired.length > 0) {
    warn(
      'unpaired-rows',
      `Rows without a partner are left out, which flatters the result where the weak ones left: ${named(unpaired)}.`,
    );
  }
  return warnings;
}

function isUnlike({ before, difference, comparison }: FigureComparison): boolean {
  if (before === null || difference === null || comparison === null || comparison.before === null)
    return false;
  return Math.abs(before - comparison.before) > UNLIKE * Math.abs(difference);
}
