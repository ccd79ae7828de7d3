/**
 * How long the async form keeps everything else waiting: the longest time between two turns of the event loop while it
 * solves, and how long an abort takes to be heard. Wall time, so a busy machine makes both longer; the processor time of
 * the longest turn says what the library itself does.
 */
import { balanceTerritoriesAsync, prepareProblem } from 'bailiwick/balance';
import { measureOnce, median } from './harness.mjs';
import { makeAccounts, makeSeats } from './points.mjs';

export const title = 'The event loop while solving in the async form';

const COUNT = 100_000;
const QUICK_COUNT = 20_000;
const SEATS = 100;
const LONGEST_MS = 40;
const ABORT_MS = 50;

/** Turns the event loop until told to stop; says how long the longest turn was. */
function watchTurns() {
  let isDone = false;
  let at = performance.now();
  let cpu = process.cpuUsage();
  const longest = { ms: 0, cpuMs: 0 };
  const turn = () => {
    const { user, system } = process.cpuUsage(cpu);
    longest.ms = Math.max(longest.ms, performance.now() - at);
    longest.cpuMs = Math.max(longest.cpuMs, (user + system) / 1e3);
    at = performance.now();
    cpu = process.cpuUsage();
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    isDone = true;
    return longest;
  };
}

const makeProblem = (count, measureIds, seed) => {
  const accounts = makeAccounts(count, seed);
  const measures = measureIds.map((id) => ({ id, tolerance: 0.05 }));
  return prepareProblem({ accounts, territories: makeSeats(accounts, SEATS), measures });
};

export async function run({ seeds, isQuick }) {
  const records = [];
  const count = isQuick ? QUICK_COUNT : COUNT;
  for (const measureIds of isQuick ? [['hours']] : [['hours'], ['hours', 'potential']]) {
    for (const seed of seeds) {
      const problem = makeProblem(count, measureIds, seed);
      const { result: longest, cpuSeconds } = await measureOnce(async () => {
        const stop = watchTurns();
        await balanceTerritoriesAsync(problem, { seed });
        return stop();
      });
      const controller = new AbortController();
      let abortedAt = 0;
      setTimeout(() => {
        abortedAt = performance.now();
        controller.abort();
      }, 300);
      await balanceTerritoriesAsync(problem, { seed, cycles: 1e6, signal: controller.signal });
      records.push({
        case: `${count.toLocaleString('en-US')} x ${SEATS}, ${measureIds.join(' and ')}`,
        method: 'balanceTerritoriesAsync',
        seed,
        cpuSeconds,
        longestTurnMs: longest.ms,
        longestTurnCpuMs: longest.cpuMs,
        abortHeardMs: performance.now() - abortedAt,
      });
    }
  }
  return records;
}

export function figures(records) {
  const first = records.filter((record) => record.case === records[0].case);
  const turn = median(first.map(({ longestTurnMs }) => longestTurnMs));
  const abort = median(records.map(({ abortHeardMs }) => abortHeardMs));
  return [
    {
      work: `event loop, ${first[0].case}`,
      wanted: `longest block at most ${LONGEST_MS} ms`,
      measured: `${turn.toFixed(0)} ms`,
      isReached: turn <= LONGEST_MS,
      tried:
        'units are listed, put in order, rounded and added up in runs with pauses between (8894dab, b51fd37: the longest step at 100,000 x 100 takes 22 CPU ms in place of 75).',
      obstacle:
        'collection of garbage and first runs of long loops, which are slow until they are compiled: neither can be cut into steps.',
    },
    {
      work: 'abort while solving',
      wanted: `best plan so far within ${ABORT_MS} ms`,
      measured: `${abort.toFixed(0)} ms`,
      isReached: abort <= ABORT_MS,
      tried: 'pauses in all that goes through all units (b51fd37).',
      obstacle: 'an abort is heard at the next pause, and the result is then summed up from all units.',
    },
  ];
}
