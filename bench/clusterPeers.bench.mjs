/**
 * More peers for free centres: clusters without balance, cuts of a graph, and clusters of one size. CPU seconds, inertia
 * (sum of squared distances to the cluster's mean) and how far counts are from equal.
 *
 * Each peer works in a process of its own, within a limit of time. Those without a notion of balance are a reference for
 * inertia, not a goal. METIS cuts a Delaunay triangulation in connected parts; it knows neighbours, not distances.
 */
import { balanceTerritories, prepareColumns } from 'bailiwick/balance';
import { clumped, isContiguous, readZip, shuffle } from './clusterPoints.mjs';
import { measureOnce, median } from './harness.mjs';
import { judgeClusters } from './judgeClusters.mjs';
import { callNpm, callPython } from './peers/callPeer.mjs';

export const title = 'Free centres, further peers: without balance, by graph, of one size';
export const packages = ['skmeans', 'kmeans-same-size'];

/** Limit in seconds on the clock for one answer of a peer. */
const SECONDS = 180;
const SAME_SIZE = 'kmeans-same-size';

export async function run({ seeds, isQuick }) {
  const records = [];
  const seedsOfPeers = seeds.slice(0, 3);
  const zipCount = isQuick ? 5_000 : Number.POSITIVE_INFINITY;
  const equalCount = isQuick ? 500 : 2_000;
  for (const seed of seedsOfPeers) {
    const zip = takeFirst(shuffle(readZip(isContiguous), seed), zipCount);
    records.push(
      ...(await race(zip, { k: 100, tolerance: 0.01, seed }, nameCase('ZIP areas', zip, 100, '±1 %'), [
        [callNpm, 'clusters.mjs', 'skmeans'],
        [callPython, 'clusters.py', 'scikit-learn KMeans'],
        [callPython, 'clusters.py', 'METIS'],
      ])),
    );
    const equal = clumped(equalCount, seed);
    records.push(
      ...(await race(equal, { k: 20, tolerance: 0, seed }, nameCase('points', equal, 20, 'equal counts'), [
        [callNpm, 'clusters.mjs', SAME_SIZE],
        [callPython, 'clusters.py', 'k-means-constrained'],
      ])),
    );
  }
  return records;
}

function nameCase(what, { x }, k, rule) {
  return `${what}, ${x.length.toLocaleString('en-US')} x ${k}, ${rule}`;
}

function takeFirst({ x, y, load }, count) {
  return { x: x.slice(0, count), y: y.slice(0, count), load: load.slice(0, count) };
}

/** This library and the peers on the same points; one that is not installed has no record. */
async function race(points, { k, tolerance, seed }, caseName, peers) {
  const { x, y, load } = points;
  const problem = prepareColumns({ x, y, loads: { load }, territories: k, tolerance });
  const { result, cpuSeconds } = await measureOnce(() => balanceTerritories(problem, { seed }));
  const describe = (method, seconds, clusterOf) => {
    const { inertia, deviationPercent } = judgeClusters(points, clusterOf, k);
    return { case: caseName, method, seed, cpuSeconds: seconds, inertia, deviationPercent };
  };
  const input = { x: Array.from(x), y: Array.from(y), k, tolerance, seed };
  const theirs = peers.flatMap(([call, script, name]) => {
    const answer = call(script, name, input, SECONDS);
    if (answer === null) return [];
    const { method, cpuSeconds, clusterOf, isLate } = answer;
    return isLate ? { case: caseName, method, seed, cpuSeconds } : describe(method, cpuSeconds, clusterOf);
  });
  return [describe('bailiwick', cpuSeconds, result.assignment), ...theirs];
}

export function figures(records) {
  const work = 'against kmeans-same-size, 2,000 x 20, equal counts';
  const wanted = 'faster, equal counts, objective no worse';
  const ofCase = records.filter((record) => record.case.startsWith('points, 2,000'));
  const theirs = ofCase.filter(({ method }) => method === SAME_SIZE);
  const mine = new Map(ofCase.filter(({ method }) => method === 'bailiwick').map((one) => [one.seed, one]));
  if (theirs.length === 0) {
    const isLate = ofCase.some(({ method }) => method.startsWith(SAME_SIZE));
    const measured = isLate ? `no answer of the peer in ${SECONDS} s` : 'not run at this size';
    return [{ work, wanted, measured, isReached: null }];
  }
  const times = median(theirs.map(({ seed, cpuSeconds }) => cpuSeconds / mine.get(seed).cpuSeconds));
  const objective = median(theirs.map(({ seed, inertia }) => mine.get(seed).inertia / inertia));
  const isEqual = [...mine.values()].every(({ deviationPercent }) => deviationPercent < 1e-9);
  return [
    {
      work,
      wanted,
      measured: `${times.toFixed(0)} times as fast, ${isEqual ? 'equal counts' : 'counts that differ'}, objective ${objective.toFixed(3)} times`,
      isReached: times > 1 && isEqual && objective <= 1 + 1e-9,
    },
  ];
}
