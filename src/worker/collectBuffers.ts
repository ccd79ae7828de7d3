/**
 * The buffers of a value that can be handed over to another thread instead of being copied: those that one view fills
 * whole. A view of a part stays out, since handing over its buffer would take the rest away as well; so do buffers that
 * are shared already.
 *
 * @param value - plain data: records, arrays, typed arrays
 * @returns each buffer once
 * @remarks O(size of the value), typed arrays counting as one.
 */
export function collectBuffers(value: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const seen = new Set<object>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (ArrayBuffer.isView(next)) {
      const isWhole = next.byteLength === next.buffer.byteLength;
      if (isWhole && next.buffer instanceof ArrayBuffer) buffers.add(next.buffer);
    } else if (Array.isArray(next)) {
      // A list of texts or numbers, such as ids, is known by its first entry.
      if (typeof next[0] === 'object') for (const entry of next) open.push(entry);
    } else open.push(...Object.values(next));
  }
  return [...buffers];
}
