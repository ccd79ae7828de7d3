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
  const numbering = numberMain(labels);
  const insets = chooseInsets(
    crowdedLabels(labels, numbering),
    width * INSET_WIDTH,
    width * INSET_HEIGHT,
    MAX_INSETS,
  );
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
    main: { width, height: frame.height, content: mainView(numbering, insets, sizes) },
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

/** Where the numbers of the main view stand, by screen; those without room are left out. */
interface Numbering {
  readonly wide: readonly MapLabel[];
  readonly narrow: readonly MapLabel[];
}

/** Finds room for the numbers of the main view. */
function numberMain(labels: readonly MapLabel[]): Numbering {
  return { wide: withoutOverlaps(labels, WIDE_TEXT), narrow: withoutOverlaps(labels, NARROW_TEXT) };
}

/** Numbers that are hard to read in the main view or have no room there. */
function crowdedLabels(labels: readonly MapLabel[], { narrow }: Numbering): MapLabel[] {
  const shown = new Set(narrow.map(({ number }) => number));
  return labels.filter(({ number, radius }) => radius < CROWDED_RADIUS || !shown.has(number));
}

function mainView(
  { wide, narrow }: Numbering,
  insets: readonly Inset[],
  sizes: readonly { radius: number }[],
): string {
  const frames = insets.map((inset, i) => {
    const { x, y, width, height } = inset;
    const box = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
    const corner = quietCorner(inset, [...wide, ...narrow]);
    return `<rect class="frame" ${box}/>${textAt(LETTERS[i], corner.x, corner.y, 'no letter')}`;
  });
  const numbers = [
    ...wide.map(({ number, x, y }) => textAt(number, x, y, 'no wide')),
    ...narrow.map(({ number, x, y }) => textAt(number, x, y, 'no narrow')),
  ];
  return `${layers(sizes, 1)}<g class="main-numbers">${frames.join('')}${numbers.join('')}</g>`;
}

/** Takes numbers with most room first, each moved within its territory until it lies on none already taken. */
function withoutOverlaps(labels: readonly MapLabel[], textHeight: number): MapLabel[] {
  const taken: MapLabel[] = [];
  const halfWidth = ({ number }: MapLabel) => String(number).length * textHeight * 0.31 + 1;
  const isFree = (label: MapLabel) =>
    taken.every(
      (other) =>
        Math.abs(other.x - label.x) >= halfWidth(other) + halfWidth(label) ||
        Math.abs(other.y - label.y) >= textHeight * 0.95,
    );
  for (const label of labels.toSorted((one, other) => other.radius - one.radius)) {
    const place = movesWithin(label).find(isFree);
    if (place !== undefined) taken.push(place);
  }
  return taken.sort((one, other) => one.number - other.number);
}

/** Directions of moves: right, left, down, up and the diagonals, as long as 1. */
const MOVES = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [0.7, 0.7],
  [-0.7, 0.7],
  [0.7, -0.7],
  [-0.7, -0.7],
] as const;

/** The label where it is, then moved by a third, two thirds and nearly all of the way to its outline. */
function movesWithin(label: MapLabel): MapLabel[] {
  const moved = [0.3, 0.6, 0.9].flatMap((share) =>
    MOVES.map(([dx, dy]) => ({
      ...label,
      x: label.x + dx * share * label.radius,
      y: label.y + dy * share * label.radius,
    })),
  );
  return [label, ...moved];
}

/** The place beside a frame that is farthest from every number. */
function quietCorner({ x, y, width, height }: Inset, labels: readonly MapLabel[]): { x: number; y: number } {
  const corners = [
    ...[x - 8, x + width + 8].flatMap((side) =>
      [y + 6, y + height - 6].map((level) => ({ x: side, y: level })),
    ),
    ...[y - 9, y + height + 9].flatMap((level) =>
      [x + 6, x + width - 6].map((side) => ({ x: side, y: level })),
    ),
  ];
  const room = corners.map((corner) =>
    labels.reduce(
      (least, label) => Math.min(least, (label.x - corner.x) ** 2 + (label.y - corner.y) ** 2),
      1e9,
    ),
  );
  return corners[room.indexOf(Math.max(...room))];
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
    .map((label) => textAt(label.number, (label.x - inset.x) * zoom, (label.y - inset.y) * zoom, 'no'));
  const box = [inset.x, inset.y, inset.width, inset.height].map(round).join(' ');
  const content =
    `<svg width="${width}" height="${height}" viewBox="${box}">${layers(sizes, zoom)}</svg>` +
    `<rect class="frame" x=".5" y=".5" width="${width - 1}" height="${height - 1}"/>` +
    `<g class="inset-numbers">${numbers.join('')}<text class="no letter" x="11" y="13">${letter}</text></g>`;
  return { width, height, content };
}

function textAt(text: string | number, x: number, y: number, className: string): string {
  return `<text class="${className}" x="${round(x)}" y="${round(y)}">${text}</text>`;
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
