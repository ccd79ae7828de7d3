import { averageRanks } from '../../core/averageRanks.js';
import { createGroupSums } from '../../core/groupSums.js';
import { integerIn, oneOf, resolveOptions } from '../../core/options.js';
import { areRatesOrNull, type CurrencyRates } from '../../model/currency.js';
import { lengthOf, signedAmount } from '../checkColumn.js';
import { columnOf } from '../columnOf.js';
import { type DatedAmount, isDay, readEvents } from './purchases.js';

/** Days since the last purchase of who never bought: more than there are. */
const NEVER = 2 ** 31 - 1;

/** Weights of the three parts of an RFM score. */
export interface RfmWeights {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

/** Options of {@link scoreRfm}. */
export interface RfmOptions {
  /** The day that ages are counted to, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** How many scores there are, 2 to 9. Default 5: quintiles, as Hughes. */
  readonly bins: number;
  /**
   * `independent` (default: chosen, a score then means the same in every cell) ranks each part among all buyers; `nested` ranks frequency among buyers of one recency and
   * money among those of one recency and frequency, as Hughes, so that all cells are of one size.
   */
  readonly binning: 'independent' | 'nested';
  /** What an account spends: the sum of its purchases (default, as Hughes), or their mean. */
  readonly monetary: 'sum' | 'mean';
  /** Default 1 each: chosen, as no weighting is agreed on. */
  readonly weights: RfmWeights;
  /** Rates by currency. Default `null`: there is one currency, and a second is an error. */
  readonly rates: CurrencyRates | null;
}

/** Recency, frequency and money of every account; entry `[i]` is account i. */
export interface RfmScores {
  /** Days since the last purchase; `null` for an account that never bought. */
  readonly recencyDays: readonly (number | null)[];
  /** Purchases. */
  readonly frequency: Int32Array;
  /** Money by the option `monetary`, returns taken off; 0 for none. */
  readonly monetary: Float64Array;
  /** One digit each for recency, frequency and money, `1` the lowest; `000` for an account that never bought. */
  readonly codes: readonly string[];
  /** The sum of the contributions. */
  readonly scores: Float64Array;
  /** Weight x score of each part. */
  readonly contributions: Readonly<Record<keyof RfmWeights, Float64Array>>;
}

/**
 * Scores accounts by how lately, how often and for how much they bought (RFM).
 *
 * @param accountIds - unique ids
 * @param purchases - in any order, none after `asOf`; a negative amount is a return
 * @param options - reference day, which must be given, and how scores are made
 * @returns new columns, one entry an account
 * @throws {@link OptionsError} where an option is missing or out of range
 * @throws {@link InputError} naming every purchase with an unknown account, a bad day or amount, or a second currency
 * @remarks A part's score is 1 + floor(bins x (buyers below + half of those equal, itself included) / buyers): equal
 * values have equal scores, a value that all share the middle one. Returns lower the money and are no purchase. Accounts
 * without a purchase are outside the ranking and score 0. O(accounts + events + buyers log buyers). A. M. Hughes:
 * Strategic Database Marketing, 1994.
 * @example
 * ```ts
 * import { scoreRfm } from 'bailiwick/segment';
 *
 * const purchases = [
 *   { accountId: 'a', on: '2026-06-20', amount: 500 },
 *   { accountId: 'a', on: '2026-02-01', amount: 300 },
 *   { accountId: 'b', on: '2025-09-01', amount: 90 },
 * ];
 * const { codes, scores } = scoreRfm(['a', 'b', 'c'], purchases, { asOf: '2026-06-30', bins: 2 });
 * codes; // => ['222', '111', '000']
 * Array.from(scores); // => [6, 3, 0]
 * ```
 */
export function scoreRfm(
  accountIds: readonly string[],
  purchases: readonly DatedAmount[],
  options: Pick<RfmOptions, 'asOf'> & Partial<RfmOptions>,
): RfmScores {
  const { asOf, bins, binning, monetary, weights, rates } = resolveRfmOptions(options);
  const n = lengthOf(accountIds);
  // Entry [i] is days since the last purchase, negative, so that more is better as in the other two parts.
  const latest = new Int32Array(n).fill(-NEVER);
  const frequency = new Int32Array(n);
  const sums = createGroupSums(n);
  readEvents('scoreRfm', accountIds, purchases, { from: null, asOf, rates }, (account, age, amount) => {
    sums.add(account, amount);
    if (amount <= 0) return;
    frequency[account]++;
    if (-age > latest[account]) latest[account] = -age;
  });
  const money = columnOf(n, (i) => sums.at(i) / (monetary === 'mean' ? Math.max(1, frequency[i]) : 1));

  const buyers = rowsAboveZero(frequency);
  const isNested = binning === 'nested';
  // Entry [i] is the cell that account i is ranked in; every part that has been ranked splits the cells.
  const cells = new Int32Array(isNested ? n : 0);
  const digits = [latest, frequency, money].map((values, part) => {
    const groups = isNested && part > 0 ? groupByCell(buyers, cells) : [buyers];
    const scores = scoreWithin(values, groups, bins);
    if (isNested) for (const i of buyers) cells[i] = cells[i] * (bins + 1) + scores[i];
    return scores;
  });
  const [recency, often, much] = [weights.recency, weights.frequency, weights.monetary].map((weight, part) =>
    weigh(digits[part], weight),
  );
  return {
    recencyDays: listDays(latest),
    frequency,
    monetary: money,
    codes: writeCodes(digits),
    scores: columnOf(n, (i) => recency[i] + often[i] + much[i]),
    contributions: { recency, frequency: often, monetary: much },
  };
}

function rowsAboveZero(values: Int32Array): Int32Array {
  const rows = new Int32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > 0) rows[count++] = i;
  return rows.subarray(0, count);
}

