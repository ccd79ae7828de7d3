import { countBits } from '../../core/countBits.js';
import { OptionsError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { eachRecord, isId } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { checkAccountRows } from '../checkAccounts.js';
import { type CompiledCondition, type Condition, compile } from './condition.js';
import { createRuleOverlaps, type RuleOverlap, WORD } from './ruleOverlaps.js';

/** A segment and who belongs to it. */
export interface SegmentRule {
  /** Name of the segment, non-empty; two rules may lead to one segment. */
  readonly segment: string;
  readonly when: Condition;
}

/** What a rule did. */
export interface RuleReport {
  readonly segment: string;
  /** Its condition in words. */
  readonly words: string;
  /** Accounts that meet it. */
  readonly matched: number;
  /** Accounts that it decides: they meet it and no rule before it. */
  readonly decided: number;
}

/** Accounts by rules, and where the rules leave something to say. */
export interface RuleSegments {
  /** Entry `[i]` is the segment of account i; `null` where no rule holds. */
  readonly segments: readonly (string | null)[];
  /** Entry `[i]` is the rule that decided; -1 where none holds. */
  readonly ruleOf: Int32Array;
  readonly rules: readonly RuleReport[];
  /** Rows of the accounts for which no rule holds. */
  readonly gaps: Int32Array;
  /** The largest first. */
  readonly overlaps: readonly RuleOverlap[];
}

/**
 * Puts accounts into segments by rules: the first rule that holds decides. Reports overlaps and gaps.
 *
 * @param accounts - the accounts, in any order
 * @param rules - in the order in which they are asked
 * @returns the segment of every account, the rule that decided, and what the rules did
 * @throws {@link OptionsError} naming every rule without a segment and every part that is no condition
 * @remarks A rule that decides nothing although it matches is shadowed by those before it. Every rule is asked of every
 * account, and pairs of rules that hold for it are counted 32 accounts at once: O(accounts x rules), and a thirty-second of
 * accounts x rules² at the most.
 * @example
 * ```ts
 * import { segmentByRules } from 'bailiwick/segment';
 *
 * const beds = [20, 150, 600, null].map((count, i) => ({ id: `${i}`, measures: {}, attributes: { beds: count } }));
 * const { segments, overlaps, gaps } = segmentByRules(beds, [
 *   { segment: 'large', when: { field: 'attributes.beds', is: 'atLeast', value: 500 } },
 *   { segment: 'mid', when: { field: 'attributes.beds', is: 'atLeast', value: 100 } },
 *   { segment: 'small', when: { field: 'attributes.beds', is: 'below', value: 100 } },
 * ]);
 * segments; // => ['small', 'mid', 'large', null]
 * overlaps; // => [{ first: 0, second: 1, count: 1, rows: [2] }]
 * Array.from(gaps); // => [3]
 * ```
 */
export function segmentByRules(accounts: readonly Account[], rules: readonly SegmentRule[]): RuleSegments {
  const issues: Issue[] = [];
  const compiled: CompiledCondition[] = [];
  eachRecord(rules, 'rules', issues, ({ segment, when }, r) => {
    if (!isId(segment))
      issues.push(badValue(null, `rules.${r}.segment`, 'bad-option', 'a text that is not empty', segment));
    compiled.push(compile(when, `rules.${r}.when`, issues, 0));
  });
  if (issues.length > 0) throw new OptionsError('segmentByRules', issues);
  checkAccountRows('segmentByRules', accounts);
  const ruleOf = new Int32Array(accounts.length).fill(-1);
  const matched = new Int32Array(rules.length);
  const decided = new Int32Array(rules.length);
  const gaps: number[] = [];
  const overlaps = createRuleOverlaps(rules.map(({ segment }) => segment));
  // Entry [r] has a bit for each account of the word at hand that rule r holds for.
  const words = new Int32Array(rules.length);
  const active: number[] = [];
  for (let from = 0; from < accounts.length; from += WORD) {
    const count = Math.min(WORD, accounts.length - from);
    for (let k = 0; k < count; k++) {
      const i = from + k;
      for (let r = 0; r < rules.length; r++) {
        if (!compiled[r].holds(accounts[i])) continue;
        words[r] |= 1 << k;
        if (ruleOf[i] < 0) ruleOf[i] = r;
      }
      if (ruleOf[i] < 0) gaps.push(i);
      else decided[ruleOf[i]]++;
    }
    active.length = 0;
    for (let r = 0; r < rules.length; r++) if (words[r] !== 0) active.push(r);
    for (const r of active) matched[r] += countBits(words[r]);
    overlaps.note(words, active, from);
    words.fill(0);
  }
  return {
    segments: Array.from(ruleOf, (r) => (r < 0 ? null : rules[r].segment)),
    ruleOf,
    rules: rules.map(({ segment }, r) => ({
      ...{ segment, words: compiled[r].words, matched: matched[r], decided: decided[r] },
    })),
    gaps: Int32Array.from(gaps),
    overlaps: overlaps.list(),
  };
}
