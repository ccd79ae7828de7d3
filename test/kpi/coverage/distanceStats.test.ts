import { describe, expect, it } from 'vitest';
import { greatCircleKm } from '../../../src/geo/unitVectors.js';
import { distanceStats } from '../../../src/kpi/coverage/distanceStats.js';

const centre = { lon: 179.5, lat: 0 };
const places = [{ lon: -179.5, lat: 0 }, { lon: 179.5, lat: 0 }, {}, { lon: 179.5, lat: 3 }];
const degreeKm = greatCircleKm(0, 0, 1, 0);

describe('distanceStats', () => {
  it('sums up great-circle distances, across the antimeridian too', () => {
    const stats = distanceStats(places, centre);
    expect(stats).toMatchObject({ located: 3, unlocated: 1, longestIndex: 3 });
    expect(stats.meanKm).toBeCloseTo((4 / 3) * degreeKm, 9);
    expect(stats.longestKm).toBeCloseTo(3 * degreeKm, 9);
    expect(stats.weightedMeanKm).toBe(stats.meanKm);
  });

  it('weighs to the digit, in whatever order the places come', () => {
    const weights = [1e16, 1, 1];
    // The middle of the weights is at the centre, one unit of each of the others a degree off.
    const three = [centre, places[0], places[0]];
    const expected = (2 * degreeKm) / (1e16 + 2);
    expect(distanceStats(three, centre, weights).weightedMeanKm).toBe(expected);
    const back = distanceStats(three.toReversed(), centre, weights.toReversed());
    expect(back.weightedMeanKm).toBe(expected);
  });

  it('names the first of those who are equally far', () => {
    expect(distanceStats([{}, places[0], places[0]], centre).longestIndex).toBe(1);
  });

  it('weighs', () => {
    expect(distanceStats(places, centre, [3, 0, 100, 1]).weightedMeanKm).toBeCloseTo(1.5 * degreeKm, 9);
    expect(distanceStats(places, centre, [0, 0, 1, 0]).weightedMeanKm).toBe(null);
  });

  it('has no distance where nobody has a place', () => {
    expect(distanceStats([{}, {}], centre)).toEqual({
      located: 0,
      unlocated: 2,
      meanKm: null,
      weightedMeanKm: null,
      longestKm: null,
      longestIndex: null,
    });
  });

  it('refuses half a place, places off the earth and bad weights, all at once', () => {
    const run = () => distanceStats([{ lon: 1 }, { lon: 181, lat: 0 }], { lon: 0, lat: 91 }, [1, -1, 1]);
    expect(run).toThrow('5 errors');
    expect(run).toThrow('lat should be a number from -90 to 90, but is nothing');
  });
});
