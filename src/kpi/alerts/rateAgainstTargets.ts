import type { Issue } from '../../core/issue.js';
import { addIssue, badValue } from '../../core/issue.js';
import { eachRecord } from '../../core/records.js';
import { checkNumber } from '../checkFields.js';
import { checkFigureRows, type FigureRow, refuse } from '../comparison/figureRows.js';

/** Where a figure is green and where it is still amber. */
export type FigureTarget =
  | {
      readonly figure: string;
      /** `higher` is better: green from `green` up, amber from `amber` up. `lower` is better: the other way round. */
      readonly better: 'higher' | 'lower';
      readonly green: number;
      readonly amber: number;
    }
  | {
      readonly figure: string;
      /** Best at `target`: green within `green` of it, amber within `amber`. */
      readonly better: 'near';
      readonly target: number;
      readonly green: number;
      readonly amber: number;
    };

/** Green, amber or red; unknown where the figure does not exist. */
export type Rating = 'green' | 'amber' | 'red' | 'unknown';

/** How one row does on one target. */
export interface FigureRating {
  readonly figure: string;
  readonly value: number | null;
  readonly rating: Rating;
  /** How far it is from green, 0 where it is; `null` where it is unknown. */
  readonly gap: number | null;
}

/** How one row does on all targets. */
export interface RatedRow {
  readonly id: string;
  /** The worst of its ratings; `unknown` only where all are. */
  readonly rating: Rating;
  /** In the order of the targets. */
  readonly figures: readonly FigureRating[];
}

/** Ratings of all rows, and how many there are of each by target. */
export interface RatingReport {
  readonly rows: readonly RatedRow[];
  /** In the order of the targets. */
  readonly counts: readonly { readonly figure: string; readonly counts: Readonly<Record<Rating, number>> }[];
}

/**
 * Rates figures red, amber or green against targets.
 *
 * @param rows - figures by id
 * @param targets - at most one for each figure; bounds belong to the better side
 * @returns ratings, the distance to green, and counts
 * @throws {@link InputError} naming every row that is none, figure that is not finite, id or target that is no text or comes
 * twice, and bounds that are in the wrong order
 * @remarks O(rows x targets), deterministic.
 * @example
 * ```ts
 * import { rateAgainstTargets } from 'bailiwick/kpi';
 * const { rows } = rateAgainstTargets(
 *   [{ id: 'north', figures: { attainment: 0.93, imbalance: 0.04 } }],
 *   [
 *     { figure: 'attainment', better: 'higher', green: 1, amber: 0.9 },
 *     { figure: 'imbalance', better: 'lower', green: 0.05, amber: 0.1 },
 *   ],
 * );
 * rows[0].rating; // => 'amber'
 * rows[0].figures.map(({ rating }) => rating); // => ['amber', 'green']
 * ```
 */
export function rateAgainstTargets(
  rows: readonly FigureRow[],
  targets: readonly FigureTarget[],
): RatingReport {
  const issues: Issue[] = [];
  checkFigureRows('rows', rows, issues);
  checkTargets(targets, issues);
  refuse('rateAgainstTargets', issues);
  const rated = rows.map(({ id, figures }): RatedRow => {
    const ratings = targets.map((target) => {
      const value = Object.hasOwn(figures, target.figure) ? figures[target.figure] : null;
      return { figure: target.figure, value, ...rate(value, target) };
    });
    return { id, rating: worstOf(ratings), figures: ratings };
  });
  const counts = targets.map(({ figure }, t) => {
    const byRating: Record<Rating, number> = { green: 0, amber: 0, red: 0, unknown: 0 };
    for (const row of rated) byRating[row.figures[t].rating]++;
    return { figure, counts: byRating };
  });
  return { rows: rated, counts };
}

function rate(value: number | null, target: FigureTarget): { rating: Rating; gap: number | null } {
  if (value === null) return { rating: 'unknown', gap: null };
  // Everything as a distance that should be small.
  const [distance, green, amber] =
    target.better === 'near'
      ? [Math.abs(value - target.target), target.green, target.amber]
      : target.better === 'lower'
        ? [value, target.green, target.amber]
        : [-value, -target.green, -target.amber];
  const rating = distance <= green ? 'green' : distance <= amber ? 'amber' : 'red';
  return { rating, gap: Math.max(0, distance - green) };
}

function worstOf(ratings: readonly FigureRating[]): Rating {
  for (const rating of ['red', 'amber', 'green'] as const) {
    if (ratings.some((one) => one.rating === rating)) return rating;
  }
  return 'unknown';
}

function checkTargets(targets: readonly FigureTarget[], issues: Issue[]): void {
  const seen = new Set<string>();
  eachRecord(targets, 'targets', issues, (target, row) => {
    const wrong = (field: string, code: string, expected: string, value: unknown) =>
      addIssue(issues, badValue(row, `targets.${field}`, code, expected, value));
    const { figure, better, green, amber } = target;
    if (typeof figure !== 'string') wrong('figure', 'wrong-type', 'the name of a figure', figure);
    else if (seen.has(figure)) wrong('figure', 'duplicate-target', 'named once', figure);
    seen.add(figure);
    if (!['higher', 'lower', 'near'].includes(better)) {
      wrong('better', 'unknown-word', 'one of higher, lower, near', better);
    }
    checkNumber(green, row, 'targets.green', issues);
    if (better === 'near' && !Number.isFinite(target.target)) {
      wrong('target', 'not-finite', 'a finite number', target.target);
    }
    if (!Number.isFinite(amber)) wrong('amber', 'not-finite', 'a finite number', amber);
    else if (Number.isFinite(green) && (better === 'higher' ? amber > green : amber < green)) {
      const expected = better === 'higher' ? `at most green, ${green}` : `at least green, ${green}`;
      wrong('amber', 'out-of-range', expected, amber);
    }
  });
}
