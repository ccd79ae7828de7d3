/** How a cell begins that a spreadsheet runs, and every guarded form of it. */
const FORMULA = /^'*[=+\-@\t\r\n]/;
const GUARDED = /^'+[=+\-@\t\r\n]/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Puts an apostrophe before a text that a spreadsheet would run as a formula; numbers such as `-5` stay.
 *
 * @param text - what the cell holds
 * @returns the text to write; {@link removeFormulaGuard} gives `text` back, whatever it is
 * @remarks A text that looks guarded already gets one more apostrophe: that is what makes the way back exact.
 */
export function guardFormula(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/**
 * Takes the apostrophe of {@link guardFormula} off again.
 *
 * @param text - what was written
 * @returns what the cell held
 */
export function removeFormulaGuard(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}
