const MINUS = '\u2212';
const NO_BREAK_SPACE = '\u00a0';

/** Writes a number with a fixed count of decimals and commas between thousands; the same on every runtime. */
export function formatFigure(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : `${value < 0 ? MINUS : ''}∞`;
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const figure = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(figure) ? `${MINUS}${figure}` : figure;
}

/** Writes a share as percent with one decimal and a sign: `+4.9 %`. */
export function formatDeviation(share: number): string {
  const figure = formatFigure(100 * share, 1);
  return `${share > 0 && figure !== '0.0' ? '+' : ''}${figure}${NO_BREAK_SPACE}%`;
}

/** Writes a share as percent without more decimals than it needs: `5 %`, `2.5 %`. */
export function formatPercent(share: number): string {
  return `${formatFigure(100 * share, 1).replace(/\.0$/, '')}${NO_BREAK_SPACE}%`;
}

/** Cuts a text at a number of characters, a mark at its end. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length > length
    ? `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
    : text;
}
