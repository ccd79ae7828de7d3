import { describe, expect, it } from 'vitest';
import { createPlaceGrid } from '../../../src/segment/quality/nearPlaces.js';

const MOST_IN_CELL = 10;

function countVisits(lon: Float64Array, lat: Float64Array): number {
  const grid = createPlaceGrid(lon, lat, 0.25, MOST_IN_CELL);
  let visits = 0;
  for (let place = 0; place < lon.length; place++) {
    grid.visitNear(place, () => {
      visits++;
      return true;
    });
    grid.add(place);
  }
  return visits;
}

describe('createPlaceGrid', () => {
  it('looks at so many places of a spot and no more, however many lie there', () => {
    const spot = new Float64Array(1000).fill(5);
    // The first place sees none, the second one, and from the eleventh on each sees ten.
    expect(countVisits(spot, spot)).toBe(45 + 990 * MOST_IN_CELL);
  });

  it('calls back for the latest place of a cell first, and stops where it is told to', () => {
    const spot = new Float64Array(5).fill(5);
    const grid = createPlaceGrid(spot, spot, 0.25, MOST_IN_CELL);
    for (let place = 0; place < 4; place++) grid.add(place);
    const seen: number[] = [];
    grid.visitNear(4, (other) => seen.push(other) < 2);
    expect(seen).toEqual([3, 2]);
  });
});
