/** Some runtimes make longer lists as tables of single entries, so that these grow from here. */
const MOST_ROOM = 16_777_216;

/**
 * A list with room for about so many entries, which whoever fills it cuts to length. A list that grows is copied into new
 * memory at each step, three times its own size in all.
 */
export function makeRoom<T>(count: number): T[] {
  return new Array<T>(Math.min(count, MOST_ROOM));
}
