import { type OptionCheck, resolveOptions } from '../../core/options.js';
import type { Account } from '../../model/account.js';
import type { Plan } from '../../plan/plan.js';
import { escapeMarkup } from '../escapeMarkup.js';
import { joinAccounts } from '../joinAccounts.js';
import type { TerritoryShapes } from '../shape/shapeTerritories.js';
import { type Finding, stateFinding } from './deviations.js';
import { drawChart } from './drawChart.js';
import { drawLegend } from './drawLegend.js';
import { drawViews, type MapView } from './drawViews.js';
import { MAP_STYLE } from './mapStyle.js';
import { wrapWords } from './wrapWords.js';

/** What a map shows beside the plan. */
export interface MapOptions {
  /** What territories are called, by id; the id itself where there is no name. Default: none. */
  readonly names: Readonly<Record<string, string>>;
  /** Id of the measure that the size of a dot stands for; `null` for dots of one size. Default: the last of the plan. */
  readonly dotMeasure: string | null;
  /** The heading; `null` for the finding with the largest deviation. Default: `null`. */
  readonly title: string | null;
}

const isTextOrNull: OptionCheck = (value) =>
  value === null || typeof value === 'string' ? null : 'a text or null';

const isNames: OptionCheck = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((name) => typeof name === 'string')
    ? null
    : 'an object of texts';

/** How the options of a map are told from bad ones. */
export const MAP_CHECKS = { names: isNames, dotMeasure: isTextOrNull, title: isTextOrNull } as const;

/** The options of a map that shows a plan, unless told. */
export function defaultMapOptions(plan: Plan): MapOptions {
  return { names: {}, dotMeasure: plan.measures.at(-1)?.id ?? null, title: null };
}

/** Sizes in pixels of the picture on a wide screen. */
export const MAP_WIDTH = 850;
export const MAP_MAX_HEIGHT = 620;
export const INSET_WIDTH = 272;
export const CHART_WIDTH = 372;
const SHEET_WIDTH = 1280;
const MARGIN = 20;
const GAP = 14;

/**
 * Draws a plan as one SVG picture: the territories with numbers from the north-west to the south-east and a dot for
 * every account, crowded parts again and larger, and beside it the deviation of every territory from its targets, in
 * the same order, with the tolerance. The heading states the finding.
 *
 * @param plan - the plan
 * @param accounts - the accounts it was made from, in any order; those without a place are counted, not drawn
 * @param shapes - the ground of its territories, from `shapeTerritories`
 * @param options - names, dots, heading
 * @returns a complete SVG document, 1280 pixels wide, without scripts or references to other files; on a narrow upright
 *   screen the chart goes below the map; dark where the reader prefers that, light on paper
 * @throws `InputError` when plan and accounts do not belong together, `OptionsError` for an option that does not exist
 * @remarks O(accounts + corners of the ground). The same bytes on every runtime.
 */
export function drawMap(
  plan: Plan,
  accounts: readonly Account[],
  shapes: TerritoryShapes,
  options: Partial<MapOptions> = {},
): string {
  const { names, dotMeasure, title } = resolveOptions(
    'drawMap',
    defaultMapOptions(plan),
    options,
    MAP_CHECKS,
  );
  const planned = joinAccounts(plan, accounts);
  const views = drawViews(shapes, planned, dotMeasure, MAP_WIDTH, MAP_MAX_HEIGHT, INSET_WIDTH);
  const chart = drawChart(plan, shapes, names, CHART_WIDTH);
  const finding = stateFinding(plan, names);
  const heading: Finding = { ...finding, title: title ?? finding.title };
  return arrange(
    heading,
    views.main,
    views.insets,
    chart,
    drawLegend(plan, planned, dotMeasure, views.dotSizes),
    views.definitions,
  );
}

