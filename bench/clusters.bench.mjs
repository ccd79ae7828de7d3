/** Free centres against clustering without balance: seconds, inertia, and the largest load over the mean. */
import * as turf from '@turf/turf';
import { balanceTerritories, prepareProblem } from 'bailiwick/balance';
import { runMethods } from './harness.mjs';
import { makeAccounts } from './points.mjs';

export const title = 'Balanced clusters, 3,000 x 30, equal weights ±1 %, against k-means without balance';
export const packages = ['@turf/turf'];

const COUNT = 3_000;
const CLUSTERS = 30;

/** Sum of squared distances to the cluster's mean, in degrees of latitude scaled alike for both, and largest / mean. */
function judge(points, clusterOf) {
  const sums = Array.from({ length: CLUSTERS }, () => [0, 0, 0]);
  const flat = points.map(({ lon, lat }) => [lon * Math.cos((38 * Math.PI) / 180), lat]);
  flat.forEach(([x, y], i) => {
    const sum = sums[clusterOf[i]];
    sum[0] += x;
    sum[1] += y;
    sum[2]++;
  });
  let inertia = 0;
  flat.forEach(([x, y], i) => {
    const [sx, sy, n] = sums[clusterOf[i]];
    inertia += (x - sx / n) ** 2 + (y - sy / n) ** 2;
  });
  return { inertia, largestOverMean: (Math.max(...sums.map(([, , n]) => n)) * CLUSTERS) / points.length };
}

export function run({ seeds }) {
  const methods = [
    {
      name: 'bailiwick, free centres',
      run: (seed) => {
        const accounts = makeAccounts(COUNT, seed).map((account) => ({ ...account, measures: { count: 1 } }));
        const territories = Array.from({ length: CLUSTERS }, (_, j) => ({ id: `t${j}`, repIds: [] }));
        const measures = [{ id: 'count', tolerance: 0.01 }];
        const travel = { kind: 'greatCircle', metric: 'squaredDistance' };
        const { assignment } = balanceTerritories(
          prepareProblem({ accounts, territories, measures, travel }),
          { seed },
        );
        return judge(accounts, assignment);
      },
    },
    {
      name: 'turf clustersKmeans',
      run: (seed) => {
        const accounts = makeAccounts(COUNT, seed);
        const points = turf.featureCollection(accounts.map(({ lon, lat }) => turf.point([lon, lat])));
        const { features } = turf.clustersKmeans(points, { numberOfClusters: CLUSTERS });
        return judge(
          accounts,
          features.map(({ properties }) => properties.cluster),
        );
      },
    },
  ];
  return runMethods(methods, { seeds });
}
