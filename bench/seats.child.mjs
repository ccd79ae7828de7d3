/**
 * One problem of bench/seats.bench.mjs in a process of its own, so that the first call is a cold one.
 *
 *     node bench/seats.child.mjs UNITS SEATS TOLERANCE SEED [FILE]
 *
 * Prints one line of JSON; with FILE also writes the problem there, in the form that bench/peers/lemon reads.
 */
import { writeFileSync } from 'node:fs';
import { assignToSeats } from 'bailiwick/balance';
import { createRandom } from 'bailiwick/core';
import { measureWarm } from './harness.mjs';
import { encodeProblem } from './peers/lemon/encodeProblem.mjs';

const [units, seats, tolerance, seed] = process.argv.slice(2, 6).map(Number);
const file = process.argv[6];
/** Enough calls for a median once the code is compiled. */
const REPEATS = units > 200_000 ? 3 : units > 50_000 ? 5 : units > 5_000 ? 15 : 60;

const problem = makeProblem();
if (file) writeFileSync(file, encodeProblem(problem));
const cold = measure(() => assignToSeats(problem));
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
const warm = measureWarm(() => assignToSeats(problem), REPEATS);
const { prices } = cold.result;
const again = measureWarm(() => assignToSeats(problem, { prices }), REPEATS);
const { status, cost, gap, splits } = cold.result;
console.log(
  JSON.stringify({
    status,
    cost,
    gap,
    splitParts: splits.length,
    coldSeconds: cold.seconds,
    warmSeconds: warm,
    againSeconds: again,
    peakMegabytes,
  }),
);

function measure(work) {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}

/** Points half in towns, half anywhere; loads 1 to 10; whole limits about equal loads, as LEMON wants them. */
function makeProblem() {
  const random = createRandom(seed);
  const share = () => random.nextShare();
  const towns = Array.from({ length: 60 }, () => [share(), share(), 0.004 + 0.04 * share()]);
  const places = new Float64Array(2 * units);
  for (let i = 0; i < units; i++) {
    const [x, y, width] = towns[random.nextBelow(60)];
    const spread = () => share() + share() + share() - 1.5;
    const isInTown = share() < 0.5;
    places[2 * i] = isInTown ? x + width * spread() : share();
    places[2 * i + 1] = isInTown ? y + width * spread() : share();
  }
  const loads = Float64Array.from({ length: units }, () => 1 + random.nextBelow(10));
  const whole = loads.reduce((sum, load) => sum + load, 0);
  const targets = Array.from(
    { length: seats },
    (_, j) => Math.floor((whole * (j + 1)) / seats) - Math.floor((whole * j) / seats),
  );
  return {
    travel: {
      kind: 'geometric',
      dimension: 2,
      metric: 'squaredDistance',
      scale: 1,
      places,
      seats: Float64Array.from({ length: 2 * seats }, share),
    },
    loads,
    lowers: Float64Array.from(targets, (target) => Math.floor(target * (1 - tolerance))),
    uppers: Float64Array.from(targets, (target) => Math.ceil(target * (1 + tolerance))),
  };
}