function weigh(scores: Uint8Array, weight: number): Float64Array {
  const column = new Float64Array(scores.length);
  for (let i = 0; i < scores.length; i++) column[i] = weight * scores[i];
  return column;
}

/** Days since the last purchase, `null` where there was none. */
function listDays(latest: Int32Array): (number | null)[] {
  const days: (number | null)[] = new Array(latest.length).fill(null);
  for (let i = 0; i < latest.length; i++) if (latest[i] !== -NEVER) days[i] = 0 - latest[i];
  return days;
}

/** Three digits an account; a text is made once for all that have it. */
function writeCodes([recency, frequency, monetary]: readonly Uint8Array[]): string[] {
  const known = Array.from({ length: 1000 }, (_, code) => String(code).padStart(3, '0'));
  const codes: string[] = new Array(recency.length).fill(known[0]);
  for (let i = 0; i < recency.length; i++)
    codes[i] = known[100 * recency[i] + 10 * frequency[i] + monetary[i]];
  return codes;
}

/** Buyers by the cell that they are in. */
function groupByCell(buyers: Int32Array, cells: Int32Array): Iterable<number[]> {
  const members = new Map<number, number[]>();
  for (const i of buyers) {
    const cell = members.get(cells[i]);
    if (cell === undefined) members.set(cells[i], [i]);
    else cell.push(i);
  }
  return members.values();
}

/** Scores of the members of every group among themselves, 0 for who is in none. */
function scoreWithin(
  values: ArrayLike<number>,
  groups: Iterable<ArrayLike<number>>,
  bins: number,
): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (const group of groups) {
    const own = columnOf(group.length, (c) => values[group[c]]);
    const ranks = averageRanks(own);
    for (let c = 0; c < group.length; c++)
      scores[group[c]] = 1 + Math.floor((bins * (ranks[c] - 0.5)) / group.length);
  }
  return scores;
}

function resolveRfmOptions(options: Pick<RfmOptions, 'asOf'> & Partial<RfmOptions>): RfmOptions {
  return resolveOptions<RfmOptions>(
    'scoreRfm',
    {
      asOf: '',
      bins: 5,
      binning: 'independent',
      monetary: 'sum',
      weights: { recency: 1, frequency: 1, monetary: 1 },
      rates: null,
    },
    { ...options, asOf: options?.asOf ?? '' },
    {
      asOf: isDay,
      bins: integerIn(2, 9),
      binning: oneOf('independent', 'nested'),
      monetary: oneOf('sum', 'mean'),
      weights: (value) => {
        const given = value as RfmWeights | null;
        return [given?.recency, given?.frequency, given?.monetary].every((weight) =>
          signedAmount.holds(weight as number),
        )
          ? null
          : 'weights of recency, frequency and monetary, at most 1e100 in size';
      },
      rates: areRatesOrNull,
    },
  );
}
