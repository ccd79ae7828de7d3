import { geoConicEqualArea } from 'd3-geo';
import { describe, expect, it } from 'vitest';
import { EARTH_RADIUS_KM } from '../../src/geo/unitVectors.js';
import { centreMap, createProjection } from '../../src/io/shape/projection.js';

function project(centre: Parameters<typeof createProjection>[0], lon: number, lat: number): number[] {
  const out = new Float64Array(2);
  createProjection(centre).projectInto(lon, lat, out, 0);
  return [...out];
}

describe('centreMap', () => {
  it('lies between the outermost places and has its parallels a sixth inside', () => {
    const { lon, parallels } = centreMap([-120, -70, -90], [30, 48, 36]);
    expect(lon).toBeCloseTo(-95, 10);
    expect(parallels[0]).toBeCloseTo(33, 10);
    expect(parallels[1]).toBeCloseTo(45, 10);
  });

  it('keeps places on both sides of the antimeridian together', () => {
    expect(Math.abs(centreMap([170, -170], [0, 10]).lon)).toBe(180);
  });

  it('has a centre without places and with one', () => {
    expect(centreMap([], []).lon).toBe(0);
    expect(centreMap([7], [50])).toEqual({ lon: 7, parallels: [50, 50] });
  });
});

describe('createProjection', () => {
  const centres = [
    { lon: -96, parallels: [29.5, 45.5] },
    { lon: 145, parallels: [-36, -18] },
    { lon: 10, parallels: [-20, 20] },
    { lon: 178, parallels: [50, 50] },
  ] as const;

  it.each(centres)('agrees with d3-geo at $lon, $parallels', ({ lon, parallels }) => {
    const d3 = geoConicEqualArea()
      .rotate([-lon, 0])
      .parallels([...parallels])
      .scale(EARTH_RADIUS_KM)
      .translate([0, 0])
      .center([0, 0]);
    const origin = d3([lon, 0])!;
    for (const [east, lat] of [
      [-30, 10],
      [25, 47],
      [3, -40],
      [59, 70],
    ]) {
      const [x, y] = d3([lon + east, lat])!;
      const [ownX, ownY] = project({ lon, parallels }, lon + east, lat);
      expect(ownX).toBeCloseTo(x - origin[0], 5);
      expect(ownY).toBeCloseTo(y - origin[1], 5);
    }
  });

  it.each(centres)('finds places back at $lon, $parallels', ({ lon, parallels }) => {
    const { invert } = createProjection({ lon, parallels });
    const [x, y] = project({ lon, parallels }, lon - 20, parallels[0] + 7);
    const [backLon, backLat] = invert(x, y);
    expect(Math.cos(((backLon - lon + 20) * Math.PI) / 180)).toBeCloseTo(1, 12);
    expect(backLat).toBeCloseTo(parallels[0] + 7, 9);
  });
});
