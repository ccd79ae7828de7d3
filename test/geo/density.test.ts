import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../src/core/errors.js';
import { densityByGrid } from '../../src/geo/densityByGrid.js';
import { densityByNearest } from '../../src/geo/densityByNearest.js';
import { EARTH_RADIUS_KM, greatCircleKm } from '../../src/geo/unitVectors.js';
import { randomPlaces } from './places.js';

const GLOBE_KM2 = 4 * Math.PI * EARTH_RADIUS_KM ** 2;

describe('densityByGrid', () => {
  it('covers the globe with cells of the stated size', () => {
    const lon: number[] = [];
    const lat: number[] = [];
    for (let y = -90; y <= 90; y += 1) {
      for (let x = -180; x < 180; x += 1) {
        lon.push(x);
        lat.push(y);
      }
    }
    const { cells } = densityByGrid(lon, lat, { cellKm: 500 });
    const areas = cells.map((cell) => cell.areaKm2);
    expect(areas.reduce((sum, area) => sum + area, 0) / GLOBE_KM2).toBeCloseTo(1, 10);
    const inner = cells.filter(({ bounds }) => bounds[1] > -85 && bounds[3] < 85);
    for (const cell of inner) expect(Math.abs(cell.areaKm2 / 250_000 - 1)).toBeLessThan(0.06);
    for (let c = 1; c < cells.length; c++) expect(cells[c].id).toBeGreaterThan(cells[c - 1].id);
  });

  it('puts each point in a cell whose bounds hold it, and counts it there', () => {
    const { lon, lat } = randomPlaces(5, 500);
    const { cells, cellOf, perKm2 } = densityByGrid(lon, lat, { cellKm: 700 });
    for (let i = 0; i < lon.length; i++) {
      const { bounds, count, areaKm2 } = cells[cellOf[i]];
      expect(lon[i]).toBeGreaterThanOrEqual(bounds[0]);
      expect(lon[i]).toBeLessThanOrEqual(bounds[2]);
      expect(lat[i]).toBeGreaterThanOrEqual(bounds[1]);
      expect(lat[i]).toBeLessThanOrEqual(bounds[3]);
      expect(perKm2[i]).toBe(count / areaKm2);
    }
    expect(cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(lon.length);
  });

  it('gives both names of the antimeridian, and all names of a pole, one cell', () => {
    const { cellOf } = densityByGrid([180, -180, 0, 77, -180], [30, 30, 90, 90, 90]);
    expect(cellOf[0]).toBe(cellOf[1]);
    expect(cellOf[2]).toBe(cellOf[3]);
    expect(cellOf[3]).toBe(cellOf[4]);
  });

  it('knows no density where there is no place, and takes no points', () => {
    const { cells, cellOf, perKm2 } = densityByGrid([Number.NaN], [Number.NaN]);
    expect([cells.length, cellOf[0], perKm2[0]]).toEqual([0, -1, Number.NaN]);
    expect(densityByGrid([], []).cells).toEqual([]);
  });

  it('refuses a cell size out of range', () => {
    expect(() => densityByGrid([], [], { cellKm: 0.5 })).toThrow(OptionsError);
  });
});

describe('densityByNearest', () => {
  it('divides the neighbours by the area of the circle that reaches the last of them', () => {
    const { perKm2, radiusKm, meanKm } = densityByNearest([0, 0.1, 0.3], [0, 0, 0], { count: 1 });
    const reach = greatCircleKm(0, 0, 0.1, 0);
    expect(radiusKm[0]).toBe(reach);
    expect(meanKm[0]).toBe(reach);
    expect(perKm2[0] / (1 / (Math.PI * reach * reach))).toBeCloseTo(1, 5);
  });

  it('is about the true density of an even grid', () => {
    const lon = Array.from({ length: 900 }, (_, i) => (i % 30) / 100);
    const lat = Array.from({ length: 900 }, (_, i) => Math.floor(i / 30) / 100);
    const { perKm2 } = densityByNearest(lon, lat, { count: 20 });
    const cellKm = greatCircleKm(0, 0, 0.01, 0);
    expect(perKm2[15 * 30 + 15] * cellKm * cellKm).toBeGreaterThan(0.7);
    expect(perKm2[15 * 30 + 15] * cellKm * cellKm).toBeLessThan(1.3);
  });

  it('stays finite for points at one place, by the smallest circle', () => {
    const { perKm2, radiusKm, meanKm } = densityByNearest([5, 5, 5, 5], [50, 50, 50, 50], {
      count: 2,
      minRadiusKm: 1,
    });
    expect([...perKm2].map((value) => value * Math.PI)).toEqual(
      [3, 3, 3, 3].map((value) => expect.closeTo(value, 6)),
    );
    expect([...radiusKm]).toEqual([1, 1, 1, 1]);
    expect([...meanKm]).toEqual([0, 0, 0, 0]);
  });

  it('covers the globe with two points on opposite sides', () => {
    const { perKm2 } = densityByNearest([0, 180], [0, 0], { count: 5 });
    expect(perKm2[0] * GLOBE_KM2).toBeCloseTo(1, 6);
  });

  it('says 0 for a point alone, NaN for one without a place, and nothing for none', () => {
    const { perKm2, radiusKm, meanKm } = densityByNearest([5, Number.NaN], [50, Number.NaN]);
    expect([...perKm2]).toEqual([0, Number.NaN]);
    expect([...radiusKm]).toEqual([0.5, Number.NaN]);
    expect([...meanKm]).toEqual([Number.NaN, Number.NaN]);
    expect(densityByNearest([], []).perKm2).toHaveLength(0);
  });
});
