/**
 * Free centres against clustering without balance: seconds, inertia, the largest load over the mean and the largest
 * deviation. Points are those of points.mjs, on a plane; peers that take minutes are run on the small case only.
 */
import * as turf from '@turf/turf';
import { balanceTerritories, prepareColumns } from 'bailiwick/balance';
import { runMethods } from './harness.mjs';
import { makeAccounts } from './points.mjs';

export const title = 'Balanced clusters with free centres, equal weights, against k-means without balance';
export const packages = ['@turf/turf'];

/** Columns of clumped points, degrees of longitude shortened as at 38 degrees. */
function makeColumns(count, seed) {
  const accounts = makeAccounts(count, seed);
  return {
    x: Float64Array.from(accounts, ({ lon }) => lon * Math.cos((38 * Math.PI) / 180)),
    y: Float64Array.from(accounts, ({ lat }) => lat),
    load: new Float64Array(count).fill(1),
  };
}

/** Sum of squared distances to the cluster's mean, and how even clusters are. */
function judge({ x, y }, clusterOf, k) {
  const sums = Array.from({ length: k }, () => [0, 0, 0]);
  for (let i = 0; i < x.length; i++) {
    const sum = sums[clusterOf[i]];
    sum[0] += x[i];
    sum[1] += y[i];
    sum[2]++;
  }
  let inertia = 0;
  for (let i = 0; i < x.length; i++) {
    const [sx, sy, n] = sums[clusterOf[i]];
    inertia += (x[i] - sx / n) ** 2 + (y[i] - sy / n) ** 2;
  }
  const shares = sums.map(([, , n]) => (n * k) / x.length);
  return {
    inertia,
    largestOverMean: Math.max(...shares),
    deviation: Math.max(...shares.map((share) => Math.abs(share - 1))),
  };
}

function balanced(count, k, tolerance, cycles) {
  return {
    name: `bailiwick ${count} x ${k}, ±${100 * tolerance} %, ${cycles} cycles`,
    run: (seed) => {
      const { x, y, load } = makeColumns(count, seed);
      const problem = prepareColumns({ x, y, loads: { load }, territories: k, tolerance });
      const { assignment } = balanceTerritories(problem, { seed, cycles });
      return judge({ x, y }, assignment, k);
    },
  };
}

const turfKmeans = (count, k) => ({
  name: `turf clustersKmeans ${count} x ${k}`,
  run: (seed) => {
    const { x, y } = makeColumns(count, seed);
    const points = turf.featureCollection(Array.from(x, (value, i) => turf.point([value, y[i]])));
    const { features } = turf.clustersKmeans(points, { numberOfClusters: k });
    return judge(
      { x, y },
      features.map(({ properties }) => properties.cluster),
      k,
    );
  },
});

export async function run({ seeds }) {
  const small = await runMethods([balanced(3_000, 30, 0.01, 0), turfKmeans(3_000, 30)], { seeds });
  const large = [balanced(20_000, 50, 0.005, 0), balanced(100_000, 100, 0.005, 0)];
  return [...small, ...(await runMethods(large, { seeds, warmups: 0 }))];
}
