import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../src/core/errors.js';
import { MAP_STYLE } from '../../src/io/map/mapStyle.js';
import { SCRIPT_HASH, STYLE_HASH } from '../../src/io/report/hashes.js';
import { REPORT_SCRIPT } from '../../src/io/report/reportScript.js';
import { REPORT_STYLE } from '../../src/io/report/reportStyle.js';
import { writeReport } from '../../src/io/report/writeReport.js';
import { shapeTerritories } from '../../src/io/shape/shapeTerritories.js';
import { findAll, parseMarkup, textOf } from './support/parseMarkup.js';
import { samplePlan } from './support/samplePlan.js';

const { plan, accounts } = samplePlan(
  [
    { lon: 10, lat: 40, territory: 0, hours: 10, name: 'First & Co' },
    { lon: 12, lat: 41, territory: 1, hours: 12.5 },
    { lon: 11, lat: 42, territory: -1 },
  ],
  2,
);
const shapes = shapeTerritories(plan, accounts);

function sha256(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

describe('writeReport', () => {
  const html = writeReport(plan, accounts, shapes, { names: { t0: 'North' } });
  const document = parseMarkup(html);

  it('allows nothing but its own script and style, by their hashes', () => {
    const [policy] = findAll(document, 'meta').filter(
      ({ attributes }) => attributes['http-equiv'] !== undefined,
    );
    expect(policy.attributes.content).toBe(
      `default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`,
    );
    expect(SCRIPT_HASH).toBe(sha256(REPORT_SCRIPT));
    expect(STYLE_HASH).toBe(sha256(MAP_STYLE + REPORT_STYLE));
    expect(textOf(findAll(document, 'style')[0])).toBe(MAP_STYLE + REPORT_STYLE);
    expect(textOf(findAll(document, 'script')[1])).toBe(REPORT_SCRIPT);
  });

  it('states the finding with the largest deviation', () => {
    const finding = '1 of 2 territories outside limits; largest deviation +25.0\u00a0% in hours (t1)';
    expect(textOf(findAll(document, 'h1')[0])).toBe(finding);
    expect(textOf(findAll(document, 'title')[0])).toBe(finding);
  });

  it('lists what does not hold, and leaves that out where everything does', () => {
    expect(html).toContain('What does not hold');
    const { plan: good, accounts: few } = samplePlan([{ lon: 1, lat: 1, territory: 0, hours: 10 }], 1);
    expect(writeReport(good, few, shapeTerritories(good, few))).not.toContain('What does not hold');
  });

  it('shows a row for each territory in the order of the numbers', () => {
    const table = findAll(document, 'table').find(({ attributes }) => attributes.id === 'scorecard')!;
    const rows = findAll(findAll(table, 'tbody')[0], 'tr').map((row) => row.attributes['data-t']);
    expect(rows).toEqual(['1', '2']);
    expect(textOf(findAll(table, 'tfoot')[0])).toContain('22.5'.slice(0, 2));
  });

  it('takes rows and columns of a scorecard and wants one row for each territory', () => {
    const columns = [{ header: 'Quota', value: ({ quota }: { quota: number }) => quota, total: 7 }];
    const rows = [
      { territoryId: 't1', quota: 3 },
      { territoryId: 't0', quota: 4 },
    ];
    const own = parseMarkup(writeReport(plan, accounts, shapes, { scorecard: { rows, columns } }));
    const cells = findAll(findAll(own, 'tbody')[1], 'td').map(textOf);
    const order = shapes.territories.toSorted((one, other) => one.number - other.number).map(({ id }) => id);
    expect(cells).toEqual(order.map((id) => (id === 't0' ? '4' : '3')));
    const twice = { rows: [rows[0], rows[0]], columns };
    expect(() => writeReport(plan, accounts, shapes, { scorecard: twice })).toThrow(InputError);
  });

  it('refuses options that it does not know and accounts that are not of the plan', () => {
    expect(() => writeReport(plan, accounts, shapes, { colour: 1 } as never)).toThrow(OptionsError);
    expect(() => writeReport(plan, accounts.slice(1), shapes)).toThrow(InputError);
  });

  it('is the same every time', () => {
    expect(writeReport(plan, accounts, shapeTerritories(plan, accounts), { names: { t0: 'North' } })).toBe(
      html,
    );
  });
});
