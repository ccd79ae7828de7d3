/** What the formats share: numbers of a text, and the error that ends in a message and exit code 2. */

/** A file that is not what its format says, or arguments that make no sense. */
export class BadInstance extends Error {}

/**
 * Reads a text of numbers between white space, and says where one is not a number.
 *
 * @param text - the whole file
 * @returns the numbers in their order
 */
export function readNumbers(text) {
  const numbers = [];
  text.split('\n').forEach((line, row) => {
    for (const word of line.trim().split(/\s+/)) {
      if (word === '') continue;
      const value = Number(word);
      if (!Number.isFinite(value)) {
        throw new BadInstance(`line ${row + 1}: "${word}" is not a number`);
      }
      numbers.push(value);
    }
  });
  return numbers;
}

/** Throws where a fact does not hold. */
export function demand(fact, message) {
  if (!fact) throw new BadInstance(message);
}
