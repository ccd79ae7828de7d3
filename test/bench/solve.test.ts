import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const bench = new URL('../../bench/', import.meta.url);
const { solveInstance } = await import(/* @vite-ignore */ fileURLToPath(new URL('solve.mjs', bench)));

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-solve-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** Path of a file with this text. */
function write(text: string): string {
  const path = join(folder, `instance-${files++}.txt`);
  writeFileSync(path, text);
  return path;
}

const solvePoints = (text: string, k: number, ...more: string[]) =>
  solveInstance(['points', write(text), '--k', String(k), ...more]);

/** Two places far apart, two points at each, in any of the usual forms of a file. */
const POINTS = ['10,50,1', '-60,-3,2', '10.1,50,2', '-60,-3.1,1'];

describe('points', () => {
  it.each([
    ['bare lines', POINTS.join('\n')],
    ['a header', ['lon,lat,visits', ...POINTS, ''].join('\n')],
    [
      'a header with a byte order mark and CR LF',
      `\uFEFF${['Longitude,Latitude,w', ...POINTS].join('\r\n')}\r\n`,
    ],
    ['CR alone', `lon,lat,w\r${POINTS.join('\r')}\r`],
    [
      'a byte order mark alone, blanks and blank lines',
      `\uFEFF\n${POINTS.join('\n\n').replaceAll(',', ' , ')}\n\n`,
    ],
  ])('reads %s', async (_, text) => {
    const { n, k, feasible, assignment, largestDeviation } = await solvePoints(text, 2);
    expect({ n, k, feasible, largestDeviation }).toEqual({ n: 4, k: 2, feasible: true, largestDeviation: 0 });
    expect(assignment[0]).toBe(assignment[2]);
    expect(assignment[1]).toBe(assignment[3]);
    expect(assignment[0]).not.toBe(assignment[1]);
  });

  it('counts each point once where there are no weights', async () => {
    const { feasible, assignment } = await solvePoints('0,0\n0,1\n50,0\n50,1', 2);
    expect(feasible).toBe(true);
    expect(new Set(assignment.slice(0, 2)).size).toBe(1);
  });

  it('balances every column of weights, not only the first', async () => {
    // Neighbours would balance the first column; the second forces pairs from afar.
    const text = '0,0,1,9\n0,1,1,9\n50,0,1,1\n50,1,1,1';
    const near = await solvePoints(text.replaceAll(/,\d$/gm, ''), 2);
    const both = await solvePoints(text, 2);
    expect(near.assignment[0]).toBe(near.assignment[1]);
    expect(both.feasible).toBe(true);
    expect(both.assignment[0]).not.toBe(both.assignment[1]);
    expect(both.cost).toBeGreaterThan(near.cost);
  });

  it('takes both sides of the antimeridian as near', async () => {
    const { assignment, cost } = await solvePoints('179.9,10\n-179.9,10\n170,10\n170.2,10', 2);
    expect(assignment[0]).toBe(assignment[1]);
    // Chords from the middle: 4 points, each 0.1 degrees of a parallel away from it.
    const half = 6371.0088 * Math.cos((10 * Math.PI) / 180) * (0.1 * (Math.PI / 180));
    expect(cost).toBeCloseTo(4 * half * half, 1);
  });

  it('says why a tolerance cannot be met, and gives the nearest plan', async () => {
    const { feasible, reasons, largestDeviation } = await solvePoints('0,0,100\n1,0,1\n2,0,1\n3,0,1', 2);
    expect(feasible).toBe(false);
    expect(reasons[0]).toContain('unit 0 has 100');
    expect(largestDeviation).toBeCloseTo(100 / 51.5 - 1, 12);
    const wide = await solvePoints('0,0,100\n1,0,1\n2,0,1\n3,0,1', 2, '--tolerance', '0.95');
    expect(wide.feasible).toBe(true);
    expect(wide).not.toHaveProperty('reasons');
  });

  it.each([
    ['1,2\n3,NaN', 'line 2: lat should be -90 to 90, but is "NaN"'],
    ['NaN,NaN\n3,4', 'line 1: lon should be -180 to 180, but is "NaN"'],
    ['lon,lat\n181,4', 'line 2: lon should be -180 to 180, but is "181"'],
    ['1,2,3\n1,2', 'line 2: 3 cells are expected as in the first line, but there are 2'],
    ['1,2,-3', 'line 1: weight 1 should be 0 or more, but is "-3"'],
    ['1,2,3,\n', 'line 1: weight 2 should be 0 or more, but is ""'],
    ['1;2\n', 'line 1: lon should be -180 to 180, but is "1;2"'],
    ['lat,lon\n50,10', 'the columns should be lon,lat, but are lat,lon'],
    ['lon,lat\n', 'the file has no points'],
    ['', 'the file has no points'],
  ])('refuses %j', async (text, message) => {
    await expect(solvePoints(text, 1)).rejects.toThrow(message);
  });

  it('names the first ten wrong lines at once and counts the others', async () => {
    const error: Error = await solvePoints('x,0\n'.repeat(1) + 'x,1\n'.repeat(13), 1).catch((e: Error) => e);
    expect(error.message.split('\n')).toHaveLength(11);
    expect(error.message).toContain('and 4 lines more');
  });
});

