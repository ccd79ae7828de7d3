/**
 * Points with weights, to be put into `--k` clusters of about equal loads with free centres:
 *
 *     lon,lat[,weight…]       degrees; a first line of names may stand above
 *
 * Each column of weights is a load of its own, 1 a point where there is none, and every cluster's loads are within
 * `--tolerance` of their means, 0.01 unless told. `cost` is the sum over points of the first weight times squared straight
 * distance in km², through the earth, to the mean of their cluster on the sphere. `largestDeviation` is how far a load is
 * from its mean at the most, as a share of it. Where the tolerance cannot be met, `reasons` say why, and the plan is the
 * nearest found.
 */
import { balanceTerritories, prepareColumns } from 'bailiwick/balance';
import { demand } from './shared/reading.mjs';
import { readPoints } from './shared/readPoints.mjs';

const TOLERANCE = 0.01;
const EARTH_RADIUS_KM = 6371.0088;
/** Dimensions of a place on the sphere. */
const DIMENSIONS = 3;

/** Loads may be off by what is asked for: the file has no limits of its own. */
export const hasTolerance = true;

export function solve(text, { seed, seconds, evaluations, k, tolerance = null }) {
  demand(k !== null, 'points need --k');
  const { lon, lat, weights } = readPoints(text);
  demand(lon.length >= k, `${k} clusters of ${lon.length} points`);
  const share = tolerance ?? TOLERANCE;
  const problem = prepareColumns({
    lon,
    lat,
    loads: Object.fromEntries(weights.map((weight, m) => [`weight ${m + 1}`, weight])),
    trips: weights[0],
    territories: k,
    tolerance: share,
  });
  const { status, reasons, bound, assignment } = balanceTerritories(problem, {
    seed,
    ...(seconds !== null && { cycles: Number.POSITIVE_INFINITY, maxTimeMs: 1000 * seconds, clock: cpuMs }),
    ...(evaluations !== null && { cycles: Number.POSITIVE_INFINITY, maxEvaluations: evaluations }),
  });
  const cost = computeCost(lon, lat, weights[0], assignment, k);
  const largestDeviation = Math.max(...weights.map((weight) => deviationOf(weight, assignment, k)));
  const feasible = largestDeviation <= share * (1 + 1e-9) + 1e-12;
  return {
    n: lon.length,
    k,
    cost,
    bound,
    gap: bound === null || !feasible ? null : cost > 0 ? Math.max(0, (cost - bound) / cost) : 0,
    feasible,
    tolerance: share,
    largestDeviation,
    ...(status === 'infeasible' && { reasons: reasons.map(({ message }) => message) }),
    assignment,
  };
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

/** Weight times squared distance to the cluster's mean on the sphere, from the points alone. */
function computeCost(lon, lat, weight, assignment, k) {
  const places = toSphere(lon, lat);
  const centres = new Float64Array(DIMENSIONS * k);
  for (let i = 0; i < weight.length; i++) {
    for (let d = 0; d < DIMENSIONS; d++) {
      centres[DIMENSIONS * assignment[i] + d] += weight[i] * places[DIMENSIONS * i + d];
    }
  }
  for (let j = 0; j < k; j++) {
    const centre = centres.subarray(DIMENSIONS * j, DIMENSIONS * (j + 1));
    const length = Math.hypot(...centre);
    for (let d = 0; length > 0 && d < DIMENSIONS; d++) centre[d] /= length;
  }
  let cost = 0;
  for (let i = 0; i < weight.length; i++) {
    let square = 0;
    for (let d = 0; d < DIMENSIONS; d++) {
      square += (places[DIMENSIONS * i + d] - centres[DIMENSIONS * assignment[i] + d]) ** 2;
    }
    cost += weight[i] * EARTH_RADIUS_KM ** 2 * square;
  }
  return cost;
}

/** Entry `[3 * i]` and the two after it are point i on the unit sphere. */
function toSphere(lon, lat) {
  const radians = Math.PI / 180;
  const places = new Float64Array(DIMENSIONS * lon.length);
  for (let i = 0; i < lon.length; i++) {
    const ring = Math.cos(lat[i] * radians);
    places[DIMENSIONS * i] = ring * Math.cos(lon[i] * radians);
    places[DIMENSIONS * i + 1] = ring * Math.sin(lon[i] * radians);
    places[DIMENSIONS * i + 2] = Math.sin(lat[i] * radians);
  }
  return places;
}

/** Largest deviation of a cluster's load from the mean, as a share of it; 0 where nothing weighs anything. */
function deviationOf(weight, assignment, k) {
  const loads = new Float64Array(k);
  for (let i = 0; i < weight.length; i++) loads[assignment[i]] += weight[i];
  const mean = loads.reduce((total, load) => total + load, 0) / k;
  return mean > 0 ? Math.max(...loads.map((load) => Math.abs(load / mean - 1))) : 0;
}
