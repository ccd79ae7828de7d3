import { addToHash, hashText } from './hashText.js';

/** Words at the end of a company's name that say what kind of company it is, not which. */
const legalForms =
  ' ab ag as bv co company corp corporation gmbh inc incorporated kg kk limited llc llp lp ltd ltda nv oy plc pllc pty pvt sa sarl sas se spa srl ';

const SPACE = 32;

/** Hashes of the legal forms, from the first name on. */
const forms: number[] = [];

/** By code point beyond ASCII: the letters it stands for, found once. */
const lettersBy: (readonly number[])[] = [];

/** Letters and digits that a character stands for: none for accents and apostrophes, a space for what parts words. */
function lettersOf(code: number): readonly number[] {
  lettersBy[code] ??= String.fromCodePoint(code)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}’'`.]/gu, '')
    .replace('&', ' and ')
    .replace('ς', 'σ')
    .replace(/[^\p{L}\p{N}]/gu, ' ')
    .split('')
    .map((unit) => unit.charCodeAt(0));
  return lettersBy[code];
}

/**
 * Reads names in normal form without writing texts down, which a million names feel.
 *
 * Idea: the units of a name go into one list that serves all names; letters and digits of ASCII are told by their codes,
 * other characters are looked up.
 */
export class NameReader {
  /** Code units of the name: a space, then each of its words with a space behind it, from `from` up to `end`. */
  readonly units: number[] = [SPACE];
  from = 0;
  end = 1;

  /** Reads a name; what is no text has no words. */
  read(name: unknown): this {
    const { units } = this;
    let end = 1;
    this.from = 0;
    if (typeof name === 'string') {
      for (let i = 0; i < name.length; i++) {
        const code = name.charCodeAt(i);
        // Letters in lower case.
        const letter = code | 32;
        if ((letter >= 97 && letter <= 122) || (code >= 48 && code <= 57)) units[end++] = letter;
        else if (code > 126 || code === 38) {
          const point = name.codePointAt(i) as number;
          if (point > 65535) i++;
          for (const unit of lettersOf(point))
            if (unit !== SPACE || units[end - 1] !== SPACE) units[end++] = unit;
        } else if (code !== 39 && code !== 46 && code !== 96 && units[end - 1] !== SPACE)
          units[end++] = SPACE;
      }
      if (units[end - 1] !== SPACE) units[end++] = SPACE;
    }
    this.end = end;
    this.trim();
    return this;
  }

  /** Leaves out a leading "the" and the legal forms at the end, but never all words. */
  private trim(): void {
    const { units } = this;
    if (forms.length === 0) forms.push(...legalForms.trim().split(' ').map(hashText));
    // "the" and the space behind it.
    if (units[1] === 116 && units[2] === 104 && units[3] === 101 && units[4] === SPACE && this.end > 5)
      this.from = 4;
    for (;;) {
      let start = this.end - 2;
      while (units[start] !== SPACE && start > this.from) start--;
      if (start <= this.from || !forms.includes(this.hashWord(start + 1))) break;
      if (!legalForms.includes(` ${this.text(start)} `)) break;
      this.end = start + 1;
    }
  }

  /** The words behind a space, parted by a space; all unless told. */
  text(space = this.from): string {
    let text = '';
    // Many letters at once, but not so many that they are too many arguments.
    for (let k = space + 1; k < this.end - 1; k += 1000)
      text += String.fromCharCode(...this.units.slice(k, Math.min(k + 1000, this.end - 1)));
    return text;
  }

  /** Whole number of 32 bits that names of the same words have in common, in whatever order; 0 where there are none. */
  hash(): number {
    let sum = 0;
    for (let k = this.from + 1; k < this.end; k++) {
      const word = this.hashWord(k);
      // Spread over all bits: sums of plain hashes would agree too often.
      sum = (sum + addToHash(word, word >>> 15)) | 0;
      while (this.units[k] !== SPACE) k++;
    }
    return this.end === 1 ? 0 : sum || 1;
  }

  /** Hash of the word that begins at a unit. */
  private hashWord(start: number): number {
    let hash = 0;
    for (let k = start; this.units[k] !== SPACE; k++) hash = addToHash(hash, this.units[k]);
    return hash;
  }
}

/** How many pairs of letters a name has, with the space before and behind each word. */
export function countPairs({ from, end }: NameReader): number {
  return end - from - 1;
}

/** A pair of neighbouring letters by 16 bits, of which ASCII needs 14. */
export function pairAt({ units, from }: NameReader, p: number): number {
  return (units[from + p] * 128 + units[from + p + 1]) & 65535;
}
