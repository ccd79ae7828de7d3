/**
 * Points with weights, to be put into `--k` clusters of about equal load with free centres:
 *
 *     lon,lat[,weight]       degrees; a first line of names may stand above
 *
 * The load of a point is its weight, 1 where there is none, and every cluster's load is within 1 % of the mean. `cost` is
 * the sum over points of weight times squared straight distance in km², through the earth, to the mean of their cluster
 * on the sphere.
 */
import { balanceTerritories, prepareColumns } from 'bailiwick/balance';
import { BadInstance, demand } from './shared/reading.mjs';

const TOLERANCE = 0.01;
const EARTH_RADIUS_KM = 6371.0088;

export function solve(text, { seed, seconds, evaluations, k }) {
  demand(k !== null, 'points need --k');
  const { lon, lat, weight } = readPoints(text);
  demand(lon.length >= k, `${k} clusters of ${lon.length} points`);
  const problem = prepareColumns({
    lon,
    lat,
    loads: { weight },
    trips: weight,
    territories: k,
    tolerance: TOLERANCE,
  });
  const { bound, gap, assignment } = balanceTerritories(problem, {
    seed,
    ...(seconds !== null && { maxTimeMs: 1000 * seconds, clock: cpuMs }),
    ...(evaluations !== null && { maxEvaluations: evaluations }),
  });
  return { n: lon.length, k, ...judge(lon, lat, weight, assignment, k), bound, gap, assignment };
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

function readPoints(text) {
  const lon = [];
  const lat = [];
  const weight = [];
  text.split(/\r?\n/).forEach((line, row) => {
    if (line.trim() === '') return;
    const cells = line.split(',').map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)));
    if (row === 0 && cells.every((cell) => Number.isNaN(cell))) return;
    const [x, y, w = 1] = cells;
    if (!(Math.abs(x) <= 180 && Math.abs(y) <= 90)) throw new BadInstance(`line ${row + 1}: no lon,lat`);
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY)) throw new BadInstance(`line ${row + 1}: a weight of ${w}`);
    lon.push(x);
    lat.push(y);
    weight.push(w);
  });
  return { lon, lat, weight };
}

/** Cost and balance from the points alone. */
function judge(lon, lat, weight, assignment, k) {
  const radians = Math.PI / 180;
  const places = Array.from(lon, (x, i) => [
    Math.cos(lat[i] * radians) * Math.cos(x * radians),
    Math.cos(lat[i] * radians) * Math.sin(x * radians),
    Math.sin(lat[i] * radians),
  ]);
  const sums = Array.from({ length: k }, () => [0, 0, 0]);
  const loads = new Float64Array(k);
  places.forEach((place, i) => {
    loads[assignment[i]] += weight[i];
    for (let d = 0; d < 3; d++) sums[assignment[i]][d] += weight[i] * place[d];
  });
  const centres = sums.map((sum) => sum.map((value) => value / (Math.hypot(...sum) || 1)));
  let cost = 0;
  places.forEach((place, i) => {
    const square = place.reduce((total, value, d) => total + (value - centres[assignment[i]][d]) ** 2, 0);
    cost += weight[i] * EARTH_RADIUS_KM ** 2 * square;
  });
  const mean = loads.reduce((total, load) => total + load, 0) / k;
  const feasible = loads.every((load) => Math.abs(load - mean) <= TOLERANCE * mean * (1 + 1e-9));
  return { cost, feasible };
}
