/**
 * What answers are worth. Of millions of deals most are as good as one before them, criterion by criterion: the last of many
 * judgements are kept, each at the place that the hash of what was judged gives it, and handed out again. Where no two deals
 * are as good, what is given fills the heap, and time goes with its bytes: gaps are kept by criterion and share as well, and
 * lists are made as long as they will be.
 */
import { dayNumberOf } from '../../core/days.js';
import type { Criterion } from './framework.js';
import type { Answer, DealAnswers, QualificationOptions } from './qualificationInput.js';

/** A criterion that is not met, and why. */
export interface QualificationGap {
  readonly criterionId: string;
  /** `unknown`: never asked. `no-evidence`, `stale`: said once, not to be relied on. `unmet`: known not to be met. */
  readonly reason: 'unknown' | 'no-evidence' | 'stale' | 'unmet';
  /** Points that the score would gain if the criterion were met. */
  readonly gain: number;
  readonly question: string;
}

/** What follows from how far the criteria are met. */
export interface DealJudgement {
  /** 0 to 100: the sum of the contributions; what is not known counts 0. */
  readonly score: number;
  /** 0 to 100: the score if all that is not known were met. */
  readonly possibleScore: number;
  /** Share of the weights about which something is known. */
  readonly knownShare: number;
  /** By criterion: its points. */
  readonly contributions: Readonly<Record<string, number>>;
  /** What is not met, the most to gain first; of equals what is not known before what is not met, then in the framework's order. */
  readonly gaps: readonly QualificationGap[];
  /** The question of the first gap; `null` where there is none. */
  readonly nextQuestion: string | null;
}

/** Judges answers to the criteria of a framework. */
export interface Judge {
  judge(answers: DealAnswers['answers']): DealJudgement;
  /** The evidence that points rest on, by criterion. */
  evidenceOf(answers: DealAnswers['answers']): Readonly<Record<string, string>>;
}

/** Why a criterion brings no point. Its state is the place here turned negative; that of any other the share that is met. */
const BLANKS = ['unmet', 'unknown', 'no-evidence', 'stale'] as const;

/** Judgements that are kept, a power of 2. Chosen: five criteria of five shares each make 3,125. */
const KEPT = 4096;

/** Shares of a criterion whose gaps are kept. Chosen: whole per cents each have a place of their own. */
const KEPT_SHARES = 256;

/** Gaps up to which they are put in one by one. Chosen: the longest framework here, twice. */
const FEW = 16;

/** Makes a judge. */
export function createJudge(criteria: readonly Criterion[], settings: QualificationOptions): Judge {
  const today = dayNumberOf(settings.asOf);
  const ids = criteria.map(({ id }) => id);
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const points = Float64Array.from(criteria, ({ weight }) => (100 * weight) / weights);
  const gapOf = createGaps(criteria, points);
  const states = new Float64Array(ids.length);
  const bits = new Int32Array(states.buffer);
  // Entry [slot * criteria + c] is the state of criterion c that entry [slot] of the judgements is about.
  const keptStates = new Float64Array(KEPT * ids.length);
  const kept: (DealJudgement | undefined)[] = new Array(KEPT).fill(undefined);
  const nothing = Object.freeze({});
  const answerOf = (answers: DealAnswers['answers'], id: string): Answer | undefined =>
    Object.hasOwn(answers, id) ? answers[id] : undefined;
  return {
    judge: (answers) => {
      for (let c = 0; c < ids.length; c++) states[c] = stateOf(answerOf(answers, ids[c]), settings, today);
      let hash = 0;
      for (let b = 0; b < bits.length; b++) hash = Math.imul(hash ^ bits[b], 0x85ebca6b) ^ (hash >>> 15);
      const slot = (hash ^ (hash >>> 16)) & (KEPT - 1);
      const known = kept[slot];
      let c = 0;
      while (c < ids.length && keptStates[slot * ids.length + c] === states[c]) c++;
      if (known !== undefined && c === ids.length) return known;
      const judgement = judgeStates(states, criteria, points, gapOf, settings.sufficientShare);
      for (let c = 0; c < ids.length; c++) keptStates[slot * ids.length + c] = states[c];
      kept[slot] = judgement;
      return judgement;
    },
    evidenceOf: (answers) => {
      let evidence: Record<string, string> | null = null;
      for (let c = 0; c < ids.length; c++) {
        const answer = answerOf(answers, ids[c]);
        if (!answer?.evidence || stateOf(answer, settings, today) < 0) continue;
        evidence ??= {};
        evidence[ids[c]] = answer.evidence;
      }
      return evidence ?? nothing;
    },
  };
}

