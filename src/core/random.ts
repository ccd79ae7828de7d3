import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of reproducible random numbers: integers only at its heart, so it is the same on every runtime. */
export interface Random {
  /**
   * @param size - how many values there are, a whole number from 1 to 2^32
   * @returns a whole number from 0 to `size - 1`, each equally likely
   */
  nextBelow(size: number): number;
  /** @returns a number in [0, 1) with 32 random bits */
  nextShare(): number;
  /**
   * Puts the entries of an array in random order, in place (Fisher-Yates).
   *
   * @param items - the array to reorder
   */
  shuffle(items: Int32Array | Uint32Array | unknown[]): void;
}

/**
 * Starts a stream of random numbers.
 *
 * @param seed - any whole number; the same seed gives the same stream
 * @returns a stream that nothing else shares
 * @remarks xoroshiro128+ by pure-rand (Blackman, Vigna: Scrambled Linear Pseudorandom Number Generators, 2021,
 * DOI 10.1145/3460772). The first numbers of neighbouring seeds are as unlike as any others.
 */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(scatter(scatter(Math.floor(seed / WORDS)) ^ seed));
  const nextBelow = (size: number) => {
    // Every value has as many of the 2^32 numbers below the last whole multiple of the size.
    const end = WORDS - (WORDS % size);
    for (;;) {
      const word = generator.next() + WORDS / 2;
      if (!(word >= end)) return word % size;
    }
  };
  return {
    nextBelow,
    nextShare: () => (generator.next() >>> 0) / WORDS,
    shuffle: (items) => {
      const list = items as unknown[];
      for (let last = list.length - 1; last > 0; last--) {
        const other = nextBelow(last + 1);
        const held = list[last];
        list[last] = list[other];
        list[other] = held;
      }
    },
  };
}

/** How many words of 32 bits there are. */
const WORDS = 4294967296;

/** Spreads every bit of a 32-bit number over all of them: the finaliser of MurmurHash3 (Austin Appleby). */
function scatter(bits: number): number {
  let mixed = bits | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
