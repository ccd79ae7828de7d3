import { getOrAdd } from '../getOrAdd.js';
import type { PlannedAccount } from '../joinAccounts.js';
import type { TerritoryShapes } from '../shape/shapeTerritories.js';
import { createFrame, FINENESS, type Frame } from './frame.js';
import { CROWDED_RADIUS, chooseInsets, type Inset, type MapLabel, showsLabel } from './insets.js';
import { dotPath, linePath, polygonPath } from './paths.js';

/** Pieces of SVG that show one plan: the shapes once, and views that use them. */
export interface MapViews {
  /** What every view refers to; it goes into the document once, before the views. */
  readonly definitions: string;
  readonly main: MapView;
  /** Crowded parts again, larger, from west to east. */
  readonly insets: readonly MapView[];
  /** What the sizes of the dots stand for: largest value of each size, the smallest first. */
  readonly dotSizes: readonly { readonly radius: number; readonly upTo: number }[];
}

/** One view as the content of an `<svg>` with the view box `0 0 width height`. */
export interface MapView {
  readonly width: number;
  readonly height: number;
  readonly content: string;
}

/** Letters of the enlarged parts. */
const LETTERS = 'ABCDEF';

/** Width and height of an enlarged part on the map, as shares of the map's width. Tuned by eye. */
const INSET_WIDTH = 0.085;
const INSET_HEIGHT = 0.052;

const MAX_INSETS = 3;

/** Radius of the largest dot in pixels; the area of a dot follows the value. */
const LARGEST_DOT = 3.4;

/** How many sizes dots come in. */
const DOT_SIZES = 5;

/**
 * Draws the views of a plan.
 *
 * @param shapes - ground, numbers and colours
 * @param accounts - the accounts of the plan
 * @param dotMeasure - id of the measure that the dots show
 * @param width - of the main view in pixels
 * @param maxHeight - of the main view in pixels
 * @param insetWidth - of an enlarged part in pixels
 */
export function drawViews(
  shapes: TerritoryShapes,
  accounts: readonly PlannedAccount[],
  dotMeasure: string | null,
  width: number,
  maxHeight: number,
  insetWidth: number,
): MapViews {
  const frame = createFrame(shapes, accounts, width, maxHeight);
  const labels = placeLabels(shapes, frame);
  const insets = chooseInsets(labels, width * INSET_WIDTH, width * INSET_HEIGHT, MAX_INSETS);
  const { sizes, definitions } = drawDots(shapes, accounts, dotMeasure, frame);
  const ground = shapes.territories
    .filter(({ polygons }) => polygons.length > 0)
    .map(({ colour, number, polygons }) => {
      return `<path class="p${colour}" data-t="${number}" d="${polygonPath(polygons, frame)}"/>`;
    });
  const lines = shapes.outlines.map((line) => linePath(line, frame)).join('');
  const zoom = insetWidth / (width * INSET_WIDTH);
  return {
    definitions: `<defs><g id="ground" class="ground">${ground.join('')}</g><path id="lines" class="lines" d="${lines}"/>${definitions}</defs>`,
    main: { width, height: frame.height, content: mainView(labels, insets, sizes) },
    insets: insets.map((inset, i) => insetView(inset, LETTERS[i], labels, sizes, zoom)),
    dotSizes: sizes,
  };
}

function placeLabels(shapes: TerritoryShapes, frame: Frame): MapLabel[] {
  return shapes.territories.flatMap(({ label, number, labelRadiusKm }) => {
    if (label === null) return [];
    const [x, y] = frame.toPaper(label.lon, label.lat);
    return [{ number, x: x / FINENESS, y: y / FINENESS, radius: labelRadiusKm * frame.scale }];
  });
}

/** The layers of a view whose strokes keep their width in pixels when it is enlarged. */
function layers(sizes: readonly { radius: number }[], zoom: number): string {
  const stroke = (width: number) => Math.round((width * FINENESS * 10) / zoom) / 10;
  const dots = sizes.map(({ radius }, size) => {
    return `<use href="#dots${size}" stroke-width="${stroke(2 * radius * Math.sqrt(zoom))}"/>`;
  });
  return (
    `<g transform="scale(${1 / FINENESS})"><use href="#ground" stroke-width="${stroke(1.1)}"/>` +
    `<use href="#lines" stroke-width="${stroke(0.6)}"/>${dots.join('')}</g>`
  );
}

/** Heights of numbers in pixels of the main view: on a wide screen, and on one that shows it less than half as large. */
const WIDE_TEXT = 11;
const NARROW_TEXT = 21;

