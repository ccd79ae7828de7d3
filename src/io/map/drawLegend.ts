import type { Plan } from '../../plan/plan.js';
import { escapeMarkup } from '../escapeMarkup.js';
import { formatFigure, shorten } from '../formatFigure.js';
import type { PlannedAccount } from '../joinAccounts.js';
import { measureName } from './deviations.js';
import type { MapView, MapViews } from './drawViews.js';
import { wrapWords } from './wrapWords.js';

/** Height of a line and width of a character, in pixels. */
const LINE = 17;
const CHARACTER = 6.3;

/** Says what dots and colours mean, and what the map leaves out, in lines that fit a width in pixels. */
export function drawLegend(
  plan: Plan,
  accounts: readonly PlannedAccount[],
  dotMeasure: string | null,
  dotSizes: MapViews['dotSizes'],
  width: number,
): MapView {
  const measure = plan.measures.find(({ id }) => id === dotMeasure);
  const unit = measure?.unit === undefined ? '' : `, ${shorten(measure.unit, 12)}`;
  const size = measure && `; its size is ${shorten(measureName(measure), 24)}${unit}`;
  const notes = [
    `A dot is an account in the hue of its territory${size ?? ''}.`,
    'Ground has the colour of the territory with most accounts.',
    ...missing(accounts),
  ];
  const lines = wrapWords(notes.join(' '), Math.floor(width / CHARACTER));
  const texts = lines.map(
    (line, i) => `<text class="soft" x="0" y="${13 + LINE * i}">${escapeMarkup(line)}</text>`,
  );
  const dots = measure === undefined ? '' : dotRow(dotSizes, 4 + LINE * lines.length);
  return {
    width,
    height: 6 + LINE * (lines.length + (dots === '' ? 0 : 1)),
    content: `<g class="legend-text">${texts.join('')}${dots}</g>`,
  };
}

function dotRow(dotSizes: MapViews['dotSizes'], y: number): string {
  let x = 0;
  return dotSizes
    .filter(({ upTo }) => upTo > 0)
    .map(({ radius, upTo }) => {
      const label = `≤ ${shortFigure(upTo)}`;
      const mark =
        `<circle class="soft" cx="${x + 5}" cy="${y + 5}" r="${radius.toFixed(1)}"/>` +
        `<text class="soft" x="${x + 12}" y="${y + 9}">${label}</text>`;
      x += Math.round(22 + CHARACTER * label.length);
      return mark;
    })
    .join('');
}

function missing(accounts: readonly PlannedAccount[]): string[] {
  const placeless = accounts.filter(
    ({ account }) => account.lon === undefined || account.lat === undefined,
  ).length;
  const unheld = accounts.filter(({ territory }) => territory < 0).length;
  return [
    ...(placeless > 0 ? [`Without a place and not drawn: ${formatFigure(placeless)}.`] : []),
    ...(unheld > 0 ? [`Without a territory, in black (on dark paper white): ${formatFigure(unheld)}.`] : []),
  ];
}

const SCALES = [
  [1e9, 'bn'],
  [1e6, 'm'],
  [1e3, 'k'],
] as const;

/** Two digits and a word for thousands, millions, billions: enough for a legend. */
function shortFigure(value: number): string {
  const [scale, word] = SCALES.find(([least]) => value >= 0.995 * least) ?? [1, ''];
  const scaled = value / scale;
  return `${formatFigure(scaled, scaled >= 9.95 ? 0 : 1).replace(/\.0$/, '')}${word && `\u00a0${word}`}`;
}
