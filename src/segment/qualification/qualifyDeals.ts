import { dayNumberOf } from '../../core/days.js';
import { InputError, OptionsError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { checkId, eachRecord, isId, isRecord } from '../../core/records.js';
import { isSafeKey } from '../../model/checkOptions.js';
import { amount as amountRange } from '../checkColumn.js';
import type { Criterion, QualificationFramework } from './framework.js';

/** What is known about one criterion of an opportunity. */
export interface Answer {
  /** How far it is met, 0 (known not to be) to 1 (met). */
  readonly metShare: number;
  /** What says so: a quotation, a document, a meeting. */
  readonly evidence?: string;
  /** Day of the evidence, `YYYY-MM-DD`. */
  readonly on?: string;
}

/** What is known about an opportunity. */
export interface DealAnswers {
  readonly dealId: string;
  readonly accountId: string;
  /** By criterion; what is absent is not known. */
  readonly answers: Readonly<Record<string, Answer | undefined>>;
  /** What the opportunity is worth, 0 or more; 1 unless told. */
  readonly amount?: number;
}

/** Options of {@link qualifyDeals}. */
export interface QualificationOptions {
  /** Share from which a criterion is met. Default 1: chosen, anything less leaves a question. */
  readonly sufficientShare: number;
  /** Whether an answer without evidence counts as not known. Default false: chosen, what people say is taken as said. */
  readonly needsEvidence: boolean;
  /** Answers of this age and more count as not known; needs `asOf`, and a day with every answer. Default infinity. */
  readonly staleAfterDays: number;
  /** The day that ages are counted to, `YYYY-MM-DD`. Default `null`: age is not looked at. */
  readonly asOf: string | null;
}

/** A criterion that is not met, and why. */
export interface QualificationGap {
  readonly criterionId: string;
  /** `unknown`: never asked. `no-evidence`, `stale`: said once, not to be relied on. `unmet`: known not to be met. */
  readonly reason: 'unknown' | 'no-evidence' | 'stale' | 'unmet';
  /** Points that the score would gain if the criterion were met. */
  readonly gain: number;
  readonly question: string;
}

/** How well an opportunity is qualified. */
export interface DealQualification {
  readonly dealId: string;
  readonly accountId: string;
  readonly amount: number;
  /** 0 to 100: the sum of the contributions; what is not known counts 0. */
  readonly score: number;
  /** 0 to 100: the score if all that is not known were met. */
  readonly possibleScore: number;
  /** Share of the weights about which something is known. */
  readonly knownShare: number;
  /** By criterion: its points. */
  readonly contributions: Readonly<Record<string, number>>;
  /** The evidence that points rest on, by criterion. */
  readonly evidence: Readonly<Record<string, string>>;
  /** What is not met, the most to gain first; of equals what is not known before what is not met, then in the framework's order. */
  readonly gaps: readonly QualificationGap[];
  /** The question of the first gap; `null` where there is none. */
  readonly nextQuestion: string | null;
}

/**
 * Scores how well opportunities are qualified, and says what to ask next.
 *
 * @param deals - what is known about each
 * @param framework - `bant`, `meddic`, `meddpicc`, or your own
 * @param options - what counts as known and as met
 * @returns one qualification a deal, in their order
 * @throws {@link OptionsError} where the framework has no criteria, ids repeat, a weight is not above 0, or an option is out of range
 * @throws {@link InputError} naming every answer to no criterion, share out of range and day that is none
 * @remarks score = 100 x sum over criteria of weight x metShare / sum of weights, over answers that are known; monotone in
 * every share. `possibleScore` - `score` is what is not known. O(deals x criteria).
 * @example
 * ```ts
 * import { bant, qualifyDeals } from 'bailiwick/segment';
 *
 * const [deal] = qualifyDeals(
 *   [{ dealId: 'd1', accountId: 'a', answers: { budget: { metShare: 1 }, need: { metShare: 0.5 } } }],
 *   bant,
 * );
 * deal.score; // => 37.5
 * deal.possibleScore; // => 87.5
 * deal.gaps.map(({ criterionId, reason, gain }) => `${criterionId} ${reason} ${gain}`);
 * // => ['authority unknown 25', 'timeline unknown 25', 'need unmet 12.5']
 * deal.nextQuestion; // => 'Who signs, and who else can say no?'
 * ```
 */
export function qualifyDeals(
  deals: readonly DealAnswers[],
  framework: QualificationFramework,
  options?: Partial<QualificationOptions>,
): DealQualification[] {
  const settings = resolveOptions<QualificationOptions>(
    'qualifyDeals',
    { sufficientShare: 1, needsEvidence: false, staleAfterDays: Number.POSITIVE_INFINITY, asOf: null },
    options,
    {
      sufficientShare: numberIn(Number.MIN_VALUE, 1),
      needsEvidence: (value) => (typeof value === 'boolean' ? null : 'true or false'),
      staleAfterDays: numberIn(0),
      asOf: (value) =>
        value === null || !Number.isNaN(dayNumberOf(value)) ? null : 'a day as YYYY-MM-DD, or null',
    },
  );
  const isAged = settings.staleAfterDays < Number.POSITIVE_INFINITY;
  if (isAged && settings.asOf === null) {
    const issue = badValue(null, 'asOf', 'bad-option', 'given with staleAfterDays', undefined);
    throw new OptionsError('qualifyDeals', [issue]);
  }
  checkFramework(framework);
  checkAnswers(deals, framework, settings.asOf, isAged);
  const today = dayNumberOf(settings.asOf);
  return deals.map((deal) => qualifyDeal(deal, framework.criteria, settings, today));
}

function qualifyDeal(
  { dealId, accountId, amount = 1, answers }: DealAnswers,
  criteria: readonly Criterion[],
  settings: QualificationOptions,
  today: number,
): DealQualification {
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const contributions: Record<string, number> = {};
  const evidence: Record<string, string> = {};
  const gaps: QualificationGap[] = [];
  let score = 0;
  let unknown = 0;
  for (const { id, weight, question } of criteria) {
    const points = (100 * weight) / weights;
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    const reason = whyUnknown(answer, settings, today);
    const own = reason === null ? points * (answer as Answer).metShare : 0;
    contributions[id] = own;
    score += own;
    if (reason !== null) unknown += points;
    else if (answer?.evidence) evidence[id] = answer.evidence;
    if (reason === null && (answer as Answer).metShare >= settings.sufficientShare) continue;
    gaps.push({ criterionId: id, reason: reason ?? 'unmet', gain: points - own, question });
  }
  // The sort is stable: equals stay in the framework's order.
  gaps.sort(compareGaps);
  return {
    dealId,
    accountId,
    amount,
    score,
    possibleScore: score + unknown,
    knownShare: 1 - unknown / 100,
    contributions,
    evidence,
    gaps,
    nextQuestion: gaps.length > 0 ? gaps[0].question : null,
  };
}

function compareGaps(a: QualificationGap, b: QualificationGap): number {
  return b.gain - a.gain || Number(a.reason === 'unmet') - Number(b.reason === 'unmet');
}

function whyUnknown(
  answer: Answer | undefined,
  { needsEvidence, staleAfterDays }: QualificationOptions,
  today: number,
): 'unknown' | 'no-evidence' | 'stale' | null {
  if (answer === undefined) return 'unknown';
  if (needsEvidence && !answer.evidence) return 'no-evidence';
  return today - dayNumberOf(answer.on) >= staleAfterDays ? 'stale' : null;
}

function checkFramework(framework: QualificationFramework): void {
  const issues: Issue[] = [];
  const known = new Set<string>();
  const criteria = framework?.criteria;
  if (!Array.isArray(criteria) || criteria.length === 0)
    issues.push(badValue(null, 'criteria', 'bad-option', 'one or more criteria', criteria));
  else {
    eachRecord(criteria, 'criteria', issues, ({ id, weight, question }: Criterion, c) => {
      if (!isId(id) || known.has(id) || !isSafeKey(id))
        issues.push(
          badValue(null, `criteria.${c}.id`, 'bad-option', 'a text that no other criterion has', id),
        );
      known.add(id);
      if (!amountRange.holds(weight) || weight === 0)
        issues.push(badValue(null, `criteria.${c}.weight`, 'bad-option', 'a finite number above 0', weight));
      if (!isId(question))
        issues.push(badValue(null, `criteria.${c}.question`, 'bad-option', 'a text', question));
    });
  }
  if (issues.length > 0) throw new OptionsError('qualifyDeals', issues);
}

function checkAnswers(
  deals: readonly DealAnswers[],
  { criteria }: QualificationFramework,
  asOf: string | null,
  needsDay: boolean,
): void {
  const issues: Issue[] = [];
  const known = new Set(criteria.map(({ id }) => id));
  const today = dayNumberOf(asOf);
  eachRecord(deals, 'deals', issues, ({ dealId, accountId, answers, amount = 1 }, row) => {
    const add = (field: string, code: string, expected: string, value: unknown) =>
      issues.push(badValue(row, field, code, expected, value));
    checkId(dealId, row, 'dealId', issues);
    checkId(accountId, row, 'accountId', issues);
    if (!amountRange.holds(amount)) add('amount', 'out-of-range', amountRange.expected, amount);
    if (!isRecord(answers)) {
      add('answers', 'wrong-type', 'a record of answers by criterion', answers);
      return;
    }
    for (const id in answers) {
      if (!Object.hasOwn(answers, id)) continue;
      const answer = answers[id];
      if (!known.has(id)) add(`answers.${id}`, 'unknown-criterion', `one of ${[...known].join(', ')}`, id);
      if (answer === undefined) continue;
      if (!isRecord(answer)) {
        add(`answers.${id}`, 'wrong-type', 'a record', answer);
        continue;
      }
      const { metShare, evidence, on } = answer;
      if (!(typeof metShare === 'number' && metShare >= 0 && metShare <= 1))
        add(`answers.${id}.metShare`, 'out-of-range', 'a number from 0 to 1', metShare);
      if (evidence !== undefined && typeof evidence !== 'string')
        add(`answers.${id}.evidence`, 'wrong-type', 'a text', evidence);
      const day = dayNumberOf(on);
      if (on === undefined) {
        if (needsDay) add(`answers.${id}.on`, 'missing', 'a day as YYYY-MM-DD, as age is looked at', on);
      } else if (Number.isNaN(day)) add(`answers.${id}.on`, 'not-a-day', 'a day as YYYY-MM-DD', on);
      else if (day > today) add(`answers.${id}.on`, 'out-of-range', `${asOf} or before`, on);
    }
  });
  if (issues.length > 0) throw new InputError('qualifyDeals', issues);
}