/** What follows from the states of the criteria; `points` is what each can bring, `gapOf` what {@link createGaps} gives. */
function judgeStates(
  states: Float64Array,
  criteria: readonly Criterion[],
  points: Float64Array,
  gapOf: (c: number, state: number) => QualificationGap,
  sufficientShare: number,
): DealJudgement {
  const contributions: Record<string, number> = {};
  let score = 0;
  let unknown = 0;
  let open = 0;
  for (let c = 0; c < criteria.length; c++) {
    const state = states[c];
    const own = state > 0 ? points[c] * state : 0;
    contributions[criteria[c].id] = own;
    score += own;
    if (state < 0) unknown += points[c];
    if (state < sufficientShare) open++;
  }
  // As long as it will be: a list that grows has room for 17.
  const gaps: QualificationGap[] = new Array(open);
  for (let c = 0, k = 0; k < open; c++) if (states[c] < sufficientShare) gaps[k++] = gapOf(c, states[c]);
  sortGaps(gaps);
  return {
    score,
    possibleScore: score + unknown,
    knownShare: 1 - unknown / 100,
    contributions,
    gaps,
    nextQuestion: open > 0 ? gaps[0].question : null,
  };
}

/** Makes what gives the gap of a criterion by its state: one object a reason, and the last of many shares that are met in part. */
function createGaps(criteria: readonly Criterion[], points: Float64Array) {
  // Entry [c][k] is the gap of criterion c that brings no point, for the state -k.
  const blanks = criteria.map(({ id, question }, c) =>
    BLANKS.map((reason): QualificationGap => ({ criterionId: id, reason, gain: points[c], question })),
  );
  // Entry [c * KEPT_SHARES + s] is the last gap of criterion c whose share was near s / KEPT_SHARES.
  const kept: (QualificationGap | undefined)[] = new Array(criteria.length * KEPT_SHARES).fill(undefined);
  return (c: number, state: number): QualificationGap => {
    if (state <= 0) return blanks[c][-state];
    const gain = points[c] - points[c] * state;
    const place = c * KEPT_SHARES + Math.floor(state * (KEPT_SHARES - 1));
    const known = kept[place];
    if (known !== undefined && known.gain === gain) return known;
    const { id, question } = criteria[c];
    const gap: QualificationGap = { criterionId: id, reason: 'unmet', gain, question };
    kept[place] = gap;
    return gap;
  };
}

/** Sorts gaps where they stand; equals stay in the framework's order. A few are put in one by one: a sort takes lists of its own. */
function sortGaps(gaps: QualificationGap[]): void {
  if (gaps.length > FEW) gaps.sort(compareGaps);
  else
    for (let j = 1; j < gaps.length; j++) {
      const gap = gaps[j];
      let k = j;
      for (; k > 0 && compareGaps(gap, gaps[k - 1]) < 0; k--) gaps[k] = gaps[k - 1];
      gaps[k] = gap;
    }
}

function compareGaps(a: QualificationGap, b: QualificationGap): number {
  return b.gain - a.gain || Number(a.reason === 'unmet') - Number(b.reason === 'unmet');
}

/** How far an answer is met; or why nothing is known, see {@link BLANKS}. */
function stateOf(
  answer: Answer | undefined,
  { needsEvidence, staleAfterDays }: QualificationOptions,
  today: number,
): number {
  if (answer === undefined) return -1;
  if (needsEvidence && !answer.evidence) return -2;
  if (staleAfterDays < Number.POSITIVE_INFINITY && today - dayNumberOf(answer.on) >= staleAfterDays)
    return -3;
  // Adding 0 makes 0 of -0.
  return answer.metShare + 0;
}
