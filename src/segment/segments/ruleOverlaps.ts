/**
 * Accounts for which two rules hold that lead to different segments.
 *
 * Idea: 32 accounts are one word of each rule, a bit where it holds; what two rules share is the bits that both have. So
 * accounts that all rules hold for cost a thirty-second of their pairs. O(accounts x rules² / 32) at the most.
 */

import { countBits } from '../../core/countBits.js';

/** Two rules that lead to different segments and hold for the same accounts. */
export interface RuleOverlap {
  /** Position of the earlier rule, which decides where no rule before it does. */
  readonly first: number;
  readonly second: number;
  /** Accounts for which both hold. */
  readonly count: number;
  /** Some of their rows, the first ones. */
  readonly rows: readonly number[];
}

/** Accounts to a word. */
export const WORD = 32;

/** Rows of an overlap that are listed. */
const SHOWN_ROWS = 20;

/** Collects overlaps, word by word. */
export interface RuleOverlaps {
  /**
   * Notes what rules share.
   *
   * @param words - entry `[r]` has a bit for each account that rule r holds for
   * @param active - rules that hold for any of them, rising
   * @param firstRow - row of the account of the lowest bit
   */
  note(words: Int32Array, active: readonly number[], firstRow: number): void;
  /** The largest first, equals by their rules. */
  list(): RuleOverlap[];
}

/** Starts with none; entry `[r]` is the segment that rule r leads to. */
export function createRuleOverlaps(segments: readonly string[]): RuleOverlaps {
  const numbers = new Map<string, number>();
  const segmentOf = Int32Array.from(segments, (segment) => {
    if (!numbers.has(segment)) numbers.set(segment, numbers.size);
    return numbers.get(segment) as number;
  });
  // Entry [first][second] is the number of accounts; a list is made when its rule shares any.
  const counts: (Int32Array | undefined)[] = segments.map(() => undefined);
  // The first rows, by first x rules + second.
  const shown = new Map<number, number[]>();

  const showRows = (pair: number, shared: number, firstRow: number): void => {
    const rows = shown.get(pair) ?? [];
    shown.set(pair, rows);
    for (let bits = shared; bits !== 0 && rows.length < SHOWN_ROWS; bits &= bits - 1)
      rows.push(firstRow + 31 - Math.clz32(bits & -bits));
  };
  return {
    note: (words, active, firstRow) => {
      for (let a = 0; a < active.length; a++) {
        const first = active[a];
        for (let b = a + 1; b < active.length; b++) {
          const second = active[b];
          const shared = words[first] & words[second];
          if (shared === 0 || segmentOf[first] === segmentOf[second]) continue;
          counts[first] ??= new Int32Array(segments.length);
          const own = counts[first];
          if (own[second] < SHOWN_ROWS) showRows(first * segments.length + second, shared, firstRow);
          own[second] += countBits(shared);
        }
      }
    },
    list: () => {
      const overlaps = Array.from(shown, ([pair, rows]): RuleOverlap => {
        const first = Math.floor(pair / segments.length);
        const second = pair % segments.length;
        return { first, second, count: (counts[first] as Int32Array)[second], rows };
      });
      return overlaps.sort((a, b) => b.count - a.count || a.first - b.first || a.second - b.second);
    },
  };
}
