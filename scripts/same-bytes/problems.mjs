/**
 * The problems whose answers must be the same to the byte in every runtime. Bundled and run by run.mjs; prints one line of
 * JSON: for each problem the length and the hash of its answer.
 */
import { balancePresets, balanceTerritories, prepareProblem } from 'bailiwick/balance';
import { createRandom } from 'bailiwick/core';
import { hashPlan, solvePlan } from 'bailiwick/plan';
import { regressPotential } from 'bailiwick/segment';

/** Accounts round some towns, with heavy tails, skills and incumbents; territories with or without seats. */
function makeInput(seed, { accounts, territories, seats, metric, skills = false, incumbents = false }) {
  const random = createRandom(seed);
  const around = (middle, width) => middle + width * (random.nextShare() + random.nextShare() - 1);
  const towns = Array.from({ length: 12 }, () => [around(178, 9), around(-20, 12)]);
  const wrap = (lon) => (lon > 180 ? lon - 360 : lon);
  const place = () => {
    const [lon, lat] = towns[random.nextBelow(towns.length)];
    return { lon: wrap(around(lon, 2)), lat: around(lat, 2) };
  };
  return {
    accounts: Array.from({ length: accounts }, (_, i) => ({
      id: `account ${i}`,
      ...place(),
      measures: { hours: 1 + 4 * random.nextShare(), potential: 1 / (0.05 + random.nextShare()) },
      attributes: {},
      ...(skills && i % 7 === 0 && { requiredSkills: ['marine'] }),
      ...(incumbents && { incumbentId: `territory ${random.nextBelow(territories)}` }),
    })),
    territories: Array.from({ length: territories }, (_, j) => ({
      id: `territory ${j}`,
      repIds: [`rep ${j}`],
      ...(seats && { seat: place() }),
    })),
    reps: Array.from({ length: territories }, (_, j) => ({
      id: `rep ${j}`,
      capacity: 100,
      skills: j % 2 === 0 ? ['marine'] : [],
    })),
    measures: [
      { id: 'hours', tolerance: 0.05 },
      { id: 'potential', tolerance: 0.1 },
    ],
    travel: { kind: 'greatCircle', metric },
    ...(incumbents && { disruptionWeight: 20 }),
  };
}

function show(value) {
  return JSON.stringify(value, (_, entry) => (ArrayBuffer.isView(entry) ? Array.from(entry) : entry));
}

/** FNV-1a over the characters, in whole numbers. */
function hash(text) {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return (state >>> 0).toString(16).padStart(8, '0');
}

const solve = (input, options) => show(balanceTerritories(prepareProblem(input), options));
const problems = {
  'seats, two measures, skills': () =>
    solve(makeInput(1, { accounts: 1500, territories: 12, seats: true, metric: 'distance', skills: true })),
  'free centres, squared distance': () =>
    solve(makeInput(2, { accounts: 1200, territories: 8, seats: false, metric: 'squaredDistance' })),
  'free centres, distance': () =>
    solve(
      makeInput(3, { accounts: 600, territories: 6, seats: false, metric: 'distance' }),
      balancePresets.fast,
    ),
  'incumbents and the price of moving them': () =>
    solve(
      makeInput(4, { accounts: 800, territories: 10, seats: true, metric: 'distance', incumbents: true }),
    ),
  'a plan and its hash': () => {
    const plan = solvePlan(
      makeInput(5, { accounts: 500, territories: 6, seats: true, metric: 'distance', skills: true }),
    );
    return show([plan, hashPlan(plan)]);
  },
  'a robust regression with intervals': () => {
    const { accounts } = makeInput(6, { accounts: 3000, territories: 1, seats: false, metric: 'distance' });
    const columnOf = (read) => accounts.map(read);
    const predictors = [
      { id: 'lat', values: columnOf(({ lat }) => lat) },
      { id: 'lat³', values: columnOf(({ lat }) => lat * lat * lat) },
      { id: 'hours', values: columnOf(({ measures }) => measures.hours) },
    ];
    const observed = columnOf(({ measures }) => measures.potential);
    return show(regressPotential(predictors, observed, { method: 'robust' }));
  },
};

const found = {};
for (const [name, make] of Object.entries(problems)) {
  const text = make();
  found[name] = `${text.length} characters, ${hash(text)}`;
}
globalThis.sameBytes = found;
console.log(JSON.stringify(found));
