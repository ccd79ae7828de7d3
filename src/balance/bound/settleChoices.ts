import { CLOSED, type MedianChoices, OPEN, UNDECIDED } from './medianDual.js';
import type { MedianModel } from './medianModel.js';

/**
 * Draws what follows at once from choices of the capacitated p-median problem; `null` where they contradict each other.
 *
 * A row whose own unit is elsewhere is closed, and all are where as many are open as may be; a unit that no longer fits
 * beside what is certain at a row is not at it; a unit that may be at one row only is at home there, and opens it. Over
 * and over while anything changes, O(pairs) a round. `mayStay` is asked first about every pair.
 */
export function settleChoices(
  model: MedianModel,
  choices: MedianChoices,
  mayStay: (r: number, u: number, e: number) => boolean,
): MedianChoices | null {
  const { n, rows, places, free, own, load, upper, counted } = model;
  const { start, unit } = choices;
  const status = choices.status.slice();
  const home = choices.home.slice();
  const stays = new Uint8Array(unit.length);
  for (let r = 0; r < rows; r++)
    for (let e = start[r]; e < start[r + 1]; e++) stays[e] = mayStay(r, unit[e], e) ? 1 : 0;
  /** Entry `[u]` is the number of rows that unit u may be at, and one of them. */
  const ways = new Int32Array(n);
  const way = new Int32Array(n);
  /** Entry `[r]` is the load of the units at home at row r. */
  const sure = new Float64Array(rows);

  /** Rows and their own units agree; false where they cannot. */
  function agreeOnOwn(): boolean {
    let open = 0;
    for (let r = 0; r < places; r++) {
      if (status[r] === OPEN) {
        open++;
        if (home[own[r]] >= 0 && home[own[r]] !== r) return false;
        home[own[r]] = r;
      } else if (status[r] === UNDECIDED && home[own[r]] >= 0) status[r] = CLOSED;
    }
    if (open > free.length) return false;
    if (open === free.length)
      for (let r = 0; r < places; r++) if (status[r] === UNDECIDED) status[r] = CLOSED;
    return true;
  }

  /** Counts the ways of every unit; false where certain loads are above a limit. */
  function countWays(): boolean {
    ways.fill(0);
    sure.fill(0);
    for (const u of counted) if (home[u] >= 0) sure[home[u]] += load[u];
    for (let r = 0; r < rows; r++) {
      if (status[r] === CLOSED) continue;
      const u = own[r];
      const isAlone = u >= 0 && home[u] < 0;
      const used = sure[r] + (isAlone ? load[u] : 0);
      if (used > upper[r] && status[r] === OPEN) return false;
      if (isAlone) {
        ways[u]++;
        way[u] = r;
      }
      for (let e = start[r]; e < start[r + 1]; e++) {
        const v = unit[e];
        if (stays[e] === 0 || home[v] >= 0) continue;
        if (used + load[v] > upper[r]) {
          stays[e] = 0;
          continue;
        }
        ways[v]++;
        way[v] = r;
      }
    }
    return true;
  }

  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    if (!agreeOnOwn() || !countWays()) return null;
    for (const u of counted) {
      if (home[u] >= 0) continue;
      if (ways[u] === 0) return null;
      if (ways[u] > 1) continue;
      home[u] = way[u];
      if (status[way[u]] === UNDECIDED) status[way[u]] = OPEN;
      isChanged = true;
    }
  }
  const isLeft = (r: number, e: number) => status[r] !== CLOSED && stays[e] === 1 && home[unit[e]] < 0;
  const newStart = new Int32Array(rows + 1);
  for (let r = 0; r < rows; r++) {
    newStart[r + 1] = newStart[r];
    for (let e = start[r]; e < start[r + 1]; e++) if (isLeft(r, e)) newStart[r + 1]++;
  }
  const newUnit = new Int32Array(newStart[rows]);
  let at = 0;
  for (let r = 0; r < rows; r++)
    for (let e = start[r]; e < start[r + 1]; e++) if (isLeft(r, e)) newUnit[at++] = unit[e];
  return { status, home, start: newStart, unit: newUnit };
}
