/**
 * How long the async form keeps everything else waiting: the longest time between two turns of the event loop while it
 * solves, and how long after an abort its plan is there. Wall time, so a busy machine makes both longer; the processor time
 * of the longest turn says what the library itself does. Aborts come early, while there is no plan yet, and late.
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
/** When aborts come, as shares of a whole run; the first so many are early. */
const ABORT_SHARES = [0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8];
const EARLY = 4;

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

const CASES = [
  { name: 'hours', measureIds: ['hours'], isFree: false },
  { name: 'hours and potential', measureIds: ['hours', 'potential'], isFree: false },
  { name: 'hours, free centres', measureIds: ['hours'], isFree: true },
];

const makeProblem = (count, { measureIds, isFree }, seed) => {
  const accounts = makeAccounts(count, seed);
  const measures = measureIds.map((id) => ({ id, tolerance: 0.05 }));
  const seats = makeSeats(accounts, SEATS);
  const territories = isFree ? seats.map(({ id, repIds }) => ({ id, repIds })) : seats;
  return prepareProblem({ accounts, territories, measures });
};

/** How long after an abort the plan is there, where the abort comes a share of a whole run after its start. */
async function measureAbort(problem, seed, wholeMs, share) {
  const at = performance.now() + share * wholeMs;
  const signal = {
    get aborted() {
      return performance.now() >= at;
    },
  };
  const { stopCause } = await balanceTerritoriesAsync(problem, { seed, signal });
  return stopCause === 'abort' ? performance.now() - at : 0;
}

export async function run({ seeds, isQuick }) {
  const records = [];
  const count = isQuick ? QUICK_COUNT : COUNT;
  for (const each of isQuick ? CASES.slice(0, 1) : CASES) {
    for (const seed of seeds) {
      const problem = makeProblem(count, each, seed);
      const {
        result: longest,
        cpuSeconds,
        wallSeconds,
      } = await measureOnce(async () => {
        const stop = watchTurns();
        await balanceTerritoriesAsync(problem, { seed });
        return stop();
      });
      const aborts = [];
      for (const share of ABORT_SHARES)
        aborts.push(await measureAbort(problem, seed, 1e3 * wallSeconds, share));
      records.push({
        case: `${count.toLocaleString('en-US')} x ${SEATS}, ${each.name}`,
        method: 'balanceTerritoriesAsync',
        seed,
        cpuSeconds,
        longestTurnMs: longest.ms,
        longestTurnCpuMs: longest.cpuMs,
        abortEarlyMs: Math.max(...aborts.slice(0, EARLY)),
        abortLateMs: Math.max(...aborts.slice(EARLY)),
      });
    }
  }
  return records;
}

export function figures(records) {
  /** The worst case, each by the median of its seeds. */
  const worst = (value) => {
    const medianOf = (name) => median(records.filter((record) => record.case === name).map(value));
    return Math.max(...records.map((record) => medianOf(record.case)));
  };
  const [size] = records[0].case.split(', hours');
  const turn = worst(({ longestTurnMs }) => longestTurnMs);
  const abort = worst(({ abortEarlyMs, abortLateMs }) => Math.max(abortEarlyMs, abortLateMs));
  return [
    {
      work: `event loop, the worst of fixed seats, two measures and free centres, ${size}`,
      wanted: `longest block at most ${LONGEST_MS} ms`,
      measured: `${turn.toFixed(0)} ms`,
      isReached: turn <= LONGEST_MS,
      tried:
        'units are listed, put in order, rounded and added up in runs with pauses between (8894dab, b51fd37: the longest step at 100,000 x 100 takes 22 CPU ms in place of 75); prices of several measures look at units in runs too, and coarse points are merged with pauses (72 to 26 ms with two measures, 65 to 31 with free centres).',
      obstacle:
        'collection of garbage and first runs of long loops, which are slow until they are compiled: neither can be cut into steps.',
    },
    {
      work: 'abort while solving',
      wanted: `best plan so far within ${ABORT_MS} ms`,
      measured: `${abort.toFixed(0)} ms`,
      isReached: abort <= ABORT_MS,
      tried:
        'pauses in all that goes through all units (b51fd37); a stop before the first plan is answered straight from the columns.',
      obstacle:
        'the worst of eight moments and three problems: an abort is heard at the next pause, and all units are then given a territory and summed up, by code that may not be compiled yet.',
    },
  ];
}
