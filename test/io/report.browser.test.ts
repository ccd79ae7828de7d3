import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { drawMap } from '../../src/io/map/drawMap.js';
import { writeReport } from '../../src/io/report/writeReport.js';
import { shapeTerritories } from '../../src/io/shape/shapeTerritories.js';
import { findBrowser } from '../support/findBrowser.js';
import { samplePlan } from './support/samplePlan.js';

const executablePath = findBrowser();
if (executablePath === undefined) console.log('report in a browser: SKIPPED, no Chromium is installed');

const TERRITORIES = 24;

/** Accounts round 24 centres, one of them with a name that tries to run. */
function sample() {
  const random = createRandom(7);
  const samples = Array.from({ length: 480 }, (_, i) => {
    const territory = i % TERRITORIES;
    return {
      lon: 4 + 2.2 * (territory % 6) + 2 * random.nextShare(),
      lat: 44 + 2.2 * Math.floor(territory / 6) + 2 * random.nextShare(),
      territory,
      hours: 0.5,
      name: i === 0 ? '<img src=x onerror="window.ran=1">' : `Café ${i}`,
    };
  });
  return samplePlan(samples, TERRITORIES);
}

describe.skipIf(executablePath === undefined)('the report in a browser', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-report-'));
  const file = (name: string) => pathToFileURL(join(folder, name)).href;
  let browser: Browser;
  const problems: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    const { plan, accounts } = sample();
    const shapes = shapeTerritories(plan, accounts);
    writeFileSync(join(folder, 'report.html'), writeReport(plan, accounts, shapes));
    writeFileSync(join(folder, 'map.svg'), drawMap(plan, accounts, shapes));
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath, args });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(name: string, width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(file(name));
    return page;
  }

  it('runs without a complaint, asks for nothing and lets no name run', async () => {
    const page = await open('report.html', 1280);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(problems).toEqual([]);
    expect(requests).toEqual([file('report.html')]);
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }))",
    );
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(problems.splice(0).join()).toMatch(/Content Security Policy/);
    await page.close();
  });

  it('finds accounts by any part of a name, accents or not', async () => {
    const page = await open('report.html', 1280);
    expect(await page.locator('#shown').textContent()).toBe('1–50 of 480 accounts');
    await page.fill('#search', 'cafe 47');
    expect(await page.locator('#accounts tbody tr').count()).toBe(15);
    expect(await page.locator('#shown').textContent()).toBe('1–15 of 15 that match, 480 in all');
    await page.fill('#search', 'nobody');
    expect(await page.locator('#shown').textContent()).toBe('No account matches.');
    await page.close();
  });

  it('sorts by keyboard and says so', async () => {
    const page = await open('report.html', 1280);
    await page.locator('#scorecard thead button').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#scorecard tbody tr').first().getAttribute('data-t')).toBe('24');
    expect(await page.locator('#scorecard thead th').first().getAttribute('aria-sort')).toBe('descending');
    expect(await page.locator('#said').textContent()).toBe('Sorted by Territory, descending');
    await page.locator('#accounts thead button').nth(3).focus();
    await page.keyboard.press('Space');
    expect(await page.locator('#accounts thead th').nth(3).getAttribute('aria-sort')).toBe('ascending');
    await page.close();
  });

  it('shows the accounts of a territory and lights it up on the map', async () => {
    const page = await open('report.html', 1280);
    const row = page.locator('#scorecard tbody tr').first();
    await row.locator('button').focus();
    expect(await page.locator('#ground .on').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await page.locator('#shown').textContent()).toBe('1–20 of 20 that match, 480 in all');
    await page.close();
  });

  it.each([1280, 390])('spills nowhere at %i pixels', async (width) => {
    for (const name of ['report.html', 'map.svg']) {
      const page = await open(name, width);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.close();
    }
  });

  it.each([1280, 390])(
    'overprints no number at %i pixels and keeps all inside their ground',
    async (width) => {
      const page = await open('report.html', width);
      const numbers = await page.evaluate(numbersOfMap);
      expect(numbers.map(({ text }) => text)).toEqual(
        Array.from({ length: TERRITORIES }, (_, i) => `${i + 1}`),
      );
      expect(numbers.filter(({ isInside }) => !isInside)).toEqual([]);
      for (const [i, one] of numbers.entries()) {
        for (const other of numbers.slice(i + 1)) {
          const apart =
            Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
            Math.abs(one.y - other.y) >= one.size * 0.7;
          expect(apart, `${one.text} and ${other.text}`).toBe(true);
        }
      }
      await page.close();
    },
  );

  it('is dark where the reader prefers that, and has no controls on paper', async () => {
    const page = await open('report.html', 1280, 'dark');
    const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await paper()).toBe('rgb(20, 24, 28)');
    await page.emulateMedia({ media: 'print' });
    expect(await paper()).toBe('rgb(255, 255, 255)');
    expect(await page.locator('.controls').isVisible()).toBe(false);
    await page.close();
  });
});

/** Runs in the page: the numbers that the map shows, and whether they lie in the shape of that number. */
const numbersOfMap = `(() => {
  const view = document.querySelector('.view svg');
  const texts = [...view.querySelectorAll('.main-numbers .no:not(.letter)')];
  return texts.filter((text) => getComputedStyle(text).display !== 'none').map((text) => {
    const { x, y, width } = text.getBoundingClientRect();
    const point = view.createSVGPoint();
    point.x = 10 * text.x.baseVal[0].value;
    point.y = 10 * text.y.baseVal[0].value;
    const shape = document.querySelector('#ground [data-t="' + text.textContent + '"]');
    const size = parseFloat(getComputedStyle(text).fontSize) * view.getBoundingClientRect().width / 850;
    return { text: text.textContent, x: x + width / 2, y, width, size, isInside: shape.isPointInFill(point) };
  });
})()` as unknown as () => {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
  isInside: boolean;
}[];
