import { InputError } from '../../core/errors.js';
import { badValue } from '../../core/issue.js';
import { NameReader } from './nameReader.js';

/**
 * Writes a name the way that two writings of it are likely to agree on.
 *
 * @param name - as people write it
 * @returns words of lower-case letters and digits, parted by a space: accents, apostrophes, dots, a leading "the" and
 * legal forms at the end are gone, `&` is "and"; the name is never emptied by that
 * @throws {@link InputError} for what is no text
 * @remarks O(length). Unicode compatibility decomposition (NFKD), lower case (a final sigma is written as any other).
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
  return new NameReader().read(name).text();
}
