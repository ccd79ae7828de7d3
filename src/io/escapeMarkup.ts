const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Makes any text safe inside an element or a quoted attribute of HTML, SVG and XML.
 *
 * @param text - anything, hostile names included
 * @returns the text with markup as entities; characters that XML forbids (most controls, halves of surrogate pairs) are
 *   replaced by U+FFFD
 * @remarks O(length).
 * @example
 * ```ts
 * import { escapeMarkup } from 'bailiwick/io';
 *
 * escapeMarkup('St. Mary\'s <b>& sons'); // => 'St. Mary&#39;s &lt;b&gt;&amp; sons'
 * ```
 */
export function escapeMarkup(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
