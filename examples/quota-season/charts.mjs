/** The pictures of the report, as SVG that is 380 wide: the same drawing fits a phone and half a screen. */
import { escapeMarkup } from 'bailiwick/io';

const WIDTH = 380;
const round = (value) => Math.round(value * 10) / 10;
const million = (value, decimals = 1) => `$${(value / 1e6).toFixed(decimals)} M`;
const percent = (share) => `${Math.round(100 * share)} %`;

function svg(height, label, parts) {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeMarkup(label)}">${parts.join('')}</svg>`;
}
const text = (x, y, words, classes = '') =>
  `<text x="${round(x)}" y="${round(y)}" class="${classes}">${escapeMarkup(words)}</text>`;
const line = (x1, y1, x2, y2, classes) =>
  `<path class="${classes}" d="M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}"/>`;
const box = (x, y, width, height, classes) =>
  `<rect class="${classes}" x="${round(x)}" y="${round(y)}" width="${round(Math.max(0.6, width))}" height="${round(Math.max(0.6, height))}"/>`;

/** A round step that cuts a range into about `count` parts. */
function stepOf(range, count) {
  const base = 10 ** Math.floor(Math.log10(range / count));
  return base * [1, 2, 5, 10].find((factor) => factor * base * count >= range);
}
function ticksOf(low, high, count) {
  const step = stepOf(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const length = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length }, (_, k) => (first + k) * step);
}

/**
 * Steps from one total to another, a row each. `steps` are `{ label, value, isTotal }`; a total stands for itself, all
 * others go on from where the row before ended.
 */
export function drawWaterfall(steps, label) {
  const [left, right, rowHeight, top] = [138, WIDTH - 14, 32, 8];
  let end = 0;
  const bars = steps.map(({ label, value, isTotal }) => {
    const begin = isTotal ? null : end;
    end = isTotal ? value : end + value;
    return { label, value, begin, end };
  });
  const ends = bars.map((bar) => bar.end);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const step = stepOf(most - least, 3);
  const low = Math.floor(least / step - 0.5) * step;
  const high = most + 0.1 * (most - low);
  const toX = (value) => left + ((value - low) / (high - low)) * (right - left);
  const bottom = top + bars.length * rowHeight;
  const rows = bars.flatMap(({ label, value, begin, end }, i) => {
    const y = top + i * rowHeight;
    const [from, to] = begin === null ? [low, end] : [Math.min(begin, end), Math.max(begin, end)];
    const kind = begin === null ? 'bar' : value < 0 ? 'down' : 'up';
    const sign = begin === null ? '' : value < 0 ? '−' : '+';
    const figure = `${sign}${million(Math.abs(value), begin === null ? 3 : 2)}`;
    // The figure stands beside the bar, on the side that has room.
    const isInside = toX(to) + 62 > WIDTH;
    const x = isInside ? toX(from) - 4 : toX(to) + 4;
    const place = begin === null ? [toX(to) - 5, 'on end'] : [x, isInside ? 'end' : ''];
    return [
      box(toX(from), y + 5, toX(to) - toX(from), rowHeight - 12, kind),
      text(left - 8, y + rowHeight / 2 + 3, label, 'end'),
      text(place[0], y + rowHeight / 2 + 3, figure, place[1]),
      i + 1 < bars.length ? line(toX(end), y + rowHeight - 7, toX(end), y + rowHeight + 5, 'link') : '',
    ];
  });
  const axis = ticksOf(low, high, 3).flatMap((tick) => [
    line(toX(tick), top, toX(tick), bottom, 'grid'),
    text(toX(tick), bottom + 15, million(tick, 0), 'soft mid'),
  ]);
  const note = text(left, bottom + 32, `the axis begins at ${million(low, 0)}`, 'soft');
  return svg(bottom + 38, label, [...axis, ...rows, note]);
}

/** Attainment against potential: a dot for the median year of each territory, a line from its P10 to its P90. */
export function drawScatter(points, label) {
  const [left, right, top, bottom] = [44, WIDTH - 12, 12, 268];
  const xs = points.map(({ potential }) => potential);
  const [low, high] = [0.97 * Math.min(...xs), 1.03 * Math.max(...xs)];
  const floor = Math.floor(10 * Math.min(...points.map((point) => point.low))) / 10;
  const ceiling = Math.ceil(10 * Math.max(...points.map((point) => point.high))) / 10;
  const toX = (value) => left + ((value - low) / (high - low)) * (right - left);
  const toY = (share) => bottom - ((share - floor) / (ceiling - floor)) * (bottom - top);
  const axes = [
    ...ticksOf(floor, ceiling, 6).flatMap((tick) => [
      line(left, toY(tick), right, toY(tick), Math.abs(tick - 1) < 1e-9 ? 'zero' : 'grid'),
      text(left - 6, toY(tick) + 3.5, percent(tick), 'soft end'),
    ]),
    ...ticksOf(low, high, 5).map((tick) => text(toX(tick), bottom + 16, million(tick, 0), 'soft mid')),
    text((left + right) / 2, bottom + 33, 'potential a year, less what a ramp leaves unworked', 'soft mid'),
  ];
  const whiskers = points.map((point) => {
    const x = toX(point.potential);
    return line(x, toY(point.low), x, toY(point.high), 'whisker');
  });
  const dots = points.map(
    ({ potential, attainment }) =>
      `<circle class="${attainment < 1 ? 'below' : 'dot'}" cx="${round(toX(potential))}" cy="${round(toY(attainment))}" r="3.4"/>`,
  );
  return svg(bottom + 40, label, [...axes, ...whiskers, ...dots, ...labelFarthest(points, toX, toY, right)]);
}

