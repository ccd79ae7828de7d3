/** How bad an issue is: an `error` makes the input unusable, a `warning` does not, `fixed` names a repair that was made. */
export type IssueSeverity = 'error' | 'warning' | 'fixed';

/** One finding about one field of one row, as data: the same shape for every check in the library. */
export interface Issue {
  /** Zero-based position of the record in the checked list; `null` when the finding is about the list as a whole. */
  readonly row: number | null;
  /** Dotted name of the field, as the caller spelled it (`measures.hours`, `LATITUDE`). */
  readonly field: string;
  /** Stable kebab-case name of the kind of finding (`duplicate-id`, `out-of-range`). */
  readonly code: string;
  /** See {@link IssueSeverity}. */
  readonly severity: IssueSeverity;
  /** What would have been right, in words. */
  readonly expected: string;
  /** What was there, shortened where it is long. */
  readonly received: string;
  /** One sentence that a person can act on. */
  readonly message: string;
}

/** How many issues {@link formatIssues} spells out unless told otherwise. */
const SHOWN_ISSUES = 20;

const SHOWN_CHARACTERS = 60;

const SHOWN_WORDS = 50;

/** Issues in a list before the rest is counted only. Chosen: one for each of a million rows, of about 300 bytes. */
const MOST_ISSUES = 1_000_000;

/**
 * Adds an issue to a list. Beyond a million they are counted only, by an entry `not-listed` in the first place, so that
 * a file of which every cell is wrong ends in an error that can be read and not in want of memory.
 *
 * @param issues - takes it
 * @param issue - what was found
 */
export function addIssue(issues: Issue[], issue: Issue): void {
  if (issues.length < MOST_ISSUES) {
    issues.push(issue);
    return;
  }
  const [first] = issues;
  const isCounted = first.code === 'not-listed';
  if (!isCounted) issues.push(first);
  const count = isCounted ? Number(first.received) + 1 : 1;
  const severity = isCounted && first.severity === 'error' ? 'error' : issue.severity;
  const message = `${count} more are not listed`;
  issues[0] = { ...badValue(null, 'issues', 'not-listed', 'none', count, severity), message };
}

/**
 * Shows any value in a form short enough for an issue: strings in quotes, long ones cut.
 *
 * @param value - anything at all, hostile objects included
 * @returns a text of at most about 60 characters
 */
export function showValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return showText(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return shorten(String(value));
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

/** Says that one of some words is expected; of many the first, so that an error about a million tiers can be read. */
export function oneOfWords(words: readonly string[]): string {
  const more = words.length > SHOWN_WORDS ? ` and ${words.length - SHOWN_WORDS} more` : '';
  return `one of ${words.slice(0, SHOWN_WORDS).join(', ')}${more}`;
}

/** Escapes make a text longer, so it is cut before them, to save work, and after them. */
function showText(text: string): string {
  const quoted = JSON.stringify(shorten(text));
  return quoted.length > SHOWN_CHARACTERS + 2 ? `${quoted.slice(0, SHOWN_CHARACTERS)}…"` : quoted;
}

function shorten(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text;
}

/**
 * Makes the issue for one value that is not what it should be.
 *
 * @param row - zero-based position of the record; `null` for the list as a whole
 * @param field - dotted name of the field
 * @param code - stable kebab-case name of the kind of finding
 * @param expected - what would have been right: a phrase that completes "should be …"
 * @param value - what was there
 * @param severity - `error` unless told
 * @param hint - what the caller can do, added to the message
 * @returns a new issue
 */
export function badValue(
  row: number | null,
  field: string,
  code: string,
  expected: string,
  value: unknown,
  severity: IssueSeverity = 'error',
  hint = '',
): Issue {
  const received = showValue(value);
  const message = `${field} should be ${expected}, but is ${received}${hint && `; ${hint}`}`;
  return { row, field, code, severity, expected, received, message };
}

/**
 * Writes issues as text: a count for each code, then the first ones a line each.
 *
 * @param issues - what a check found, in row order
 * @param limit - how many issues to spell out, 20 unless told
 * @returns lines joined by a line feed; empty where there are no issues
 */
export function formatIssues(issues: readonly Issue[], limit: number = SHOWN_ISSUES): string {
  const countByCode = new Map<string, number>();
  for (const issue of issues) countByCode.set(issue.code, (countByCode.get(issue.code) ?? 0) + 1);
  const lines = [...countByCode].map(([code, count]) => `${count} x ${code}`);
  for (const issue of issues.slice(0, limit)) {
    const place = issue.row === null ? 'all rows' : `row ${issue.row}`;
    lines.push(`  ${place}, ${issue.field}: ${issue.message}`);
  }
  if (issues.length > limit) lines.push(`  and ${issues.length - limit} more`);
  return lines.join('\n');
}
