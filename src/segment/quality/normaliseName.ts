/** Words at the end of a company's name that say what kind of company it is, not which. */
const legalForms: ReadonlySet<string> = new Set([
  'ab',
  'ag',
  'as',
  'bv',
  'co',
  'company',
  'corp',
  'corporation',
  'gmbh',
  'inc',
  'incorporated',
  'kg',
  'kk',
  'limited',
  'llc',
  'llp',
  'lp',
  'ltd',
  'ltda',
  'nv',
  'oy',
  'plc',
  'pllc',
  'pty',
  'pvt',
  'sa',
  'sarl',
  'sas',
  'se',
  'spa',
  'srl',
]);

/**
 * Writes a name the way that two writings of it are likely to agree on.
 *
 * @param name - as people write it
 * @returns words of lower-case letters and digits, parted by a space: accents, apostrophes, dots, a leading "the" and
 * legal forms at the end are gone, `&` is "and"; the name is never emptied by that
 * @remarks O(length). Unicode compatibility decomposition (NFKD) for all but plain ASCII.
 * @example
 * ```ts
 * import { normaliseName } from 'bailiwick/segment';
 * normaliseName("St. Mary's Hospital & Clinic, Inc."); // => 'st marys hospital and clinic'
 * normaliseName('THE CAFÉ COMPANY'); // => 'cafe'
 * ```
 */
export function normaliseName(name: string): string {
  const plain = isAscii(name) ? name : name.normalize('NFKD').replace(/\p{M}/gu, '');
  const words = plain
    .toLowerCase()
    .replace(/['’`.]/g, '')
    .replace(/&/g, ' and ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  let from = 0;
  let to = words.length;
  if (words[0] === 'the' && to > 1) from = 1;
  while (to > from + 1 && legalForms.has(words[to - 1])) to--;
  return words.slice(from, to).join(' ');
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
