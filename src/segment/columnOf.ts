/**
 * Makes a column of numbers. Several times as fast as `Float64Array.from` with a function, which goes by an iterator.
 *
 * @param count - how many rows
 * @param read - gives the number of a row
 * @returns a new array
 */
export function columnOf(count: number, read: (row: number) => number): Float64Array {
  const column = new Float64Array(count);
  for (let row = 0; row < count; row++) column[row] = read(row);
  return column;
}
