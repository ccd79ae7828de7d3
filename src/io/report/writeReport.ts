import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { type OptionCheck, resolveOptions } from '../../core/options.js';
import type { Account } from '../../model/account.js';
import type { Plan } from '../../plan/plan.js';
import { escapeMarkup } from '../escapeMarkup.js';
import type { TableColumn } from '../formatTable.js';
import { joinAccounts } from '../joinAccounts.js';
import { stateFinding } from '../map/deviations.js';
import { drawChart } from '../map/drawChart.js';
import { drawLegend } from '../map/drawLegend.js';
import {
  CHART_WIDTH,
  defaultMapOptions,
  INSET_WIDTH,
  MAP_CHECKS,
  MAP_MAX_HEIGHT,
  MAP_WIDTH,
  type MapOptions,
  NARROW_LEGEND_WIDTH,
} from '../map/drawMap.js';
import { drawViews, type MapView } from '../map/drawViews.js';
import { MAP_STYLE } from '../map/mapStyle.js';
import { checkShapesOf } from '../shape/checkShapesOf.js';
import type { TerritoryShapes } from '../shape/shapeTerritories.js';
import { writeAccountsSection } from './accountsSection.js';
import { writeFacts, writeFooter, writeProblems } from './facts.js';
import { SCRIPT_HASH, STYLE_HASH } from './hashes.js';
import { REPORT_SCRIPT } from './reportScript.js';
import { REPORT_STYLE } from './reportStyle.js';
import { planScorecard, writeScorecardSection } from './scorecardSection.js';

/** One row of a report's scorecard: the figures of a territory. */
export interface ReportRow {
  readonly territoryId: string;
}

/** What a report shows beside the plan. */
export interface ReportOptions<Row extends ReportRow> extends MapOptions {
  /**
   * Rows, one for each territory in any order, and what to show of them; number and name of the territory come first by
   * themselves. `null` for accounts, loads and deviations as the plan has them. Default: `null`.
   */
  readonly scorecard: { readonly rows: readonly Row[]; readonly columns: readonly TableColumn<Row>[] } | null;
  /** What to show of an account after id, name and territory; `null` for its measures. Default: `null`. */
  readonly accountColumns: readonly TableColumn<Account>[] | null;
}

const isScorecard: OptionCheck = (value) => {
  const { rows, columns } = (value ?? { rows: [], columns: [] }) as { rows?: unknown; columns?: unknown };
  return Array.isArray(rows) && Array.isArray(columns) ? null : 'rows and columns, or null';
};

const isColumns: OptionCheck = (value) =>
  value === null || Array.isArray(value) ? null : 'a list of columns or null';

/**
 * Writes a plan as a report: one HTML file with the map, the deviation of every territory, the scorecard and the
 * accounts.
 *
 * The tables sort, accounts can be searched, everything can be reached by keyboard; it reads well on paper, on a narrow
 * screen and in the dark. It needs nothing else and asks for nothing: its content security policy allows no network, and
 * of scripts and styles only its own, by their hashes. Every text that comes from the input is escaped.
 *
 * @param plan - the plan
 * @param accounts - the accounts it was made from, in any order
 * @param shapes - the ground of its territories, from `shapeTerritories`
 * @param options - names, scorecard, columns, heading
 * @returns a complete HTML document
 * @throws `InputError` when plan, accounts and scorecard do not belong together, `OptionsError` for an option that does
 *   not exist
 * @remarks O(accounts x columns + corners of the ground). The same bytes on every runtime.
 * @example
 * ```ts
 * import { shapeTerritories, writeReport } from 'bailiwick/io';
 * import { solvePlan } from 'bailiwick/plan';
 *
 * const accounts = [
 *   { id: 'a', lon: -93.3, lat: 45, measures: { hours: 4 }, attributes: {} },
 *   { id: 'b', lon: -87.6, lat: 41.9, measures: { hours: 4 }, attributes: {} },
 * ];
 * const territories = [
 *   { id: 'north', repIds: ['r1'], seat: { lon: -93, lat: 45 } },
 *   { id: 'lakes', repIds: ['r2'], seat: { lon: -88, lat: 42 } },
 * ];
 * const plan = solvePlan({ accounts, territories, measures: [{ id: 'hours', tolerance: 0.1 }] });
 * const html = writeReport(plan, accounts, shapeTerritories(plan, accounts), {
 *   scorecard: {
 *     rows: plan.territories.map(({ id, loads }) => ({ territoryId: id, hours: loads.hours })),
 *     columns: [{ header: 'Hours', value: ({ hours }) => hours, total: 8 }],
 *   },
 * });
 * html.includes("default-src 'none'"); // => true
 * ```
 */