function mainView(
  labels: readonly MapLabel[],
  insets: readonly Inset[],
  sizes: readonly { radius: number }[],
): string {
  const isEnlarged = (label: MapLabel) =>
    label.radius < CROWDED_RADIUS && insets.some((inset) => showsLabel(inset, label));
  const roomiest = labels.toSorted((one, other) => other.radius - one.radius);
  const wide = withoutOverlaps(roomiest, WIDE_TEXT, isEnlarged);
  const narrow = withoutOverlaps(roomiest, NARROW_TEXT, () => true);
  const numbers = labels
    .filter((label) => wide.has(label) || narrow.has(label))
    .map((label) => numberAt(label, narrow.has(label) ? (wide.has(label) ? 'no' : 'no narrow') : 'no wide'));
  const frames = insets.map(({ x, y, width, height }, i) => {
    const box = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
    return `<rect class="frame" ${box}/><text class="no" x="${round(x + width + 7)}" y="${round(y + height - 5)}">${LETTERS[i]}</text>`;
  });
  return `${layers(sizes, 1)}<g class="main-numbers">${frames.join('')}${numbers.join('')}</g>`;
}

/** Takes labels in the given order, those out that would lie on one already taken and may be left out. */
function withoutOverlaps(
  labels: readonly MapLabel[],
  textHeight: number,
  isOptional: (label: MapLabel) => boolean,
): Set<MapLabel> {
  const taken = new Set<MapLabel>();
  const halfWidth = ({ number }: MapLabel) => String(number).length * textHeight * 0.31 + 1;
  for (const label of labels) {
    const overlaps = [...taken].some(
      (other) =>
        Math.abs(other.x - label.x) < halfWidth(other) + halfWidth(label) &&
        Math.abs(other.y - label.y) < textHeight * 0.95,
    );
    if (!overlaps || !isOptional(label)) taken.add(label);
  }
  return taken;
}

function insetView(
  inset: Inset,
  letter: string,
  labels: readonly MapLabel[],
  sizes: readonly { radius: number }[],
  zoom: number,
): MapView {
  const [width, height] = [round(inset.width * zoom), round(inset.height * zoom)];
  const numbers = labels
    .filter((label) => showsLabel(inset, label))
    .map((label) =>
      numberAt({ ...label, x: (label.x - inset.x) * zoom, y: (label.y - inset.y) * zoom }, 'no'),
    );
  const box = [inset.x, inset.y, inset.width, inset.height].map(round).join(' ');
  const content =
    `<svg width="${width}" height="${height}" viewBox="${box}">${layers(sizes, zoom)}</svg>` +
    `<rect class="frame" x=".5" y=".5" width="${width - 1}" height="${height - 1}"/>` +
    `<g class="inset-numbers">${numbers.join('')}<text class="no letter" x="11" y="13">${letter}</text></g>`;
  return { width, height, content };
}

function numberAt({ number, x, y }: MapLabel, className: string): string {
  return `<text class="${className}" x="${round(x)}" y="${round(y)}">${number}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Puts accounts into sizes by the square root of their value, and writes a path for every size and colour. */
function drawDots(
  shapes: TerritoryShapes,
  accounts: readonly PlannedAccount[],
  dotMeasure: string | null,
  frame: Frame,
) {
  const dotValue = ({ account }: PlannedAccount) =>
    dotMeasure === null ? 1 : (account.measures[dotMeasure] ?? 0);
  const largest = accounts.reduce((most, account) => Math.max(most, dotValue(account)), 0);
  const points = Array.from({ length: DOT_SIZES }, () => new Map<string, [number, number][]>());
  for (const account of accounts) {
    const { lon, lat } = account.account;
    if (lon === undefined || lat === undefined) continue;
    const size = Math.max(0, Math.ceil(Math.sqrt(dotValue(account) / (largest || 1)) * DOT_SIZES) - 1);
    const colour = account.territory < 0 ? 'dn' : `d${shapes.territories[account.territory].colour}`;
    getOrAdd(points[size], colour, () => []).push(frame.toPaper(lon, lat));
  }
  const groups = points.map((byColour, size) => {
    const paths = [...byColour].map(
      ([colour, row]) => `<path class="${colour}" d="${dotPath(row.sort(fromWest))}"/>`,
    );
    return `<g id="dots${size}" class="dots">${paths.join('')}</g>`;
  });
  const sizes = points.map((_, size) => ({
    radius: (LARGEST_DOT * (size + 1)) / DOT_SIZES,
    upTo: largest * ((size + 1) / DOT_SIZES) ** 2,
  }));
  return { definitions: groups.join(''), sizes };
}

function fromWest(one: readonly [number, number], other: readonly [number, number]): number {
  return one[0] - other[0] || one[1] - other[1];
}
