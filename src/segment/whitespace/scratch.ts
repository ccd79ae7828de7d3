/** Numbers that are needed for a while only. */
export type Scratch = number[] | Float64Array;

/** The longest list that V8 lays out as an array when its length is set. */
const LONGEST_LIST = 2 ** 25;

/**
 * Room for so many numbers, each to be written before it is read. A list where it can be: an engine collects the whole heap,
 * the caller's too, for every 64 MB in typed arrays, and lists are not counted among these.
 */
export function createScratch(count: number): Scratch {
  if (count > LONGEST_LIST) return new Float64Array(count);
  // Begun with a fraction, so that eight bytes a number are laid out at once.
  const scratch = [0.5];
  scratch.length = count;
  return scratch;
}
