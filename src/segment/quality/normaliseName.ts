import { InputError } from '../../core/errors.js';
import { badValue } from '../../core/issue.js';
import { addToHash, hashText } from './hashText.js';

/** Words at the end of a company's name that say what kind of company it is, not which. */
const legalForms =
  ' ab ag as bv co company corp corporation gmbh inc incorporated kg kk limited llc llp lp ltd ltda nv oy plc pllc pty pvt sa sarl sas se spa srl ';

/**
 * Writes a name the way that two writings of it are likely to agree on.
 *
 * @param name - as people write it
 * @returns words of lower-case letters and digits, parted by a space: accents, apostrophes, dots, a leading "the" and
 * legal forms at the end are gone, `&` is "and"; the name is never emptied by that
 * @throws {@link InputError} for what is no text
 * @remarks O(length). Unicode compatibility decomposition (NFKD).
 * @example
 * ```ts
 * import { normaliseName } from 'bailiwick/segment';
 * normaliseName("St. Mary's Hospital & Clinic, Inc."); // => 'st marys hospital and clinic'
 * normaliseName('THE CAFÉ COMPANY'); // => 'cafe'
 * ```
 */
export function normaliseName(name: string): string {
  if (typeof name !== 'string')
    throw new InputError('normaliseName', [badValue(null, 'name', 'wrong-type', 'a text', name)]);
  return nameWords(name).join(' ');
}

/** The words of {@link normaliseName}; a new list. */
export function nameWords(name: string): string[] {
  return trimWords(allWords(name), 'the', (word) => legalForms.includes(` ${word} `));
}

function allWords(name: string): string[] {
  const text = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}’'`.]/gu, '');
  return text.replaceAll('&', ' and ').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Without the leading "the" and the legal forms at the end, but never without any. */
function trimWords<Word>(words: Word[], the: Word, isForm: (word: Word) => boolean): Word[] {
  let to = words.length;
  const from = words[0] === the && to > 1 ? 1 : 0;
  while (to > from + 1 && isForm(words[to - 1])) to--;
  return words.slice(from, to);
}

/**
 * Makes a hash of names that writes no words down, which a million names feel.
 *
 * @returns gives a whole number of 32 bits that all names with the same {@link nameWords} have in common, in whatever
 * order; 0 for what has no words
 */
export function createNameHash(): (name: unknown) => number {
  const forms = new Set(legalForms.split(' ').map(hashText));
  const the = hashText('the');
  const isForm = (hash: number) => forms.has(hash);
  return (name) => {
    if (typeof name !== 'string') return 0;
    const words = trimWords(hashPlainWords(name) ?? allWords(name).map(hashText), the, isForm);
    let sum = 0;
    // Spread over all bits: sums of plain hashes would agree too often.
    for (const hash of words) sum = (sum + addToHash(hash, hash >>> 15)) | 0;
    return words.length === 0 ? 0 : sum || 1;
  };
}

/** The hash of each word of a name of ASCII characters without `&`; `null` for another name. */
function hashPlainWords(name: string): number[] | null {
  const words: number[] = [];
  let hash = 0;
  for (let i = 0; i <= name.length; i++) {
    const code = i < name.length ? name.charCodeAt(i) : 32;
    // Letters in lower case.
    const letter = code | 32;
    if ((letter >= 97 && letter <= 122) || (code >= 48 && code <= 57)) hash = addToHash(hash, letter);
    else if (code > 126 || code === 38) return null;
    else if (code !== 39 && code !== 46 && code !== 96) {
      if (hash !== 0) words.push(hash);
      hash = 0;
    }
  }
  return words;
}
