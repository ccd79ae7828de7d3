import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { hilbertOrder } from '../../src/geo/hilbertOrder.js';
import { toUnitVectors } from '../../src/geo/unitVectors.js';

/** Length of the way through all places in an order. */
function wayLength(places: Float64Array, dimension: number, order: Int32Array): number {
  let length = 0;
  for (let p = 1; p < order.length; p++) {
    let square = 0;
    for (let d = 0; d < dimension; d++)
      square += (places[dimension * order[p] + d] - places[dimension * order[p - 1] + d]) ** 2;
    length += Math.sqrt(square);
  }
  return length;
}

describe('hilbertOrder', () => {
  it('visits the cells of a grid one beside the other', () => {
    const places = Float64Array.from({ length: 2 * 256 }, (_, at) =>
      at % 2 === 0 ? (at >> 1) % 16 : at >> 5,
    );
    const order = hilbertOrder(places, 2);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 256 }, (_, i) => i));
    expect(wayLength(places, 2, order)).toBe(255);
  });

  it('has every place once and goes a short way on the whole globe', () => {
    const random = createRandom(1);
    const share = () => random.nextShare();
    const lon = Array.from({ length: 4_000 }, () => 360 * share() - 180);
    const lat = lon.map(() => 180 * share() - 90);
    const vectors = toUnitVectors(lon, lat);
    const order = hilbertOrder(vectors, 3);
    expect([...order].sort((a, b) => a - b)).toEqual(lon.map((_, i) => i));
    // A tour through n points on an area A is about 0.7 sqrt(n A) long; along the curve it is a quarter longer.
    expect(wayLength(vectors, 3, order)).toBeLessThan(1.2 * Math.sqrt(4_000 * 4 * Math.PI));
  });

  it('leaves equal places in their order, and takes none and one', () => {
    expect([...hilbertOrder(new Float64Array(10), 2)]).toEqual([0, 1, 2, 3, 4]);
    expect([...hilbertOrder(new Float64Array(0), 3)]).toEqual([]);
    expect([...hilbertOrder(Float64Array.of(3, 4), 2)]).toEqual([0]);
  });
});
