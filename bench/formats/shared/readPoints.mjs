import { BadInstance, demand } from './reading.mjs';

/** Wrong lines that are named one by one. */
const MOST_NAMED = 10;

/**
 * Reads lines of `lon,lat[,weight…]` in degrees, the same number of weights in each. Line ends, a byte order mark, blank
 * lines and a first line of names are allowed.
 *
 * @param text - the whole file
 * @returns `{ lon, lat, weights }`: `weights` has a column for each weight, or one of ones where there are none
 * @throws {BadInstance} naming the first wrong lines, what stands there and how many more there are
 */
export function readPoints(text) {
  const lines = text.split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '');
  demand(first >= 0, 'the file has no points');
  const head = splitLine(lines[first]);
  const start = isHeader(head) ? first + 1 : first;
  if (start > first) checkNames(head);
  const lon = [];
  const lat = [];
  const weights = Array.from({ length: Math.max(0, head.length - 2) }, () => []);
  const wrong = [];
  for (let row = start; row < lines.length; row++) {
    if (lines[row].trim() === '') continue;
    const cells = splitLine(lines[row]);
    const problem = findProblem(cells, head.length);
    if (problem !== null) {
      wrong.push(`line ${row + 1}: ${problem}`);
      continue;
    }
    lon.push(Number(cells[0]));
    lat.push(Number(cells[1]));
    weights.forEach((column, c) => {
      column.push(Number(cells[2 + c]));
    });
  }
  if (wrong.length > 0) throw new BadInstance(describeWrong(wrong));
  demand(lon.length > 0, 'the file has no points');
  return {
    lon: Float64Array.from(lon),
    lat: Float64Array.from(lat),
    weights:
      weights.length > 0 ? weights.map((w) => Float64Array.from(w)) : [new Float64Array(lon.length).fill(1)],
  };
}

/** To trim takes a byte order mark off as well. */
function splitLine(line) {
  return line.split(',').map((cell) => cell.trim());
}

/** Names have letters; words that stand for a missing number are no names. */
function isHeader([lon, lat]) {
  return isName(lon) && isName(lat);
}

function isName(cell = '') {
  return /\p{L}/u.test(cell) && Number.isNaN(Number(cell)) && !/^(nan|na|n\/a|null|none)$/i.test(cell);
}

/** Latitude first is the usual mistake, and mostly passes for points. */
function checkNames([lon, lat]) {
  demand(
    !(/^"?lat/i.test(lon) || /^"?(lon|lng)/i.test(lat)),
    `the columns should be lon,lat, but are ${lon},${lat}`,
  );
}

/** What is wrong with a line, in words; `null` where nothing is. */
function findProblem(cells, width) {
  if (cells.length !== width)
    return `${width} cells are expected as in the first line, but there are ${cells.length}`;
  if (!(width >= 2 && isWithin(cells[0], 180))) return `lon should be -180 to 180, but is "${cells[0]}"`;
  if (!isWithin(cells[1], 90)) return `lat should be -90 to 90, but is "${cells[1]}"`;
  for (let c = 2; c < width; c++) {
    const weight = toNumber(cells[c]);
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      return `weight ${c - 1} should be 0 or more, but is "${cells[c]}"`;
    }
  }
  return null;
}

function isWithin(cell, limit) {
  return Math.abs(toNumber(cell)) <= limit;
}

/** An empty cell is no zero. */
function toNumber(cell) {
  return cell === '' ? Number.NaN : Number(cell);
}

function describeWrong(wrong) {
  const more = wrong.length > MOST_NAMED ? [`and ${wrong.length - MOST_NAMED} lines more`] : [];
  return [...wrong.slice(0, MOST_NAMED), ...more].join('\n');
}