/** Ids of those whose median is farthest from 100 %, as far as they overprint neither each other nor a dot. */
function labelFarthest(points, toX, toY, right) {
  const placed = [];
  const farthest = [...points].sort((a, b) => Math.abs(b.attainment - 1) - Math.abs(a.attainment - 1));
  for (const { id, potential, attainment } of farthest.slice(0, 12)) {
    const isLeft = toX(potential) + 30 > right;
    const at = { x: toX(potential) + (isLeft ? -6 : 6), y: toY(attainment) + 3.5, isLeft };
    const middle = at.x + (isLeft ? -10 : 10);
    const isFree =
      placed.every(({ x, y }) => Math.abs(x - at.x) > 40 || Math.abs(y - at.y) > 13) &&
      points.every(
        (other) =>
          other.id === id ||
          Math.abs(toX(other.potential) - middle) > 14 ||
          Math.abs(toY(other.attainment) + 3.5 - at.y) > 9,
      );
    if (isFree) placed.push({ ...at, id });
  }
  return placed.map(({ x, y, isLeft, id }) => text(x, y, id, isLeft ? 'name end' : 'name'));
}

/** How many territories carry how much quota for a dollar of potential, and the band round the team's own figure. */
export function drawHistogram(values, overall, band, label) {
  const [left, right, top, bottom] = [30, WIDTH - 12, 34, 234];
  const width = 0.005;
  const bins = new Map();
  for (const value of values) {
    const bin = Math.floor(value / width + 1e-9);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  const edges = [
    ...bins.keys(),
    Math.floor((overall * (1 - band)) / width),
    Math.ceil((overall * (1 + band)) / width),
  ];
  const [low, high] = [Math.min(...edges) - 1, Math.max(...edges) + 2];
  const most = Math.max(...bins.values());
  const toX = (value) => left + ((value / width - low) / (high - low)) * (right - left);
  const toY = (count) => bottom - (count / most) * (bottom - top);
  const [from, to] = [toX(overall * (1 - band)), toX(overall * (1 + band))];
  const bars = [...bins].flatMap(([bin, count]) => {
    const x = toX(bin * width);
    const barWidth = toX((bin + 1) * width) - x - 1.5;
    return [
      box(x, toY(count), barWidth, bottom - toY(count), 'bar'),
      text(x + barWidth / 2, toY(count) - 4, `${count}`, x >= from && x < to ? 'count mid' : 'mid'),
    ];
  });
  const ticks = ticksOf(low * width, high * width, 6);
  return svg(bottom + 58, label, [
    box(from, top - 22, to - from, bottom - top + 22, 'band'),
    line(toX(overall), top - 22, toX(overall), bottom, 'mean'),
    ...bars,
    line(left, bottom, right, bottom, 'zero'),
    ...ticks.map((tick) => text(toX(tick), bottom + 16, `${round(100 * tick)} %`, 'soft mid')),
    text((left + right) / 2, bottom + 33, 'quota as a share of potential', 'soft mid'),
    text(
      (left + right) / 2,
      bottom + 50,
      `line: the team's ${(100 * overall).toFixed(1)} %; band: ±${percent(band)} of it`,
      'soft mid',
    ),
  ]);
}

/** Quota by month of territories that change hands, a colour for each holder: `panels` are `{ title, months, rows }`. */
export function drawMoves(panels, label) {
  const [left, right, panelHeight, barTop] = [44, WIDTH - 8, 158, 40];
  const parts = panels.flatMap(({ title, months, rows }, p) => {
    const top = p * panelHeight + barTop;
    const bottom = p * panelHeight + panelHeight - 24;
    const holders = [...new Set(rows.map(({ repId }) => repId))];
    const totals = months.map((month) =>
      rows.filter(({ periodId }) => periodId === month).reduce((sum, { quota }) => sum + quota, 0),
    );
    const most = Math.max(...totals);
    const slot = (right - left) / months.length;
    const toHeight = (quota) => (quota / most) * (bottom - top);
    const bars = months.flatMap((month, m) => {
      let y = bottom;
      return rows
        .filter(({ periodId, quota }) => periodId === month && quota > 0)
        .map(({ repId, quota }) => {
          y -= toHeight(quota);
          return box(left + m * slot + 2, y, slot - 4, toHeight(quota), `h${holders.indexOf(repId)}`);
        });
    });
    const keys = holders.flatMap((repId, h) => [
      box(left + h * 58, top - 20, 10, 10, `h${h}`),
      text(left + h * 58 + 14, top - 11, repId),
    ]);
    return [
      text(left, top - 27, title, 'bold'),
      ...keys,
      ...bars,
      line(left, bottom, right, bottom, 'zero'),
      text(left - 5, top + 8, `$${Math.round(most / 1e3)} k`, 'soft end'),
      text(left - 5, bottom, '0', 'soft end'),
      ...months.map((month, m) => text(left + (m + 0.5) * slot, bottom + 14, monthName(month), 'soft mid')),
    ];
  });
  return svg(panels.length * panelHeight, label, parts);
}

const monthName = (id) =>
  'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(id.slice(5)) - 1];
