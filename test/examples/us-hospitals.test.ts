import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { slowness } from '../support/slowness.js';

const folder = new URL('../../examples/us-hospitals/', import.meta.url);

/** Everything below is computed from the input files alone, with a reader of its own. */
function readTable(text: string): Record<string, string>[] {
  const [header, ...lines] = text.trim().split('\n').map(splitLine);
  return lines.map((cells) => Object.fromEntries(header.map((name, c) => [name, cells[c]])));
}

function splitLine(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .slice(0, -1)
    .map(([, cell]) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

const readInput = (name: string) => readTable(readFileSync(new URL(name, folder), 'utf8'));

const outside = ['AK', 'HI', 'PR', 'GU', 'VI', 'AS', 'MP', 'PW'];
const skillByType: Record<string, string> = { PSYCHIATRIC: 'psychiatric', CHILDREN: 'pediatric' };

describe('the hospital example', () => {
  const printed: string[] = [];
  let files: Record<string, string>;
  let again: Record<string, string>;
  let seconds = 0;
  const hospitals = readInput('data/us-hospitals.csv');
  const reps = readInput('reps.csv');
  const locks = readInput('locks.csv');
  let assigned: Record<string, string>[];

  beforeAll(async () => {
    const script = await import(/* @vite-ignore */ new URL('main.mjs', folder).pathname);
    const begin = process.cpuUsage();
    files = script.planHospitals((text: string) => printed.push(text));
    const { user, system } = process.cpuUsage(begin);
    seconds = (user + system) / 1e6;
    again = script.planHospitals(() => {});
    assigned = readTable(files['assignments.csv']);
  }, 120_000);

  it('takes at most 10 seconds of processor time', () => {
    expect(seconds).toBeLessThan(10 * slowness());
  });

  it('gives the same bytes every time', () => {
    expect(Object.keys(files)).toEqual([
      'plan.json',
      'assignments.csv',
      'territories.csv',
      'territories.geojson',
      'accounts.geojson',
      'map.svg',
      'report.html',
    ]);
    for (const name of Object.keys(files)) expect(again[name] === files[name], name).toBe(true);
  });

  it('assigns every open hospital of the contiguous states exactly once', () => {
    const due = hospitals.filter(({ STATUS, STATE }) => STATUS === 'OPEN' && !outside.includes(STATE));
    expect(due).toHaveLength(7481);
    expect(assigned.map((row) => row.account_id)).toEqual(due.map(({ ID }) => ID));
  });

  it('respects skills and keeps locks', () => {
    const repById = new Map(reps.map((rep) => [rep.rep_id, rep]));
    const typeById = new Map(hospitals.map(({ ID, TYPE }) => [ID, TYPE]));
    const repOf = new Map(assigned.map((row) => [row.account_id, row.rep_id]));
    for (const [accountId, repId] of repOf) {
      const needed = skillByType[typeById.get(accountId)!];
      if (needed) expect(repById.get(repId)!.skills.split(';')).toContain(needed);
    }
    expect(locks).toHaveLength(25);
    for (const { account_id, rep_id } of locks) expect(repOf.get(account_id)).toBe(rep_id);
  });

  it('keeps hours within 5 % and potential within 10 % of the capacity share of each of the 60 seats', () => {
    const capacity = reps.reduce((sum, rep) => sum + Number(rep.capacity_hours), 0);
    const seats = reps.map((rep) => {
      const own = assigned.filter((row) => row.rep_id === rep.rep_id);
      const part = (column: string) => sumOf(own, column) / sumOf(assigned, column);
      const share = Number(rep.capacity_hours) / capacity;
      return { hours: part('workload_hours') / share - 1, potential: part('potential') / share - 1 };
    });
    expect(seats).toHaveLength(60);
    for (const { hours, potential } of seats) {
      expect(Math.abs(hours)).toBeLessThanOrEqual(0.05);
      expect(Math.abs(potential)).toBeLessThanOrEqual(0.1);
    }
  });

  it('travels little: no more than 10 % above what every account at its nearest able seat would take', () => {
    const { cost, bound, gap } = JSON.parse(files['plan.json']);
    expect(bound).toBeLessThanOrEqual(cost.total);
    expect(gap).toBeLessThan(0.005);
    const trips: Record<string, number> = { A: 26, B: 16, C: 8, D: 3 };
    const hospitalById = new Map(hospitals.map((hospital) => [hospital.ID, hospital]));
    let nearest = 0;
    for (const { account_id, tier } of assigned) {
      const hospital = hospitalById.get(account_id)!;
      const able = reps.filter(({ skills }) => skills.includes(skillByType[hospital.TYPE] ?? ''));
      nearest += trips[tier] * Math.min(...able.map((rep) => distanceKm(hospital, rep)));
    }
    expect(cost.travel).toBeGreaterThan(nearest);
    expect(cost.travel / nearest).toBeLessThan(1.1);
  });

  it('writes a territory table that agrees with the assignments, and quotas that add up exactly', () => {
    const table = readTable(files['territories.csv']);
    expect(table).toHaveLength(60);
    expect(sumOf(table, 'quota')).toBe(240_000_000);
    for (const row of table) {
      const own = assigned.filter(({ territory_id }) => territory_id === row.territory_id);
      expect(own.length).toBe(Number(row.accounts));
      expect(own.every(({ rep_id }) => rep_id === row.rep_id)).toBe(true);
      expect(sumOf(own, 'workload_hours')).toBeCloseTo(Number(row.workload_hours), 6);
      expect(sumOf(own, 'potential')).toBeCloseTo(Number(row.potential), 2);
    }
  });

  it('names each oddity with a decision, states status, bound and gap, and verifies', () => {
    const text = printed.join('\n').replace(/\s+/g, ' ');
    for (const part of [
      'closed',
      'unknown',
      'US territories',
      'zeros put back',
      'status feasible',
      'needs less than',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('verified: format');
    for (const [name, content] of Object.entries(files)) {
      expect(content.replace(/<script>.*?<\/script>/s, ''), name).not.toMatch(
        /\b(?:undefined|NaN|\[object Object\])\b/,
      );
    }
  });

  it('stops where a constraint does not hold, and where nothing is decided about a finding', async () => {
    const show = await import(/* @vite-ignore */ new URL('show.mjs', folder).pathname);
    const check = {
      ok: false,
      name: 'locks',
      message: 'not so: 2 locks are kept',
      details: ['a is not in T01'],
    };
    expect(() => show.showVerification({ ok: false, checks: [check] })).toThrow(
      /2 locks are kept\n.*a is not in T01/,
    );
    expect(() => show.showFindings([{ field: 'BEDS', code: 'negative' }], {})).toThrow(/BEDS negative/);
  });
});

function sumOf(rows: readonly Record<string, string>[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0);
}

function distanceKm(hospital: Record<string, string>, rep: Record<string, string>): number {
  const radians = (degrees: string) => (Number(degrees) * Math.PI) / 180;
  const phi = radians(hospital.LATITUDE);
  const theta = radians(rep.lat);
  const a =
    Math.sin((phi - theta) / 2) ** 2 +
    Math.cos(phi) * Math.cos(theta) * Math.sin((radians(hospital.LONGITUDE) - radians(rep.lon)) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.sqrt(a));
}