export function writeReport<Row extends ReportRow>(
  plan: Plan,
  accounts: readonly Account[],
  shapes: TerritoryShapes,
  options: Partial<ReportOptions<Row>> = {},
): string {
  const defaults: ReportOptions<Row> = { ...defaultMapOptions(plan), scorecard: null, accountColumns: null };
  const checks = { ...MAP_CHECKS, scorecard: isScorecard, accountColumns: isColumns };
  const { names, dotMeasure, title, scorecard, accountColumns } = resolveOptions(
    'writeReport',
    defaults,
    options,
    checks,
  );
  const planned = joinAccounts(plan, accounts);
  checkShapesOf(plan, shapes);
  const finding = stateFinding(plan, names);
  const heading = escapeMarkup(title ?? finding.title);
  const views = drawViews(shapes, planned, dotMeasure, MAP_WIDTH, MAP_MAX_HEIGHT, INSET_WIDTH);
  const legend = drawLegend(plan, planned, dotMeasure, views.dotSizes, NARROW_LEGEND_WIDTH);
  const insets = views.insets.map((inset) => svg(inset, 'Part of the map, enlarged')).join('');
  if (scorecard !== null) checkRows(plan, scorecard.rows);
  const table =
    scorecard === null
      ? writeScorecardSection(shapes, names, ...planScorecard(plan))
      : writeScorecardSection(shapes, names, scorecard.rows, scorecard.columns);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8" />',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'" />`,
    '<meta name="viewport" content="width=device-width, initial-scale=1" /><meta name="referrer" content="no-referrer" />',
    `<title>${heading}</title><style>${MAP_STYLE}${REPORT_STYLE}</style></head>`,
    `<body><header><h1>${heading}</h1><p class="detail">${escapeMarkup(finding.detail)}</p></header><main>`,
    writeFacts(plan),
    writeProblems(plan, shapes, names),
    `<svg class="hidden" aria-hidden="true">${views.definitions}</svg>`,
    `<figure><div><div class="view">${svg(views.main, 'Map of the territories, numbered from the north-west to the south-east')}</div>`,
    `<div class="insets">${insets}</div><div class="legend">${svg(legend, 'What the dots and colours mean')}</div></div>`,
    `<div class="chart">${svg(drawChart(plan, shapes, names, CHART_WIDTH), 'Deviation of every territory from its targets; the figures are in the table below')}</div></figure>`,
    table,
    writeAccountsSection(planned, shapes, names, accountColumns ?? measureColumns(plan)),
    `</main>${writeFooter(plan)}<script>${REPORT_SCRIPT}</script></body></html>\n`,
  ].join('\n');
}

function svg({ width, height, content }: MapView, label: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">${content}</svg>`;
}

function measureColumns(plan: Plan): TableColumn<Account>[] {
  return plan.measures.map(({ id, name, unit }) => ({
    header: `${name ?? id}${unit === undefined ? '' : `, ${unit}`}`,
    value: ({ measures }) => measures[id] ?? null,
    decimals: unit === 'h' ? 1 : 0,
  }));
}

/** Sees to it that every territory has exactly one row. */
function checkRows(plan: Plan, rows: readonly ReportRow[]): void {
  const issues: Issue[] = [];
  const missing = new Set(plan.territories.map(({ id }) => id));
  rows.forEach(({ territoryId }, row) => {
    if (missing.delete(territoryId)) return;
    addIssue(
      issues,
      badValue(row, 'territoryId', 'unknown-territory', 'a territory of the plan, once', territoryId),
    );
  });
  for (const id of missing) {
    issues.push(badValue(null, 'territoryId', 'missing-territory', 'in a row for every territory', id));
  }
  if (issues.length > 0) throw new InputError('scorecard of the report', issues);
}
