/** Words at the end of a company's name that say what kind of company it is, not which. */
const legalForms =
  ' ab ag as bv co company corp corporation gmbh inc incorporated kg kk limited llc llp lp ltd ltda nv oy plc pllc pty pvt sa sarl sas se spa srl ';

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
  return nameWords(name).join(' ');
}

/** The words of {@link normaliseName}; a new list. */
export function nameWords(name: string): string[] {
  // What is not plain ASCII is written in letters and digits first; those stay as they are.
  const text = /[^ -~]/.test(name)
    ? name
        .normalize('NFKD')
        .replace(/[\p{M}’]/gu, '')
        .replace(/[^\p{L}\p{N}'`.&]+/gu, ' ')
    : name;
  const words = splitWords(text.toLowerCase());
  let to = words.length;
  const from = words[0] === 'the' && to > 1 ? 1 : 0;
  while (to > from + 1 && legalForms.includes(` ${words[to - 1]} `)) to--;
  return words.slice(from, to);
}

/** Runs of letters and digits in lower case; whatever is not ASCII counts as a letter. */
function splitWords(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let from = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0;
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127) continue;
    word += text.slice(from, i);
    from = i + 1;
    // Apostrophe, dot and grave accent are left out; everything else ends the word.
    if (code === 39 || code === 46 || code === 96) continue;
    if (word !== '') words.push(word);
    word = '';
    if (code === 38) words.push('and');
  }
  return words;
}
