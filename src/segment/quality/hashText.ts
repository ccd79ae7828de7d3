/**
 * Adds a character to a hash, which is 0 before the first one (FNV-1a without offset, over code units in place of bytes).
 *
 * @remarks G. Fowler, L. C. Noll, K.-P. Vo: FNV-1a.
 */
export function addToHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** Whole number of 32 bits that equal texts have in common, and few others. */
export function hashText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = addToHash(hash, text.charCodeAt(i));
  return hash;
}
