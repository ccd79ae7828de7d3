import type { Fairness, FairnessOptions } from './fairness.js';

/** The findings about fairness in plain words: bias first, then spread, then what cannot be said. */
export function describeFairness(figures: Omit<Fairness, 'findings'>, options: FairnessOptions): string[] {
  const { overall, values, verdict, shareWithin, outsideIds } = figures;
  const subject = figures.subject === 'attainment' ? 'attainment' : 'quota per potential';
  const known = values.filter((value) => value !== null).length;
  if (verdict === 'undetermined' || overall === null || shareWithin === null) {
    const who = known === 1 ? '1 recipient with a value is' : `${known} recipients with a value are`;
    return [`${who} too few to judge ${subject} by`];
  }
  const confidence = percent(options.confidence);
  const sentences = Object.entries(figures.correlations).flatMap(([factor, { rho, interval, pairs }]) => {
    if (rho === null || interval === null || (interval[0] <= 0 && interval[1] >= 0)) return [];
    const way = rho > 0 ? 'rises' : 'falls';
    const name = factor === 'prior' ? 'the quota of the year before' : factor;
    const range = `${signed(interval[0])} to ${signed(interval[1])}`;
    return [
      `${subject} ${way} with ${name} (rank correlation ${signed(rho)}, ${confidence} interval ${range}, ${pairs} recipients)`,
    ];
  });
  if (sentences.length === 0) {
    const factors = Object.keys(figures.correlations).join(', ');
    sentences.push(`no bias of ${subject} along ${factors} was found at ${confidence} confidence`);
  }
  const within = known - outsideIds.length;
  const worst = outsideIds.length > 0 ? `; furthest off: ${outsideIds.slice(0, 3).join(', ')}` : '';
  sentences.push(
    `${within} of ${known} recipients are within ±${percent(options.band)} of the team's ${subject}${worst}`,
  );
  return sentences;
}

/** Whole percents, and one decimal where there is one. */
const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

const signed = (value: number) => value.toFixed(2).replace('-', '−');