it('gives the example of the manual', async () => {
  const manual = readFileSync(new URL('README.md', bench), 'utf8');
  const block = (kind: string) => manual.split(`\`\`\`${kind}\n`)[1]?.split('```')[0] ?? '';
  const { cpuSeconds: _, instance: __, ...shown } = JSON.parse(block('json'));
  const words = manual.match(/^with `(--k.*)` gives$/m)?.[1]?.split(' ') ?? [];
  const { cpuSeconds, instance, ...answer } = await solveInstance(['points', write(block('csv')), ...words]);
  // Sines of the judge's own may differ in the last digit elsewhere.
  expect(answer).toEqual({ ...shown, cost: expect.closeTo(shown.cost, 6) });
});

describe('arguments and files', () => {
  const good = write('2 3\n1 2 3\n3 2 1\n5 5 5\n5 5 5\n10 10\n');
  it.each([
    [[], 'usage: '],
    [['nothing', good], 'no format "nothing"; there are: cccp, cpmp, cpmp-floor, gap, points'],
    [['../solve', good], 'no format'],
    [['gap', join(folder, 'missing')], 'cannot read'],
    [['gap', folder], 'cannot read'],
    [['points', good], 'points need --k'],
    [['gap', good, '--k', '3'], 'the file has 2 agents, so --k cannot be 3'],
    [['gap', good, '--k', '0'], '--k should be a whole number from 1, but is "0"'],
    [['gap', good, '--seed', '1.5'], '--seed should be a whole number, but is "1.5"'],
    [['gap', good, '--seconds', '1', '--evaluations', '9'], 'not both'],
    [['gap', good, '--tolerance', '0.1'], '--tolerance is not for gap'],
    [['gap', good, '--speed', '9'], "Unknown option '--speed'"],
    [['gap', write('2 3 x')], 'line 1: "x" is not a number'],
    [['gap', write('2 3 1')], '2 agents and 3 items need 16 numbers, but there are 3'],
    [['cccp', write('2 1\n0 0 9 5\n1 1 8 5\n')], 'point 2: capacity 8, but 9 before'],
    [['cpmp', write('2 3\n0 0 9 5\n1 1 9 5\n')], '3 groups are more than 2 points'],
  ])('refuses %j', async (words, message) => {
    await expect(solveInstance(words)).rejects.toThrow(message);
  });

  it('gives the optimum of a small assignment, with what the answer is made of', async () => {
    const answer = await solveInstance(['gap', good, '--seed', '7', '--evaluations', '1000']);
    expect(answer).toMatchObject({ n: 3, k: 2, cost: 4, bound: 4, gap: 0, feasible: true, seed: 7 });
    expect(answer).toMatchObject({ budget: 'evaluations', cpuSeconds: expect.any(Number) });
  });

  it.each([
    ['cccp', '4 2\n0 0 10 5\n1 0 10 5\n5 5 10 5\n6 5 10 6\n', 'have 21 of demand'],
    ['cpmp', '4 2\n0 0 10 5\n1 0 10 5\n5 5 10 5\n6 5 10 11\n', 'unit 4 has 11 of demand'],
    ['gap', '2 3\n1 2 3\n3 2 1\n5 5 5\n5 5 5\n4 4\n', 'fits in no book'],
  ])('gives reasons where no plan of %s is within the limits', async (format, text, reason) => {
    const { feasible, reasons, assignment } = await solveInstance([
      format,
      write(text),
      '--evaluations',
      '1000',
    ]);
    expect(feasible).toBe(false);
    expect(reasons.join('\n')).toContain(reason);
    expect(assignment.every((j: number) => j >= 0)).toBe(true);
  });
});
