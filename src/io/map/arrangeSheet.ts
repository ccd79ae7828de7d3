import { escapeMarkup } from '../escapeMarkup.js';
import type { MapView, MapViews } from './drawViews.js';
import { MAP_STYLE } from './mapStyle.js';
import { wrapWords } from './wrapWords.js';

/** What is put on a sheet. */
export interface Sheet {
  readonly title: string;
  readonly detail: string;
  readonly views: MapViews;
  readonly chart: MapView;
  readonly wideLegend: MapView;
  readonly narrowLegend: MapView;
}

const SHEET_WIDTH = 1280;
const MARGIN = 20;
const GAP = 14;

const SHEET_STYLE = '.title{font-size:19px;font-weight:700}.detail{font-size:13px}.on-narrow{display:none}';

/** Puts the pieces on one sheet 1280 pixels wide; the style moves them below each other on a narrow upright screen. */
export function arrangeSheet(sheet: Sheet): string {
  const { title, detail, views, chart, wideLegend, narrowLegend } = sheet;
  const narrow = narrowLayout(sheet);
  const titles = wrapWords(title, 112);
  const details = wrapWords(detail, 190);
  const top = 24 + 24 * titles.length + 17 * details.length;
  const insetTop = top + views.main.height + GAP;
  const legendTop = insetTop + (views.insets.length > 0 ? views.insets[0].height + GAP : 0);
  const height = Math.ceil(Math.max(legendTop + wideLegend.height, top + chart.height) + GAP);
  const parts = [
    place('map', MARGIN, top, views.main),
    ...views.insets.map((inset, i) => place(`inset${i}`, MARGIN + i * (inset.width + GAP), insetTop, inset)),
    place('on-wide', MARGIN, legendTop, wideLegend),
    place('legend on-narrow', 0, 0, narrowLegend),
    place('chart', SHEET_WIDTH - MARGIN - chart.width, top, chart),
  ];
  const headings =
    textLines(titles, 'title ink', MARGIN, 32, 24) +
    textLines(details, 'detail soft', MARGIN, 30 + 24 * titles.length, 17);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SHEET_WIDTH}" height="${height}" viewBox="0 0 ${SHEET_WIDTH} ${height}" preserveAspectRatio="xMinYMin" role="img" aria-labelledby="title detail">` +
    `<title id="title">${escapeMarkup(title)}</title><desc id="detail">${escapeMarkup(detail)}</desc>` +
    `<style>${MAP_STYLE}${SHEET_STYLE}${narrow.style}</style>${views.definitions}` +
    `<rect class="paper" width="${SHEET_WIDTH}" height="${Math.max(height, narrow.height)}"/>` +
    `<g class="on-wide">${headings}</g><g class="on-narrow">${narrow.headings}</g>${parts.join('')}</svg>\n`
  );
}

/** Finds where the pieces go on a narrow screen: below each other, each as wide as the sheet. */
function narrowLayout({ title, detail, views, chart, narrowLegend }: Sheet) {
  const titles = wrapWords(title, 40);
  const details = wrapWords(detail, 54);
  const headings =
    textLines(titles, 'title ink', MARGIN, 75, 62) +
    textLines(details, 'detail soft', MARGIN, 70 + 62 * titles.length, 48);
  let top = 70 + 62 * titles.length + 48 * details.length;
  const rules: string[] = [];
  const stack = (selector: string, { width, height }: MapView) => {
    const scale = (SHEET_WIDTH - 2 * MARGIN) / width;
    rules.push(
      `${selector}{transform:translate(${MARGIN}px,${Math.round(top)}px) scale(${scale.toFixed(4)})}`,
    );
    top += height * scale + 2 * MARGIN;
  };
  stack('.map', views.main);
  for (const [i, inset] of views.insets.entries()) stack(`.inset${i}`, inset);
  stack('.legend', narrowLegend);
  stack('.chart', chart);
  const height = Math.ceil(top + MARGIN);
  const style =
    '@media (max-width:700px) and (max-aspect-ratio:1/1){' +
    `:root{width:100%;height:${((100 * height) / SHEET_WIDTH).toFixed(2)}vw;overflow:visible}` +
    '.on-wide{display:none}.on-narrow{display:inline}.title{font-size:52px}.detail{font-size:39px}' +
    '.main-numbers .no{font-size:21px;stroke-width:5px}.main-numbers .wide{display:none}' +
    `.main-numbers .narrow{display:inline}${rules.join('')}}`;
  return { headings, style, height };
}

function place(className: string, x: number, y: number, { width, height, content }: MapView): string {
  return (
    `<g class="${className}" transform="translate(${x} ${Math.round(y)})">` +
    `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg></g>`
  );
}

function textLines(texts: readonly string[], className: string, x: number, y: number, step: number): string {
  return texts
    .map((text, i) => `<text class="${className}" x="${x}" y="${y + i * step}">${escapeMarkup(text)}</text>`)
    .join('');
}
