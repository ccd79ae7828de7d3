import type { Polygons, Ring } from '../areaCollection.js';
import type { Frame } from './frame.js';

/** Writes polygons as the data of an SVG path in tenths of a pixel, each step relative to the last. */
export function polygonPath(polygons: Polygons, frame: Frame): string {
  return polygons
    .flat()
    .map((ring) => {
      const line = linePath(ring, frame);
      return line === '' ? '' : `${line}z`;
    })
    .join('');
}

/** Writes lines as the data of an SVG path; what shrinks to one point leaves nothing. */
export function linePath(line: Ring, frame: Frame): string {
  const [x0, y0] = frame.toPaper(line[0][0], line[0][1]);
  const steps: number[] = [];
  let [x, y] = [x0, y0];
  for (const [lon, lat] of line) {
    const [nextX, nextY] = frame.toPaper(lon, lat);
    if (nextX === x && nextY === y) continue;
    steps.push(nextX - x, nextY - y);
    [x, y] = [nextX, nextY];
  }
  return steps.length === 0 ? '' : `M${joinNumbers([x0, y0])}l${joinNumbers(steps)}`;
}

/** Writes points as strokes without length, which round ends turn into dots: a tenth of what circles would take. */
export function dotPath(points: readonly (readonly [number, number])[]): string {
  let [x, y] = [0, 0];
  const steps = points.map(([nextX, nextY]) => {
    const step = `m${joinNumbers([nextX - x, nextY - y])}h0`;
    [x, y] = [nextX, nextY];
    return step;
  });
  return steps.join('');
}

/** A minus parts numbers by itself. */
function joinNumbers(numbers: readonly number[]): string {
  return numbers.map((value, i) => (i === 0 || value < 0 ? `${value}` : ` ${value}`)).join('');
}
