import type { QualificationFramework } from './framework.js';
import { createJudge, type DealJudgement } from './judgeAnswers.js';
import {
  checkAnswers,
  checkFramework,
  type DealAnswers,
  type QualificationOptions,
  resolveQualificationOptions,
} from './qualificationInput.js';

/** How well an opportunity is qualified. */
export interface DealQualification extends DealJudgement {
  readonly dealId: string;
  readonly accountId: string;
  readonly amount: number;
  /** The evidence that points rest on, by criterion. */
  readonly evidence: Readonly<Record<string, string>>;
}

/**
 * Scores how well opportunities are qualified, and says what to ask next.
 *
 * @param deals - what is known about each
 * @param framework - `bant`, `meddic`, `meddpicc`, or your own
 * @param options - what counts as known and as met
 * @returns one qualification a deal, in their order; contributions and gaps may be the same objects for deals whose answers
 * are as good, a gap also where the answer to its criterion alone is
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
  const settings = resolveQualificationOptions(options);
  checkFramework(framework);
  checkAnswers(deals, framework, settings);
  const judge = createJudge(framework.criteria, settings);
  return deals.map(({ dealId, accountId, amount = 1, answers }) => {
    const { score, possibleScore, knownShare, contributions, gaps, nextQuestion } = judge.judge(answers);
    const evidence = judge.evidenceOf(answers);
    return {
      dealId,
      accountId,
      amount,
      score,
      possibleScore,
      knownShare,
      contributions,
      evidence,
      gaps,
      nextQuestion,
    };
  });
}
