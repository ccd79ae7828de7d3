/**
 * A problem of `assignToSeats` with places and whole loads as the bytes that seats.cpp reads.
 *
 * @param problem - travel in squared straight distance; loads and limits are whole numbers
 */
export function encodeProblem({ travel, loads, lowers, uppers }) {
  const head = Int32Array.of(loads.length, lowers.length, travel.dimension, 0);
  const columns = [head, travel.places, loads, travel.seats, lowers, uppers];
  return Buffer.concat(columns.map(({ buffer }) => Buffer.from(buffer)));
}
