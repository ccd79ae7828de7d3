/**
 * Clusters by packages from npm: `node clusters.mjs METHOD`, where standard input is `{ x, y, k, seed }` and the answer
 * `{ cpuSeconds, clusterOf }`.
 */
import { createRandom } from 'bailiwick/core';
import KmeansSameSize from 'kmeans-same-size';
import skmeans from 'skmeans';
import { answer } from './answer.mjs';

const methods = {
  /** Starts from points drawn by the seed: its own start cannot be repeated. */
  skmeans({ x, y, k, seed }) {
    const rows = x.map((value, i) => [value, y[i]]);
    const order = Int32Array.from(rows.keys());
    createRandom(seed).shuffle(order);
    const starts = Array.from(order.subarray(0, k), (i) => [...rows[i]]);
    return () => skmeans(rows, k, starts).idxs;
  },
  /**
   * Measures on the globe, with x as latitude, and moves a centre only where its coordinates are above 0: the points are
   * shrunk to a degree beside the equator, where the globe is as good as flat. Chance is what Math.random gives, so that
   * is seeded.
   */
  'kmeans-same-size'({ x, y, k, seed }) {
    const [west, south] = [smallest(x), smallest(y)];
    const width = Math.max(largest(x) - west, largest(y) - south);
    const points = x.map((value, i) => ({ x: (value - west) / width, y: (y[i] - south) / width }));
    const random = createRandom(seed);
    Math.random = () => random.nextShare();
    const kmeans = new KmeansSameSize();
    kmeans.init({ k, runs: 1, equalSize: true, normalize: false });
    return () => {
      kmeans.calc(points);
      return points.map((point) => point.k);
    };
  },
};

function smallest(values) {
  return values.reduce((least, value) => Math.min(least, value));
}

function largest(values) {
  return values.reduce((most, value) => Math.max(most, value));
}

answer((input) => {
  const run = methods[process.argv[2]](input);
  return () => ({ clusterOf: run() });
});
