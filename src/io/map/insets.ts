/** A number on a map. */
export interface MapLabel {
  readonly number: number;
  /** Pixels from the left and the top of the map. */
  readonly x: number;
  readonly y: number;
  /** Pixels to the outline of the territory. */
  readonly radius: number;
}

/** A part of a map that is drawn again, larger. */
export interface Inset {
  /** Pixels from the left and the top of the map to the corner of the part. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A number whose territory is narrower than this on either side, in pixels, is hard to read. Tuned by eye. */
export const CROWDED_RADIUS = 9;

/**
 * Picks the parts of a map worth enlarging: each time the one of the given size that shows most of the numbers that
 * are still crowded, as long as there are two of them, or one that does not fit at all.
 *
 * @param labels - the numbers that are hard to read
 * @param width - size of a part in pixels
 * @param height - size of a part in pixels
 * @param limit - how many parts at most
 * @returns the parts, from left to right
 */
export function chooseInsets(
  labels: readonly MapLabel[],
  width: number,
  height: number,
  limit: number,
): Inset[] {
  let crowded = labels;
  const insets: Inset[] = [];
  while (crowded.length > 0 && insets.length < limit) {
    const windows = crowded.flatMap((left) =>
      crowded.map((top) => windowAt(left, top, crowded, width, height)),
    );
    const best = windows.reduce((one, other) => (other.held.length > one.held.length ? other : one));
    if (best.held.length < 2 && best.held.every(({ radius }) => radius > CROWDED_RADIUS / 2)) break;
    insets.push(best.inset);
    crowded = crowded.filter((label) => !best.held.includes(label));
  }
  return insets.sort((one, other) => one.x - other.x);
}

/** Whether a part of a map shows a number, with room round it. */
export function showsLabel(inset: Inset, { x, y }: MapLabel): boolean {
  const roomX = inset.width / 16;
  const roomY = inset.height / 10;
  return (
    x >= inset.x + roomX &&
    x <= inset.x + inset.width - roomX &&
    y >= inset.y + roomY &&
    y <= inset.y + inset.height - roomY
  );
}

/** The window that starts at the given leftmost and topmost labels, moved so that what it holds is in its middle. */
function windowAt(
  left: MapLabel,
  top: MapLabel,
  crowded: readonly MapLabel[],
  width: number,
  height: number,
) {
  const first = { x: left.x - width / 16, y: top.y - height / 10, width, height };
  const held = crowded.filter((label) => showsLabel(first, label));
  if (held.length === 0) return { inset: first, held };
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const x = middle(held.map((label) => label.x)) - width / 2;
  const y = middle(held.map((label) => label.y)) - height / 2;
  return { inset: { x, y, width, height }, held };
}
