/** Processor seconds that the work below took on the machine that limits of time in tests were set on. */
const USUAL_SECONDS = 1;

/**
 * How many times as long this machine takes now as the one that limits were set on, 1 at least: a plain `Map` of a million
 * ids, made and read once, waits for memory as most code does. It is taken when it is asked for, as machines are shared.
 */
export function slowness(): number {
  const start = process.cpuUsage();
  const rowOf = new Map<string, number>();
  for (let i = 0; i < 1_000_000; i++) rowOf.set(`a${i}`, i);
  let sum = 0;
  for (let i = 0; i < 1_000_000; i++) sum += rowOf.get(`a${i}`) as number;
  const { user, system } = process.cpuUsage(start);
  if (sum !== 499_999_500_000) throw new Error('the Map lost a row');
  return Math.max(1, (user + system) / 1e6 / USUAL_SECONDS);
}
