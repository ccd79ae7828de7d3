import { describe, expect, it } from 'vitest';
import { type FigureTarget, rateAgainstTargets } from '../../../src/kpi/alerts/rateAgainstTargets.js';
import { issuesOf } from '../support/issuesOf.js';

const targets: FigureTarget[] = [
  { figure: 'attainment', better: 'higher', green: 1, amber: 0.9 },
  { figure: 'travel', better: 'lower', green: 0.25, amber: 0.5 },
  { figure: 'load', better: 'near', target: 40, green: 2, amber: 5 },
];
const ratingsOf = (attainment: number | null, travel: number | null, load: number | null) =>
  rateAgainstTargets([{ id: 'a', figures: { attainment, travel, load } }], targets).rows[0];

describe('rateAgainstTargets', () => {
  it('has bounds that belong to the better side, and a worst of all', () => {
    expect(ratingsOf(1, 0.25, 42)).toMatchObject({ rating: 'green' });
    expect(ratingsOf(0.9, 0.5, 35)).toEqual({
      id: 'a',
      rating: 'amber',
      figures: [
        { figure: 'attainment', value: 0.9, rating: 'amber', gap: expect.closeTo(0.1, 12) },
        { figure: 'travel', value: 0.5, rating: 'amber', gap: 0.25 },
        { figure: 'load', value: 35, rating: 'amber', gap: 3 },
      ],
    });
    expect(ratingsOf(0.89, 0.51, 34.9).figures.map(({ rating }) => rating)).toEqual(['red', 'red', 'red']);
    expect(ratingsOf(2, 0.1, 46).rating).toBe('red');
  });

  it('knows nothing of figures that do not exist, and counts', () => {
    expect(ratingsOf(null, 0.3, null)).toMatchObject({ rating: 'amber' });
    expect(ratingsOf(null, null, null)).toMatchObject({ rating: 'unknown' });
    const { counts } = rateAgainstTargets(
      [
        { id: 'a', figures: { attainment: 2 } },
        { id: 'b', figures: { attainment: 0 } },
      ],
      targets,
    );
    expect(counts[0]).toEqual({ figure: 'attainment', counts: { green: 1, amber: 0, red: 1, unknown: 0 } });
    expect(counts[1].counts.unknown).toBe(2);
    expect(rateAgainstTargets([], []).rows).toEqual([]);
  });

  it('names targets and figures that are wrong', () => {
    const bad = [
      { ...targets[0], amber: 1.1 },
      { ...targets[0], green: Number.NaN },
      { ...targets[1], amber: 0.1 },
      { ...targets[2], target: Number.NaN },
      { figure: 'x', better: 'more', green: 1, amber: 1 },
    ] as FigureTarget[];
    expect(issuesOf(() => rateAgainstTargets([{ id: 'a', figures: { b: Number.NaN } }], bad))).toEqual([
      '0 rows.figures.b not-finite',
      '0 targets.amber out-of-range',
      '1 targets.figure duplicate-target',
      '1 targets.green not-finite',
      '2 targets.amber out-of-range',
      '3 targets.target not-finite',
      '4 targets.better unknown-word',
    ]);
  });
});
