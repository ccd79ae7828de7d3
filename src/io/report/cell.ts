import { escapeMarkup } from '../escapeMarkup.js';
import { formatFigure } from '../formatFigure.js';
import type { TableCell, TableColumn } from '../formatTable.js';

/** How a column shows its numbers. */
export type CellStyle = Pick<TableColumn<never>, 'as' | 'decimals'>;

/** Shows a value as text; `null` as a dash. */
export function showCell(value: TableCell, { as, decimals }: CellStyle): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (as === undefined || as === 'number') return formatFigure(value, decimals);
  const figure = formatFigure(100 * value, decimals ?? 1);
  const sign = as === 'deviation' && value > 0 && /[1-9]/.test(figure) ? '+' : '';
  return `${sign}${figure}\u00a0%`;
}

/** Writes a text so that its direction of writing does not reach beyond it. */
export function isolate(text: string): string {
  return `<bdi>${escapeMarkup(text)}</bdi>`;
}

/** Whether a column holds numbers: it stands on the right then and sorts by value. */
export function isNumeric(values: readonly TableCell[]): boolean {
  const shown = values.filter((value) => value !== null);
  return shown.length > 0 && shown.every((value) => typeof value === 'number');
}

/** The header of a column that sorts. */
export function headerCell(text: string, isNumber: boolean): string {
  return `<th scope="col"${isNumber ? ' class="n"' : ''}><button type="button">${escapeMarkup(text)}</button></th>`;
}
