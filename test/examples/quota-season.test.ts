import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../support/findBrowser.js';

const folder = new URL('../../examples/quota-season/', import.meta.url);
const executablePath = findBrowser();
if (executablePath === undefined)
  console.log('season report in a browser: SKIPPED, no Chromium is installed');

/** The files have no quoted cells but the reasons of field plans, which come last and are not read. */
function readTable(text: string): Record<string, string>[] {
  const [header, ...lines] = text.trim().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, c) => [names[c], cell])));
}

const readInput = (name: string) => readTable(readFileSync(new URL(name, folder), 'utf8'));

const months = Array.from({ length: 12 }, (_, m) => `2026-${String(m + 1).padStart(2, '0')}`);

describe('the season example', () => {
  const printed: string[] = [];
  let files: Record<string, string>;
  let again: Record<string, string>;
  let seconds = 0;
  let quotas: { rep: string; territory: string; month: string; quota: number }[];
  let reasons: Record<string, string>[];
  let national = 0;
  let browser: Browser | undefined;
  const out = mkdtempSync(join(tmpdir(), 'bailiwick-season-'));
  const reps = readInput('../us-hospitals/reps.csv');

  beforeAll(async () => {
    const script = await import(/* @vite-ignore */ new URL('main.mjs', folder).pathname);
    const begin = process.cpuUsage();
    files = script.planSeason((text: string) => printed.push(text));
    const { user, system } = process.cpuUsage(begin);
    seconds = (user + system) / 1e6;
    again = script.planSeason(() => {});
    quotas = readTable(files['quotas.csv']).map((row) => ({
      rep: row.rep_id,
      territory: row.territory_id,
      month: row.month,
      quota: Number(row.quota),
    }));
    reasons = readTable(files['reasons.csv']);
    const stated = printed.join('\n').match(/national quota, carried by the territories: \$([\d,]+)/);
    national = Number(stated?.[1].replaceAll(',', ''));
    writeFileSync(join(out, 'report.html'), files['report.html']);
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    if (executablePath !== undefined) browser = await chromium.launch({ executablePath, args });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(out, { recursive: true, force: true });
  });

  const sumOf = (rows: readonly { quota: number }[]) => rows.reduce((sum, { quota }) => sum + quota, 0);

  it('takes a few seconds and gives the same bytes every time', () => {
    expect(seconds).toBeLessThan(15);
    expect(Object.keys(files)).toEqual(['quotas.csv', 'reasons.csv', 'report.html']);
    for (const name of Object.keys(files)) expect(again[name] === files[name], name).toBe(true);
  });

  it('adds up to the national quota to the dollar: the target with both over-assignments', () => {
    expect(files['quotas.csv'].split('\n')[0]).toBe('rep_id,territory_id,month,quota');
    expect(Math.abs(national - 240_000_000 * 1.01 * 1.02)).toBeLessThanOrEqual(4 * 500);
    expect(sumOf(quotas)).toBe(national);
  });

  it('has each rep, territory and month once, in whole dollars from 0', () => {
    const keys = quotas.map(({ rep, territory, month }) => `${rep} ${territory} ${month}`);
    expect(new Set(keys).size).toBe(keys.length);
    const known = new Set([...reps.map(({ rep_id }) => rep_id), 'R61']);
    for (const { rep, month, quota } of quotas) {
      expect(known).toContain(rep);
      expect(months).toContain(month);
      expect(Number.isSafeInteger(quota) && quota >= 0).toBe(true);
    }
  });

  it('adds up along every territory, region and month that it states', () => {
    expect(reasons).toHaveLength(60);
    for (const { territory_id, quota } of reasons) {
      expect(sumOf(quotas.filter(({ territory }) => territory === territory_id))).toBe(Number(quota));
    }
    const lines = printed.join('\n').split('\n');
    const header = lines.find((line) => line.startsWith('month '))!.split(/\s+/);
    const regionOf = new Map(reasons.map(({ territory_id, region }) => [territory_id, region]));
    for (const month of [...months, 'year']) {
      const stated = lines.find((line) => line.startsWith(month))!.split(/\s+/);
      const own = quotas.filter((row) => month === 'year' || row.month === month);
      header.slice(1).forEach((name, c) => {
        const rows =
          name === 'nation' ? own : own.filter(({ territory }) => regionOf.get(territory) === name);
        expect(sumOf(rows), `${month} ${name}`).toBe(Number(stated[c + 1].replaceAll(',', '')));
      });
    }
  });

  it('makes quarters end strong, as the season does', () => {
    const byMonth = months.map((month) => sumOf(quotas.filter((row) => row.month === month)));
    for (const end of [2, 5, 8, 11]) {
      expect(byMonth[end]).toBeGreaterThan(Math.max(byMonth[end - 1], byMonth[end - 2]));
    }
  });

  it('shows a moved territory under both reps, divided by the working days of each', () => {
    const inMonth = (territory: string, month: string) =>
      Object.fromEntries(
        quotas
          .filter((row) => row.territory === territory && row.month === month)
          .map(({ rep, quota }) => [rep, quota]),
      );
    // May 2026 has 21 weekdays less Memorial Day, 11 of them up to the 15th; September 22 less Labor Day, 8 up to the 13th.
    for (const [territory, month, left, right, share] of [
      ['T17', '2026-05', 'R17', 'R16', 11 / 20],
      ['T09', '2026-09', 'R09', 'R05', 8 / 21],
    ] as const) {
      const own = inMonth(territory, month);
      expect(Object.keys(own).sort()).toEqual([left, right].sort());
      expect(Math.abs(own[left] - share * (own[left] + own[right]))).toBeLessThanOrEqual(1);
    }
    const holders = (territory: string) =>
      months.map((month) => Object.keys(inMonth(territory, month)).join());
    expect(holders('T17').slice(5, 8)).toEqual(['R16', 'R61', 'R61']);
    expect(holders('T09').slice(7, 10)).toEqual(['R09', 'R09,R05', 'R05']);
    const others = quotas.filter(({ territory }) => territory !== 'T17' && territory !== 'T09');
    expect(others).toHaveLength(58 * 12);
    expect(others.every(({ rep, territory }) => rep.slice(1) === territory.slice(1))).toBe(true);
  });

  it('relieves new hires and nobody else', () => {
    // The schedule is over after 11 months: whoever began in February 2025 or later still ramps in 2026.
    const ramping = reps
      .filter(({ start_date }) => start_date > '2025-02-01')
      .map(({ rep_id }) => rep_id.replace('R', 'T'));
    const relieved = reasons.filter(({ ramp }) => Number(ramp) !== 0).map(({ territory_id }) => territory_id);
    expect(relieved.sort()).toEqual([...ramping, 'T17'].sort());
    expect(reasons.every(({ ramp }) => Number(ramp) <= 0)).toBe(true);
    const hired = quotas.filter(({ rep }) => rep === 'R61').map(({ quota }) => quota);
    const peers = quotas.filter(({ rep }) => rep === 'R16').filter(({ territory }) => territory === 'T16');
    const shares = hired.map((quota, m) => quota / peers[6 + m].quota);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares[0]).toBe(0);
  });

  it('keeps agreed field plans to the dollar and everybody within the largest change', () => {
    const plans = readInput('field-plans.csv');
    const fixed = new Map(
      plans
        .filter((row) => row.fixed === 'yes')
        .map((row) => [row.rep_id.replace('R', 'T'), Number(row.plan_usd)]),
    );
    expect(fixed.size).toBe(3);
    for (const row of reasons) {
      const [quota, sold] = [Number(row.quota), Number(row.sold_last_year)];
      if (fixed.has(row.territory_id)) expect(quota).toBe(fixed.get(row.territory_id));
      else if (Number(row.ramp) === 0) {
        expect(quota).toBeGreaterThanOrEqual(0.95 * sold);
        expect(quota).toBeLessThanOrEqual(1.6 * sold);
      }
    }
  });

  it('says of every quota what it is made of, from last year’s sales as they are', () => {
    const history = readInput('../us-hospitals/history.csv');
    const sold = (rows: readonly Record<string, string>[], column: string) =>
      rows.reduce((sum, row) => sum + Number(row[column]), 0);
    expect(sold(reasons, 'sold_last_year')).toBe(sold(history, 'revenue_usd'));
    const parts = ['by_potential', 'by_history', 'by_capacity', 'limits', 'ramp', 'field_plan', 'spread'];
    for (const row of reasons) {
      const sum = parts.reduce((total, part) => total + Number(row[part]), 0);
      expect(Math.abs(sum - Number(row.quota))).toBeLessThan(0.01);
      expect(Number(row.attainment_p10)).toBeLessThan(Number(row.attainment_p50));
      expect(Number(row.attainment_p50)).toBeLessThan(Number(row.attainment_p90));
    }
    expect(sold(reasons, 'quota_of_equal_chance')).toBe(national);
    // The chance of a quota and the percentiles of attainment are two readings of the same draws.
    for (const row of reasons) {
      const chance = Number(row.chance);
      expect(chance >= 0.9).toBe(Number(row.attainment_p10) >= 1);
      expect(chance >= 0.5).toBe(Number(row.attainment_p50) >= 1);
      expect(chance >= 0.1).toBe(Number(row.attainment_p90) >= 1);
    }
  });

  it('lets a market move the territories together, as much as its decision says', () => {
    const said = printed.join('\n');
    const correlation = Number(said.match(/two territories bring correlates by (0\.\d\d)/)?.[1]);
    expect(Math.abs(correlation - 0.4)).toBeLessThan(0.05);
    const [low, high] = (said.match(/(\d+) to (\d+) of 60 territories reach theirs/) ?? [])
      .slice(1)
      .map(Number);
    const alone = reasons.reduce((sum, { chance }) => sum + Number(chance) * (1 - Number(chance)), 0);
    // Were they independent, 8 years of 10 would be within 1.28 standard deviations of the mean.
    expect(high - low).toBeGreaterThan(2 * 2.56 * Math.sqrt(alone));
  });

  it('prints nothing that is no figure, and stops loudly where a sum does not hold', async () => {
    for (const text of [...printed, ...Object.values(files)]) {
      expect(text).not.toMatch(/\b(?:undefined|NaN|Infinity|\[object Object\])\b/);
      expect(text).not.toMatch(/[-−]0\b(?![.,\d])/);
    }
    const show = await import(/* @vite-ignore */ new URL('show.mjs', folder).pathname);
    const { checkSums } = await import(/* @vite-ignore */ new URL('checks.mjs', folder).pathname);
    const failing = checkSums({
      rows: [
        { repId: 'R01', territoryId: 'T01', periodId: '2026-01', quota: 60 },
        { repId: null, territoryId: 'T01', periodId: '2026-01', quota: -0.5 },
        { repId: null, territoryId: 'T01', periodId: '2026-01', quota: 1 },
      ],
      years: [
        {
          id: 'T01',
          region: 'South',
          quota: 61,
          contributions: {},
          limits: 0,
          relief: 0,
          field: 0,
          spread: 0,
        },
      ],
      byMonth: months.map(() => 1),
      national: 61,
      topDown: {
        nodeOf: new Map(['Northeast', 'Midwest', 'South', 'West'].map((id) => [id, { childTotal: 61 }])),
      },
      levels: [{ level: 0, quota: 240_000_000, childQuota: 240_000_000 }],
    });
    expect(failing.map(([, ok]: [string, boolean]) => ok)).toEqual(failing.map(() => false));
    expect(() => show.showVerification(failing)).toThrow(/national quota; every month; every territory/);
  });

  describe.skipIf(executablePath === undefined)('its report in a browser', { timeout: 120_000 }, () => {
    it.each([1280, 390])(
      'spills nowhere, overprints no label and asks for nothing at %i pixels',
      async (width) => {
        const page = await browser!.newPage({ viewport: { width, height: 900 } });
        const problems: string[] = [];
        const requests: string[] = [];
        page.on('console', (message) => problems.push(message.text()));
        page.on('request', (request) => requests.push(request.url()));
        await page.goto(pathToFileURL(join(out, 'report.html')).href);
        expect(problems).toEqual([]);
        expect(requests).toHaveLength(1);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await page.evaluate(labelsInTheWay)).toEqual([]);
        expect(await page.locator('svg').count()).toBe(4);
        expect(await page.locator('circle').count()).toBe(60);
        await page.close();
      },
    );

    it('is dark where the reader prefers that, and light on paper', async () => {
      const page = await browser!.newPage({ colorScheme: 'dark' });
      await page.goto(pathToFileURL(join(out, 'report.html')).href);
      const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(await paper()).toBe('rgb(20, 24, 28)');
      await page.emulateMedia({ media: 'print' });
      // A4 less its margins.
      await page.setViewportSize({ width: 711, height: 1000 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(711);
      expect(await paper()).toBe('rgb(255, 255, 255)');
      await page.close();
    });
  });
});

/** Runs in the page: labels that leave their picture or lie on each other. */
const labelsInTheWay = `[...document.querySelectorAll('svg')].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  const labels = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
  return labels.flatMap(({ text, box }, i) => {
    const isOut = box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
    const over = labels.slice(i + 1).filter((other) =>
      box.left < other.box.right && other.box.left < box.right && box.top < other.box.bottom - 2 && other.box.top < box.bottom - 2);
    return [...(isOut ? [text + ' leaves the picture'] : []), ...over.map((other) => text + ' on ' + other.text)];
  });
})`;
