/** Whole numbers of 0 or more, each in as few bytes as the largest takes. */
export type Codes = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** As many zeros, with room for numbers below a limit of up to 2^31. */
export function createCodes(count: number, below: number): Codes {
  if (below <= 2 ** 8) return new Uint8Array(count);
  return below <= 2 ** 16 ? new Uint16Array(count) : new Int32Array(count);
}

/** The same numbers with room for those below a limit: a copy where there is none yet. */
export function widenCodes(codes: Codes, below: number): Codes {
  if (below <= 2 ** (8 * codes.BYTES_PER_ELEMENT)) return codes;
  const wider = createCodes(codes.length, below);
  wider.set(codes);
  return wider;
}
