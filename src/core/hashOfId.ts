/** Places from that of the hash where an id may stand in a table. Chosen: of a million ids that are drawn none is half as far off. */
export const REACH = 64;

/** Ids that are looked up together. Tuned with bench/segment.bench.mjs: 256 and 4,096 are as fast. */
export const IDS_AT_ONCE = 256;

/** 32 bits of a text, 0 for what is none: the hash of sdbm (Ozan Yigit) over 16-bit units, good for telling texts apart. */
export function hashOfText(text: unknown): number {
  let hash = 0;
  if (typeof text === 'string')
    for (let k = 0; k < text.length; k++) hash = (Math.imul(hash, 65599) + text.charCodeAt(k)) | 0;
  return hash;
}

/** The same mixed as in MurmurHash3 (Austin Appleby), good for a place in a table. */
export function hashOfId(id: unknown): number {
  let hash = hashOfText(id);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
