import type { Plan, PlanMeasure, PlanTerritory } from '../../plan/plan.js';
import { escapeMarkup } from '../escapeMarkup.js';
import { formatDeviation, formatPercent, shorten } from '../formatFigure.js';
import type { TerritoryShapes } from '../shape/shapeTerritories.js';
import { deviationOf, measureName } from './deviations.js';
import type { MapView } from './drawViews.js';

const ROW_HEIGHT = 11.5;
const HEAD_HEIGHT = 34;
const FOOT_HEIGHT = 18;
const NAME_WIDTH = 118;
/** Width of the figure at the right of a panel. */
const FIGURE_WIDTH = 34;
const PANEL_GAP = 10;
/** An axis with less room between its outer labels goes without the zero. */
const MIN_AXIS = 70;
const NAME_LENGTH = 17;

/** An axis ends here at the latest, in tolerances; longer bars are cut, their figure tells. */
const LONGEST_AXIS = 6;

/**
 * Draws how far every territory is from its targets: bars round zero, one panel for each measure, the tolerance as a
 * band, in the order of the numbers on the map.
 */
export function drawChart(
  plan: Plan,
  shapes: TerritoryShapes,
  names: Readonly<Record<string, string>>,
  width: number,
): MapView {
  const rows = plan.territories
    .map((territory, t) => ({ territory, number: shapes.territories[t].number }))
    .sort((one, other) => one.number - other.number);
  const height = HEAD_HEIGHT + rows.length * ROW_HEIGHT + FOOT_HEIGHT;
  const panelWidth = (width - NAME_WIDTH) / Math.max(1, plan.measures.length) - PANEL_GAP;
  const stripes = rows.flatMap((_, i) =>
    i % 2 === 1
      ? [
          `<rect class="stripe" x="0" y="${HEAD_HEIGHT + i * ROW_HEIGHT}" width="${width}" height="${ROW_HEIGHT}"/>`,
        ]
      : [],
  );
  const panels = plan.measures.map((measure, m) => {
    const left = NAME_WIDTH + m * (panelWidth + PANEL_GAP) + PANEL_GAP;
    return drawPanel(
      plan,
      measure,
      rows.map(({ territory }) => territory),
      left,
      panelWidth,
    );
  });
  const texts = rows.map(({ territory, number }, i) => {
    const y = round(baseline(i));
    const name = escapeMarkup(shorten(names[territory.id] ?? territory.id, NAME_LENGTH));
    return `<text class="ink bold end" x="18" y="${y}">${number}</text><text class="ink" x="23" y="${y}">${name}</text>`;
  });
  return {
    width,
    height,
    content: `<g class="chart-text">${stripes.join('')}${panels.join('')}${texts.join('')}</g>`,
  };
}

function drawPanel(
  plan: Plan,
  measure: PlanMeasure,
  territories: readonly PlanTerritory[],
  left: number,
  width: number,
): string {
  const deviations = territories.map((territory) => deviationOf(territory, measure.id));
  const reach = axisReach(measure, deviations);
  const half = (width - FIGURE_WIDTH) / 2;
  const zero = left + half;
  const toX = (share: number) => round(zero + Math.max(-1, Math.min(1, share / reach)) * half);
  const top = HEAD_HEIGHT - 3;
  const bottom = HEAD_HEIGHT + territories.length * ROW_HEIGHT + 3;
  const { tolerance } = measure;
  const isBounded = tolerance !== null && tolerance > 0;
  const outside = new Set(
    plan.violations.filter(({ measureId }) => measureId === measure.id).map(({ territoryId }) => territoryId),
  );
  const bars = deviations.map((deviation, i) => {
    const [from, to] = deviation < 0 ? [toX(deviation), zero] : [zero, toX(deviation)];
    const kind = outside.has(territories[i].id) ? 'bar out' : 'bar';
    const y = round(HEAD_HEIGHT + i * ROW_HEIGHT + 2);
    const figure = formatDeviation(deviation).slice(0, -2);
    return (
      `<rect class="${kind}" x="${round(from)}" y="${y}" width="${round(Math.max(0.6, to - from))}" height="${ROW_HEIGHT - 4}"/>` +
      `<text class="soft end" x="${round(left + width)}" y="${round(baseline(i))}">${figure}</text>`
    );
  });
  const ticks = isBounded ? [-tolerance, 0, tolerance] : [-reach, 0, reach];
  const crowded = toX(ticks[2]) - toX(ticks[0]) < MIN_AXIS;
  const marks = ticks.map((tick) => {
    const label = tick === 0 ? (crowded ? '' : '0') : formatTick(tick);
    return `<text class="soft mid" x="${toX(tick)}" y="${round(bottom + 11)}">${label}</text>`;
  });
  const band = isBounded
    ? `<rect class="band" x="${toX(-tolerance)}" y="${top}" width="${round(toX(tolerance) - toX(-tolerance))}" height="${round(bottom - top)}"/>`
    : '';
  const note = isBounded ? `tolerance ±${formatPercent(tolerance)}` : 'not balanced';
  return (
    `<text class="ink bold" x="${round(left)}" y="12">${escapeMarkup(shorten(measureName(measure), 18))}</text>` +
    `<text class="soft" x="${round(left)}" y="24">${note}</text>${band}` +
    `<path class="zero" d="M${round(zero)} ${top}V${round(bottom)}"/>${bars.join('')}${marks.join('')}`
  );
}

/** How far the axis goes to either side: what holds the tolerance and the longest bar, but not an odd one out. */
function axisReach({ tolerance }: PlanMeasure, deviations: readonly number[]): number {
  const finite = deviations.map(Math.abs).filter(Number.isFinite);
  const longest = finite.reduce((most, value) => Math.max(most, value), 0);
  if (tolerance === null || tolerance === 0) return longest || 1;
  return Math.min(LONGEST_AXIS * tolerance, Math.max(1.15 * tolerance, longest));
}

function formatTick(share: number): string {
  return share < 0 ? `\u2212${formatPercent(-share)}` : `+${formatPercent(share)}`;
}

/** Where the text of row i stands. */
function baseline(i: number): number {
  return HEAD_HEIGHT + (i + 0.5) * ROW_HEIGHT + 3.2;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
