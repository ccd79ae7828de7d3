import { describe, expect, it } from 'vitest';
import { pointNeighbours } from '../../src/geo/pointNeighbours.js';
import { toLonLat } from '../../src/geo/unitVectors.js';
import { edgesOf } from './places.js';

const edges = (lon: number[], lat: number[], maxKm?: number) => edgesOf(pointNeighbours(lon, lat, { maxKm }));

describe('pointNeighbours', () => {
  it('takes none, one, two and three points', () => {
    expect(edges([], [])).toEqual([]);
    expect(edges([3], [4])).toEqual([]);
    expect(edges([3, 5], [4, 4])).toEqual(['0-1']);
    expect(edges([3, 5, 4], [4, 4, 6])).toEqual(['0-1', '0-2', '1-2']);
  });

  it('joins points of the equator in their order, and not round the back of the globe', () => {
    expect(edges([2, 0, 1], [0, 0, 0])).toEqual(['0-2', '1-2']);
    expect(edges([9, 0, 6, 3, -3], [0, 0, 0, 0, 0])).toEqual(['0-2', '1-3', '1-4', '2-3']);
  });

  it('joins points of a meridian in their order, also over the pole', () => {
    expect(edges([7, 7, 7, 7], [10, 40, 20, 30])).toEqual(['0-2', '1-3', '2-3']);
    expect(edges([7, -173, 7, -173], [80, 80, 88, 88])).toEqual(['0-2', '1-3', '2-3']);
  });

  it.each([
    ['evenly', [0, 0.1, 0.2, 0.3, 0.4]],
    ['closely at one end', [0, 2e-9, 0.1, 0.2, 0.3]],
    ['closely in the middle', [0, 0.1, 0.1 + 3e-9, 0.1 + 9e-9, 0.3]],
    ['over more than a hemisphere', [-2, -1, 0, 1e-8, 1, 2]],
  ])('joins points on a slanted great circle in their order, spread %s', (_, angles) => {
    for (let slant = 0.03; slant < 1.5; slant += 0.03) {
      const places = angles.map((angle) =>
        toLonLat(Math.cos(angle), Math.sin(angle) * Math.cos(slant), Math.sin(angle) * Math.sin(slant)),
      );
      const found = edges(
        places.map(([lon]) => lon),
        places.map(([, lat]) => lat),
      );
      const chain = angles.slice(1).map((_, i) => `${i}-${i + 1}`);
      expect(found).toEqual(angles.at(-1) === 2 ? ['0-1', '0-5', ...chain.slice(1)] : chain);
    }
  });

  it('closes the ring where points go all the way round', () => {
    expect(edges([0, 90, 180, -90], [0, 0, 0, 0])).toEqual(['0-1', '0-3', '1-2', '2-3']);
    expect(edges([0, 120, -120], [0, 0, 0])).toEqual(['0-1', '0-2', '1-2']);
  });

  it('joins points on a line to a point beside it, without jumps along the line', () => {
    expect(edges([0, 1, 2, 3, 1.5], [0, 0, 0, 0, 1])).toEqual([
      '0-1',
      '0-4',
      '1-2',
      '1-4',
      '2-3',
      '2-4',
      '3-4',
    ]);
  });

  it('joins neighbours across the antimeridian', () => {
    expect(edges([179, -179, 178, -178], [-17, -17.1, -18, -18.3])).toContain('0-1');
  });

  it('joins those round a pole to the one on it', () => {
    const found = edges([0, 72, 144, -144, -72, 33], [80, 80, 80, 80, 80, 90]);
    for (const i of [0, 1, 2, 3, 4]) expect(found).toContain(`${i}-5`);
    expect(found).toHaveLength(10);
  });

  it('makes an octahedron of its corners', () => {
    expect(edges([0, 90, 180, -90, 0, 0], [0, 0, 0, 0, 90, -90])).toHaveLength(12);
  });

  it('joins points at one place to the lowest of them, which stands for the place', () => {
    expect(edges([3, 5, 3, 3], [4, 4, 4, 4])).toEqual(['0-1', '0-2', '0-3']);
    expect(edges([3, 3, 3], [4, 4, 4])).toEqual(['0-1', '0-2']);
    expect(edges([10, 99, 50], [90, 90, 0])).toEqual(['0-1', '0-2']);
    expect(edges([180, -180], [5, 5])).toEqual(['0-1']);
  });

  it('leaves points without a place alone', () => {
    const { offsets } = pointNeighbours([1, Number.NaN, 2], [1, Number.NaN, 2]);
    expect([...offsets]).toEqual([0, 1, 1, 2]);
  });

  it('leaves out edges that are too long', () => {
    // Hilo, Honolulu, Los Angeles, San Diego
    const found = edges([-155.09, -157.86, -118.24, -117.16], [19.72, 21.31, 34.05, 32.72], 1000);
    expect(found).toEqual(['0-1', '2-3']);
  });

  it('tells points a metre apart in one street from a line', () => {
    const lon = [0, 1e-5, 0, 1e-5, 2e-5, 90];
    const lat = [50, 50, 50.00001, 50.00001, 50.000005, 20];
    expect(edges(lon, lat).filter((edge) => !edge.endsWith('5'))).toHaveLength(7);
  });
});
