import { describe, expect, it } from 'vitest';
import { assignToSeats } from '../../src/balance/assignToSeats.js';
import { balanceTerritories, balanceTerritoriesAsync } from '../../src/balance/balanceTerritories.js';
import type { ColumnInput } from '../../src/balance/prepare/columnInput.js';
import { prepareColumns } from '../../src/balance/prepareColumns.js';
import type { GeometricTravel } from '../../src/balance/problem.js';
import { createRandom } from '../../src/core/random.js';
import { judge } from './judge.js';

/** Points in towns and in between, on a square of 100 km. */
function scatter(count: number, seed: number) {
  const random = createRandom(seed);
  const towns = Array.from({ length: 12 }, () => [100 * random.nextShare(), 100 * random.nextShare()]);
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const [townX, townY] = towns[random.nextBelow(towns.length)];
    const isInTown = random.nextShare() < 0.6;
    x[i] = isInTown ? townX + 2 * random.nextShare() : 100 * random.nextShare();
    y[i] = isInTown ? townY + 2 * random.nextShare() : 100 * random.nextShare();
  }
  return { x, y };
}

/** Small dense towns and nothing in between, a few of them large, on a square of width 1. */
function packTowns(count: number, towns: number, seed: number) {
  const random = createRandom(seed);
  const townX: number[] = [];
  const townY: number[] = [];
  const widths: number[] = [];
  for (let t = 0; t < towns; t++) {
    townX.push(random.nextShare());
    townY.push(random.nextShare());
    widths.push(0.002 + 0.02 * random.nextShare());
  }
  const spread = () => random.nextShare() + random.nextShare() + random.nextShare() + random.nextShare() - 2;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const t = Math.floor(towns * random.nextShare() ** 2);
    x[i] = townX[t] + widths[t] * spread();
    y[i] = townY[t] + widths[t] * spread();
  }
  return { x, y };
}

/** Sum of the squared distances from the means of the territories. */
function inertia({ x, y }: { x: Float64Array; y: Float64Array }, assignment: Int32Array, k: number): number {
  const sums = Array.from({ length: k }, () => [0, 0, 0]);
  assignment.forEach((j, i) => {
    sums[j][0] += x[i];
    sums[j][1] += y[i];
    sums[j][2]++;
  });
  let sum = 0;
  assignment.forEach((j, i) => {
    const [sumX, sumY, count] = sums[j];
    sum += (x[i] - sumX / count) ** 2 + (y[i] - sumY / count) ** 2;
  });
  return sum;
}

const equal = (count: number) => new Float64Array(count).fill(1);
const solve = (input: ColumnInput, cycles = 0) => balanceTerritories(prepareColumns(input), { cycles });

