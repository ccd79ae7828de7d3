/** Places from that of the hash where an id may stand in a table. Chosen: of a million ids that are drawn none is half as far off. */
export const REACH = 64;

/**
 * 32 bits of a text, 0 for what is none. The hash of sdbm (Ozan Yigit) over 16-bit units, mixed as in MurmurHash3 (Austin
 * Appleby).
 */
export function hashOfId(id: unknown): number {
  if (typeof id !== 'string') return 0;
  let hash = 0;
  for (let k = 0; k < id.length; k++) hash = (Math.imul(hash, 65599) + id.charCodeAt(k)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