/** Puts the views on one sheet; the style moves them below each other on a narrow screen. */
function arrange(
  { title, detail }: Finding,
  main: MapView,
  insets: readonly MapView[],
  chart: MapView,
  legend: MapView,
  definitions: string,
): string {
  const titles = wrapWords(title, 112);
  const details = wrapWords(detail, 190);
  const headHeight = 16 + 24 * titles.length + 17 * details.length + 8;
  const insetTop = headHeight + main.height + GAP;
  const insetHeight = insets[0]?.height ?? 0;
  const legendTop = insetTop + insetHeight + (insets.length > 0 ? GAP : 0);
  const height = Math.ceil(Math.max(legendTop + legend.height, headHeight + chart.height) + GAP);
  const wide =
    lines(titles, 'title ink', MARGIN, 32, 24) +
    lines(details, 'detail soft', MARGIN, 14 + 24 * titles.length + 16, 17);
  const parts = [
    place('map', MARGIN, headHeight, main),
    ...insets.map((inset, i) => place(`inset inset${i}`, MARGIN + i * (INSET_WIDTH + GAP), insetTop, inset)),
    place('legend', MARGIN, legendTop, legend),
    place('chart', MARGIN + MAP_WIDTH + 2 * GAP, headHeight, chart),
  ];
  const narrow = narrowLayout(title, detail, main, insets, chart, legend);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SHEET_WIDTH}" height="${height}" viewBox="0 0 ${SHEET_WIDTH} ${height}" preserveAspectRatio="xMinYMin" role="img" aria-labelledby="title detail">` +
    `<title id="title">${escapeMarkup(title)}</title><desc id="detail">${escapeMarkup(detail)}</desc>` +
    `<style>${MAP_STYLE}${SHEET_STYLE}${narrow.style}</style>${definitions}` +
    `<rect class="paper" width="${SHEET_WIDTH}" height="${Math.max(height, narrow.height)}"/>` +
    `<g class="on-wide">${wide}</g><g class="on-narrow">${narrow.heading}</g>${parts.join('')}</svg>\n`
  );
}

const SHEET_STYLE = '.title{font-size:19px;font-weight:700}.detail{font-size:13px}.on-narrow{display:none}';

/** Places the parts below each other for a screen held upright: each as wide as the sheet. */
function narrowLayout(
  title: string,
  detail: string,
  main: MapView,
  insets: readonly MapView[],
  chart: MapView,
  legend: MapView,
) {
  const titles = wrapWords(title, 44);
  const details = wrapWords(detail, 58);
  const heading =
    lines(titles, 'title ink', 40, 75, 62) + lines(details, 'detail soft', 40, 62 * titles.length + 70, 48);
  let top = 62 * titles.length + 48 * details.length + 70;
  const rules: string[] = [];
  const stack = (selector: string, view: MapView) => {
    const scale = (SHEET_WIDTH - 2 * MARGIN) / view.width;
    rules.push(
      `${selector}{transform:translate(${MARGIN}px,${Math.round(top)}px) scale(${scale.toFixed(4)})}`,
    );
    top += view.height * scale + 2 * MARGIN;
  };
  stack('.map', main);
  for (const [i, inset] of insets.entries()) stack(`.inset${i}`, inset);
  stack('.legend', legend);
  stack('.chart', chart);
  const height = Math.ceil(top + MARGIN);
  const style =
    '@media (max-width:700px) and (max-aspect-ratio:1/1){' +
    `:root{height:${((height / SHEET_WIDTH) * 100).toFixed(2)}vw;width:100%;overflow:visible}` +
    '.on-wide{display:none}.on-narrow{display:inline}.title{font-size:52px}.detail{font-size:39px}' +
    `.main-numbers .no{font-size:21px;stroke-width:5px}.main-numbers .wide{display:none}.main-numbers .narrow{display:inline}${rules.join('')}}`;
  return { heading, style, height };
}

function place(className: string, x: number, y: number, { width, height, content }: MapView): string {
  return (
    `<g class="${className}" transform="translate(${x} ${Math.round(y)})">` +
    `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg></g>`
  );
}

function lines(texts: readonly string[], className: string, x: number, y: number, step: number): string {
  return texts
    .map((text, i) => `<text class="${className}" x="${x}" y="${y + i * step}">${escapeMarkup(text)}</text>`)
    .join('');
}
