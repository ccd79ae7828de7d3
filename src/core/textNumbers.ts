/** Slots that are looked at before a text goes to the map. Chosen: of a million ids hardly one gets there. */
const MOST_PROBES = 64;

/**
 * Makes a function that numbers texts: a hash table that holds neither texts nor pairs, and so leaves nothing to the
 * collector of garbage, where a `Map` of a million ids keeps it busy.
 *
 * Idea: (1) slots of two whole numbers, number + 1 and hash, at most half of them taken (linear probing); (2) where hashes
 * agree texts are compared, `textOf` giving the one that has the number; (3) what finds no slot within 64, such as ids
 * made to collide, is held by a `Map`, and so is what is no text, in records that nobody has checked.
 *
 * @param most - how many texts there will be at the most
 * @param textOf - gives the text that was added as a number
 * @returns gives the number of a text: from 0 in the order in which texts come first
 * @remarks O(length) a text, deterministic. G. Fowler, L. C. Noll, K.-P. Vo: FNV-1a (the hash); D. E. Knuth: The Art of
 * Computer Programming 3, 6.4.
 */
export function createTextNumbers(
  most: number,
  textOf: (number: number) => string,
): (text: string) => number {
  const mask = 2 ** (32 - Math.clz32(2 * most)) - 1;
  const slots = new Int32Array(2 * mask + 2);
  const others = new Map<string, number>();
  let count = 0;

  /** The slot that has a text or is free for it; -1 where the map is for it. */
  function slotOf(text: string): number {
    if (typeof text !== 'string') return -1;
    const hash = hashOf(text);
    for (let probe = 0; probe < MOST_PROBES; probe++) {
      const slot = 2 * ((hash + probe) & mask);
      const isFree = slots[slot] === 0;
      if (isFree) slots[slot + 1] = hash;
      if (isFree || (slots[slot + 1] === hash && textOf(slots[slot] - 1) === text)) return slot;
    }
    return -1;
  }

  return (text) => {
    const slot = slotOf(text);
    if (slot < 0) {
      if (!others.has(text)) others.set(text, count++);
      return others.get(text) as number;
    }
    if (slots[slot] === 0) slots[slot] = ++count;
    return slots[slot] - 1;
  };
}

/** FNV-1a over the code units, folded so that the lowest bits depend on all. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}
