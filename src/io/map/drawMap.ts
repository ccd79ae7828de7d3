import { type OptionCheck, resolveOptions } from '../../core/options.js';
import type { Account } from '../../model/account.js';
import { checkPlan } from '../../plan/checkPlan.js';
import type { Plan } from '../../plan/plan.js';
import { joinAccounts } from '../joinAccounts.js';
import { checkShapesOf } from '../shape/checkShapesOf.js';
import type { TerritoryShapes } from '../shape/shapeTerritories.js';
import { arrangeSheet } from './arrangeSheet.js';
import { stateFinding } from './deviations.js';
import { drawChart } from './drawChart.js';
import { drawLegend } from './drawLegend.js';
import { drawViews } from './drawViews.js';

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
  checkPlan('plan', plan);
  return { names: {}, dotMeasure: plan.measures.at(-1)?.id ?? null, title: null };
}

/** Sizes in pixels of the picture on a wide screen. */
export const MAP_WIDTH = 850;
export const MAP_MAX_HEIGHT = 620;
export const INSET_WIDTH = 272;
export const CHART_WIDTH = 372;
/** As many as the narrowest screens have. */
export const NARROW_LEGEND_WIDTH = 360;

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
 * @example
 * ```ts
 * import { drawMap, shapeTerritories } from 'bailiwick/io';
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
 * const svg = drawMap(plan, accounts, shapeTerritories(plan, accounts), { names: { north: 'Minneapolis' } });
 * svg.includes('All 2 territories within limits'); // => true
 * ```
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
  checkShapesOf(plan, shapes);
  const views = drawViews(shapes, planned, dotMeasure, MAP_WIDTH, MAP_MAX_HEIGHT, INSET_WIDTH);
  const finding = stateFinding(plan, names);
  const legend = (width: number) => drawLegend(plan, planned, dotMeasure, views.dotSizes, width);
  return arrangeSheet({
    title: title ?? finding.title,
    detail: finding.detail,
    views,
    chart: drawChart(plan, shapes, names, CHART_WIDTH),
    wideLegend: legend(MAP_WIDTH),
    narrowLegend: legend(NARROW_LEGEND_WIDTH),
  });
}
