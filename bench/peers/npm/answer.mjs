import { readFileSync } from 'node:fs';

/**
 * Reads the problem from standard input and prints the answer with the CPU seconds it took.
 *
 * @param prepare - gives, for the problem read, the work that is to be timed: `() => answer`, or a promise of it
 */
export async function answer(prepare) {
  const work = await prepare(JSON.parse(readFileSync(0, 'utf8')));
  const before = process.cpuUsage();
  const found = work();
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(JSON.stringify({ cpuSeconds: (user + system) / 1e6, ...found }));
}
