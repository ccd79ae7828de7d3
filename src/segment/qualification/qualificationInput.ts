import { dayNumberOf } from '../../core/days.js';
import { InputError, OptionsError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { checkId, eachRecord, isId, isRecord } from '../../core/records.js';
import { isSafeKey } from '../../model/checkOptions.js';
import { amount as amountRange, divisor } from '../checkColumn.js';
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

/** Options of `qualifyDeals`. */
export interface QualificationOptions {
  /** Share from which a criterion is met. Default 1: chosen, anything less leaves a question. */
  readonly sufficientShare: number;
  /** Whether an answer without evidence counts as not known. Default false: chosen, what people say is taken as said. */
  readonly needsEvidence: boolean;
  /**
   * Answers of this age and more count as not known; needs `asOf`, and a day with every answer. Default infinity:
   * chosen, no answer ages by itself.
   */
  readonly staleAfterDays: number;
  /** The day that ages are counted to, `YYYY-MM-DD`. Default `null`: age is not looked at. */
  readonly asOf: string | null;
}

/** All options; an age needs a day to count to. */
export function resolveQualificationOptions(
  options: Partial<QualificationOptions> | undefined,
): QualificationOptions {
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
  if (settings.staleAfterDays < Number.POSITIVE_INFINITY && settings.asOf === null) {
    const issue = badValue(null, 'asOf', 'bad-option', 'given with staleAfterDays', undefined);
    throw new OptionsError('qualifyDeals', [issue]);
  }
  return settings;
}

/** Names criteria without an id of their own, a weight or a question. */
export function checkFramework(framework: QualificationFramework): void {
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
      if (!divisor.holds(weight) || weight === 0)
        issues.push(
          badValue(null, `criteria.${c}.weight`, 'bad-option', 'a number from 1e-100 to 1e100', weight),
        );
      if (!isId(question))
        issues.push(badValue(null, `criteria.${c}.question`, 'bad-option', 'a text', question));
    });
  }
  if (issues.length > 0) throw new OptionsError('qualifyDeals', issues);
}

/** Names every answer that is to no criterion, out of range, or without a day where age is looked at. */
export function checkAnswers(
  deals: readonly DealAnswers[],
  { criteria }: QualificationFramework,
  { asOf, staleAfterDays }: QualificationOptions,
): void {
  const issues: Issue[] = [];
  const known = new Set(criteria.map(({ id }) => id));
  const today = dayNumberOf(asOf);
  eachRecord(deals, 'deals', issues, ({ dealId, accountId, answers, amount = 1 }, row) => {
    const add = (field: string, code: string, expected: string, value: unknown) =>
      addIssue(issues, badValue(row, field, code, expected, value));
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
        if (staleAfterDays < Number.POSITIVE_INFINITY)
          add(`answers.${id}.on`, 'missing', 'a day as YYYY-MM-DD, as age is looked at', on);
      } else if (Number.isNaN(day)) add(`answers.${id}.on`, 'not-a-day', 'a day as YYYY-MM-DD', on);
      else if (day > today) add(`answers.${id}.on`, 'out-of-range', `${asOf} or before`, on);
    }
  });
  if (issues.length > 0) throw new InputError('qualifyDeals', issues);
}
