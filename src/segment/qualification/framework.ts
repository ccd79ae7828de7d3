/** One thing to find out about an opportunity. */
export interface Criterion {
  /** Unique within its framework, non-empty. */
  readonly id: string;
  readonly name: string;
  /** Its part of the score relative to the other criteria, above 0. */
  readonly weight: number;
  /** What to ask in order to find out. */
  readonly question: string;
}

/** What an opportunity is qualified by. */
export interface QualificationFramework {
  readonly id: string;
  readonly criteria: readonly Criterion[];
}

/** Parts of the frameworks below. Plain constants, so that bundlers drop those that are not used. */
const metrics: Criterion = {
  id: 'metrics',
  name: 'Metrics',
  weight: 1,
  question: 'Which figure should change, from what to what?',
};
const economicBuyer: Criterion = {
  id: 'economicBuyer',
  name: 'Economic buyer',
  weight: 1,
  question: 'Who can spend this money, and have we met?',
};
const decisionCriteria: Criterion = {
  id: 'decisionCriteria',
  name: 'Decision criteria',
  weight: 1,
  question: 'By what will they choose, and how do we stand on each?',
};
const decisionProcess: Criterion = {
  id: 'decisionProcess',
  name: 'Decision process',
  weight: 1,
  question: 'Which steps lead to a signature, on which dates?',
};
const identifyPain: Criterion = {
  id: 'identifyPain',
  name: 'Identified pain',
  weight: 1,
  question: 'What does the problem cost them, in whose words?',
};
const champion: Criterion = {
  id: 'champion',
  name: 'Champion',
  weight: 1,
  question: 'Who sells for us when we are not in the room?',
};
const paperProcess: Criterion = {
  id: 'paperProcess',
  name: 'Paper process',
  weight: 1,
  question: 'What must legal and purchasing see, and how long do they take?',
};
const competition: Criterion = {
  id: 'competition',
  name: 'Competition',
  weight: 1,
  question: 'Who else is asked, doing nothing included?',
};

/**
 * Budget, authority, need, timeline: IBM's four questions. Equal weights are chosen, as no weighting is published; to
 * weigh otherwise, spread the criteria.
 */
export const bant: QualificationFramework = {
  id: 'BANT',
  criteria: [
    { id: 'budget', name: 'Budget', weight: 1, question: 'What has been set aside for this, and by whom?' },
    { id: 'authority', name: 'Authority', weight: 1, question: 'Who signs, and who else can say no?' },
    { id: 'need', name: 'Need', weight: 1, question: 'What goes wrong if nothing changes?' },
    {
      id: 'timeline',
      name: 'Timeline',
      weight: 1,
      question: 'By when must it work, and what sets that date?',
    },
  ],
};

/**
 * Metrics, economic buyer, decision criteria, decision process, identified pain, champion: MEDDIC, as used at PTC in the
 * 1990s (J. Napoli, D. Dunkel). Equal weights are chosen, as no weighting is published.
 */
export const meddic: QualificationFramework = {
  id: 'MEDDIC',
  criteria: [metrics, economicBuyer, decisionCriteria, decisionProcess, identifyPain, champion],
};

/** MEDDIC with paper process and competition. */
export const meddpicc: QualificationFramework = {
  id: 'MEDDPICC',
  criteria: [
    metrics,
    economicBuyer,
    decisionCriteria,
    decisionProcess,
    identifyPain,
    champion,
    paperProcess,
    competition,
  ],
};