describe('free centres over points', () => {
  it('meets limits that leave one number of equal units', () => {
    for (const seed of [1, 2]) {
      // Forty units each: 39 and 41 are outside.
      const input = {
        ...scatter(8000, seed),
        loads: { count: equal(8000) },
        territories: 200,
        tolerance: 0.02,
      };
      const { status, loads } = solve(input);
      expect(status).toBe('feasible');
      expect(loads[0].every((load) => load === 40)).toBe(true);
    }
  });

  for (const metric of ['squaredDistance', 'distance'] as const) {
    it(`balances towns and country by ${metric}`, () => {
      for (const seed of [1, 2, 3]) {
        const input = {
          ...scatter(3000, seed),
          loads: { count: equal(3000) },
          territories: 25,
          tolerance: 0.02,
          metric,
        };
        const problem = prepareColumns(input);
        const result = balanceTerritories(problem, { cycles: 0 });
        expect(result.status).toBe('feasible');
        const { cost, excess } = judge(problem, result.assignment, result.centres);
        expect(excess).toBe(0);
        expect(Math.abs(cost.total - result.cost.total)).toBeLessThan(1e-9 * cost.total);
      }
    });
  }

  it('finds the clumps that there are', () => {
    // Sixteen clumps of fifty points each: the one best plan has a territory for each of them.
    const random = createRandom(4);
    const x = Float64Array.from({ length: 800 }, (_, i) => 10 * (i % 4) + random.nextShare());
    const y = Float64Array.from({ length: 800 }, (_, i) => 10 * ((i >> 2) % 4) + random.nextShare());
    const { assignment } = solve({ x, y, loads: { count: equal(800) }, territories: 16, tolerance: 0 });
    for (let i = 16; i < 800; i++) expect(assignment[i]).toBe(assignment[i % 16]);
  });

  it('keeps seats where they are and moves free centres only', () => {
    const points = scatter(2000, 5);
    const territories = [{ seat: { x: 10, y: 10 } }, {}, {}, { seat: { x: 90, y: 20 } }, {}, {}];
    const { centres, status } = solve({
      ...points,
      loads: { count: equal(2000) },
      territories,
      tolerance: 0.02,
    });
    expect(status).toBe('feasible');
    expect(Array.from(centres!.subarray(0, 2))).toEqual([10, 10]);
    expect(Array.from(centres!.subarray(6, 8))).toEqual([90, 20]);
    expect(centres!.every(Number.isFinite)).toBe(true);
  });

  it('follows shares and limits of territories', () => {
    const territories = [
      { share: 3 },
      { share: 1 },
      { share: 1, limits: { count: { max: 300 } } },
      { share: 1 },
    ];
    const input = { ...scatter(2000, 6), loads: { count: equal(2000) }, territories, tolerance: 0.1 };
    const { loads, status } = solve(input);
    expect(status).toBe('feasible');
    expect(loads[0][0]).toBeGreaterThan(899);
    expect(loads[0][2]).toBeLessThan(301);
  });

  it('sees no antimeridian and no pole', () => {
    // The same ring of points round the pole, from any meridian: turning changes no distance.
    const random = createRandom(7);
    const lon = Float64Array.from({ length: 1200 }, () => -180 + 360 * random.nextShare());
    const lat = Float64Array.from({ length: 1200 }, () => 80 + 10 * random.nextShare());
    const turned = lon.map((degrees) => (degrees < 0 ? degrees + 180 : degrees - 180));
    const rest = { lat, loads: { count: equal(1200) }, territories: 12, tolerance: 0.02 };
    const here = solve({ ...rest, lon });
    const there = solve({ ...rest, lon: turned });
    expect(here.status).toBe('feasible');
    expect(there.status).toBe('feasible');
    expect(Math.abs(here.cost.total / there.cost.total - 1)).toBeLessThan(0.05);
  });

  it('places as many territories as there are points, and more', () => {
    const points = { x: [0, 5, 9, 20], y: [0, 1, 7, 3], loads: { count: equal(4) } };
    const each = solve({ ...points, territories: 4, tolerance: 0 });
    expect(each.status).toBe('feasible');
    expect(each.cost.total).toBeLessThan(1e-9);
    expect(new Set(each.assignment).size).toBe(4);
    const more = solve({ ...points, territories: 6, tolerance: 1 });
    expect(more.assignment.every((j) => j >= 0 && j < 6)).toBe(true);
  });

  it('shares equal places out', () => {
    const x = Float64Array.from({ length: 600 }, (_, i) => (i < 400 ? 0 : 50));
    const input = { x, y: new Float64Array(600), loads: { count: equal(600) }, territories: 6, tolerance: 0 };
    const { status, loads, cost } = solve(input);
    expect(status).toBe('feasible');
    expect(Array.from(loads[0])).toEqual([100, 100, 100, 100, 100, 100]);
    expect(cost.total).toBeLessThan(1e-9);
  });

  it('shares one place out', () => {
    const [x, y] = [new Float64Array(2000).fill(0.4), new Float64Array(2000).fill(0.6)];
    const count = Float64Array.from({ length: 2000 }, (_, i) => 1 + (i % 3));
    for (const load of [equal(2000), count]) {
      const { status, cost } = solve({ x, y, loads: { load }, territories: 10, tolerance: 0.01 });
      expect(status).toBe('feasible');
      expect(cost.total).toBeLessThan(1e-9);
    }
  });

  it('lets no crowded place keep other centres from moving', () => {
    // One address has the load of four territories and a half, by few heavy units or many light ones.
    const random = createRandom(13);
    const column = () => Float64Array.from({ length: 3000 }, () => 100 * random.nextShare());
    const free = { x: column(), y: column() };
    for (const [crowd, each] of [
      [450, 1],
      [90, 5],
    ]) {
      const crowded = {
        x: Float64Array.of(...free.x, ...new Float64Array(crowd).fill(40)),
        y: Float64Array.of(...free.y, ...new Float64Array(crowd).fill(60)),
      };
      const count = Float64Array.of(...equal(3000), ...new Float64Array(crowd).fill(each));
      const rest = { territories: 30, tolerance: 0.02 };
      const apart = solve({ ...free, loads: { count: equal(3000) }, ...rest });
      const whole = solve({ ...crowded, loads: { count }, ...rest, territories: 34 });
      expect(whole.status).toBe('feasible');
      expect(whole.cost.total).toBeLessThan(1.08 * apart.cost.total);
    }
  });

  it('costs little more than split units would, in dense towns too', () => {
    for (const seed of [1, 2, 3]) {
      const points = packTowns(3000, 20, seed);
      const load = equal(3000);
      const input = { ...points, loads: { load }, territories: 12, tolerance: 0.01 };
      const problem = prepareColumns(input);
      const { status, cost, centres } = balanceTerritories(problem, { cycles: 0 });
      const split = assignToSeats({
        travel: { ...(problem.travel as GeometricTravel), seats: centres! },
        loads: load,
        lowers: problem.lowers[0],
        uppers: problem.uppers[0],
      });
      expect(status).toBe('feasible');
      expect(cost.total).toBeLessThan(1.05 * split.cost);
    }
  });

  it('leaves little to gain by another round of exact assignment and means, in dense towns too', () => {
    for (const seed of [1, 2, 3]) {
      const points = packTowns(1600, 25, seed);
      const load = equal(1600);
      const problem = prepareColumns({ ...points, loads: { load }, territories: 32, tolerance: 0.02 });
      const { cost, centres } = balanceTerritories(problem, { cycles: 0 });
      const { assignment } = assignToSeats({
        travel: { ...(problem.travel as GeometricTravel), seats: centres! },
        loads: load,
        lowers: problem.lowers[0],
        uppers: problem.uppers[0],
      });
      expect(cost.total).toBeLessThan(1.01 * inertia(points, assignment, 32));
    }
  });

  it('takes points without load to the nearest territory', () => {
    const points = scatter(1500, 8);
    const count = Float64Array.from({ length: 1500 }, (_, i) => (i % 5 === 0 ? 0 : 1));
    const problem = prepareColumns({ ...points, loads: { count }, territories: 10, tolerance: 0.03 });
    const { status, assignment, centres } = balanceTerritories(problem, { cycles: 0 });
    expect(status).toBe('feasible');
    const squareTo = (i: number, j: number) =>
      (points.x[i] - centres![2 * j]) ** 2 + (points.y[i] - centres![2 * j + 1]) ** 2;
    let farther = 0;
    for (let i = 0; i < 1500; i += 5) {
      for (let j = 0; j < 10; j++) if (squareTo(i, j) < squareTo(i, assignment[i])) farther++;
    }
    // Centres take a last step after units have been placed, so a few on a border may be off.
    expect(farther).toBeLessThan(30);
  });

  it('lets heavy units stand alone and balances the others over what is left', () => {
    const points = scatter(2000, 9);
    const count = equal(2000);
    count[100] = 900;
    count[200] = 400;
    const problem = prepareColumns({ ...points, loads: { count }, territories: 10, tolerance: 0.02 });
    const { status, reasons, assignment, loads } = balanceTerritories(problem, { cycles: 0 });
    expect(status).toBe('infeasible');
    expect(reasons[0]).toMatchObject({ code: 'unit-above-limit', unitIds: ['100'], required: 900 });
    const [first, second] = [assignment[100], assignment[200]];
    expect(loads[0][first]).toBe(900);
    expect(loads[0][second]).toBe(400);
    const mean = 1998 / 8;
    loads[0].forEach((load, j) => {
      if (j !== first && j !== second) expect(Math.abs(load / mean - 1)).toBeLessThanOrEqual(0.02 + 1e-9);
    });
  });

  it('keeps the limits of the others where they can be met beside a heavy unit', () => {
    const points = scatter(2000, 9);
    const count = equal(2000);
    count[100] = 130;
    const problem = prepareColumns({ ...points, loads: { count }, territories: 20, tolerance: 0.05 });
    const { violations, assignment } = balanceTerritories(problem, { cycles: 0 });
    expect(violations.map(({ territoryId }) => territoryId)).toEqual([problem.territoryIds[assignment[100]]]);
  });

  it('moves centres where one unit makes up a territory', () => {
    // A unit in every corner is as heavy as a territory may be. Alone they cost nothing, so the whole need not cost
    // more than the others in four territories fewer.
    const { x, y } = scatter(2400, 9);
    const light = { x, y, loads: { load: equal(2400) }, trips: equal(2400) };
    const load = Float64Array.of(...equal(2400), 100, 100, 100, 100);
    const heavy = {
      x: Float64Array.of(...x, -5, 105, -5, 105),
      y: Float64Array.of(...y, -5, -5, 105, 105),
      loads: { load },
      trips: load,
    };
    const apart = solve({ ...light, territories: 24, tolerance: 0.05 });
    const whole = solve({ ...heavy, territories: 28, tolerance: 0.05 });
    expect(whole.status).toBe('feasible');
    expect(whole.cost.total).toBeLessThan(1.1 * apart.cost.total);
  });

  it('clusters where nothing is limited', () => {
    const { status, cost } = solve({ ...scatter(1000, 10), loads: {}, territories: 8, tolerance: 0 });
    const single = solve({ ...scatter(1000, 10), loads: {}, territories: 1, tolerance: 0 });
    expect(status).toBe('feasible');
    expect(cost.total).toBeLessThan(single.cost.total / 4);
  });

  it('gives the same plan again, and in pieces', async () => {
    const input = { ...scatter(3000, 11), loads: { count: equal(3000) }, territories: 30, tolerance: 0.02 };
    const problem = prepareColumns(input);
    const first = balanceTerritories(problem, { cycles: 1, seed: 3 });
    expect(balanceTerritories(problem, { cycles: 1, seed: 3 })).toEqual(first);
    expect(await balanceTerritoriesAsync(problem, { cycles: 1, seed: 3 })).toEqual(first);
  });

  it('hands over a plan wherever it is stopped', () => {
    const input = { ...scatter(3000, 12), loads: { count: equal(3000) }, territories: 30, tolerance: 0.02 };
    const problem = prepareColumns(input);
    for (const maxEvaluations of [0, 3e5, 6e5, 1.2e6, 5e6]) {
      const { assignment } = balanceTerritories(problem, { maxEvaluations });
      expect(assignment.every((j) => j >= 0 && j < 30)).toBe(true);
    }
  });
});
