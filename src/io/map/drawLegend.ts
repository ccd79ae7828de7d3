import type { Plan } from '../../plan/plan.js';
import { escapeMarkup } from '../escapeMarkup.js';
import { formatFigure, shorten } from '../formatFigure.js';
import type { PlannedAccount } from '../joinAccounts.js';
import { measureName } from './deviations.js';
import type { MapView, MapViews } from './drawViews.js';

const WIDTH = 850;

/** Says what dots and colours mean, and what the map leaves out. */
export function drawLegend(
  plan: Plan,
  accounts: readonly PlannedAccount[],
  dotMeasure: string | null,
  dotSizes: MapViews['dotSizes'],
): MapView {
  const measure = plan.measures.find(({ id }) => id === dotMeasure);
  const name = measure ? shorten(measureName(measure), 24) : null;
  let x = 4;
  const dots =
    name === null
      ? []
      : dotSizes
          .filter(({ upTo }) => upTo > 0)
          .map(({ radius, upTo }) => {
            const label = `≤ ${roundFigure(upTo)}`;
            const mark = `<circle class="soft" cx="${x + 4}" cy="9" r="${radius.toFixed(1)}"/><text class="soft" x="${x + 12}" y="13">${label}</text>`;
            x += 24 + 6.6 * label.length;
            return mark;
          });
  const unit = measure?.unit === undefined ? '' : `, ${measure.unit}`;
  const heading = name === null ? 'A dot is an account.' : `A dot is an account, its size ${name}${unit}:`;
  const indent = Math.round(6 + 6 * heading.length);
  const notes = [
    'A dot has the hue of the territory that holds it; the ground that of the territory with most accounts there.',
    ...missing(accounts),
  ];
  const texts = notes.map(
    (note, i) => `<text class="soft" x="0" y="${31 + 17 * i}">${escapeMarkup(note)}</text>`,
  );
  return {
    width: WIDTH,
    height: 22 + 17 * notes.length,
    content: `<g class="legend-text"><text class="soft" x="0" y="13">${escapeMarkup(heading)}</text><g transform="translate(${indent})">${dots.join('')}</g>${texts.join('')}</g>`,
  };
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

/** Two leading digits are enough for a legend. */
function roundFigure(value: number): string {
  const [digits, power] = value.toExponential(1).split('e');
  return formatFigure(Number(`${digits}e${power}`), Math.max(0, 1 - Number(power)));
}
