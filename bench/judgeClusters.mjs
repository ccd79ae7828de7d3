/**
 * Inertia; the largest deviation from the mean load; and that of what is left where units stand alone: from the same mean
 * where the mean of the rest is within the tolerance of it, else from its own.
 */
export function judgeClusters({ x, y, load }, clusterOf, k, tolerance = 0) {
  const sums = Array.from({ length: k }, () => [0, 0, 0, 0]);
  for (let i = 0; i < x.length; i++) {
    const sum = sums[clusterOf[i]];
    sum[0] += load[i] * x[i];
    sum[1] += load[i] * y[i];
    sum[2] += load[i];
    sum[3]++;
  }
  let inertia = 0;
  for (let i = 0; i < x.length; i++) {
    const [sx, sy, w] = sums[clusterOf[i]];
    inertia += load[i] * ((x[i] - sx / w) ** 2 + (y[i] - sy / w) ** 2);
  }
  const meanOf = (loads) => loads.reduce((total, w) => total + w, 0) / loads.length;
  const deviationFrom = (mean, loads) => Math.max(...loads.map((w) => Math.abs(w / mean - 1)));
  const loads = sums.map(([, , w]) => w);
  const shared = sums.filter(([, , , count]) => count > 1).map(([, , w]) => w);
  const mean = meanOf(loads);
  const fair = Math.abs(meanOf(shared) / mean - 1) <= tolerance ? mean : meanOf(shared);
  return {
    inertia,
    deviationPercent: 100 * deviationFrom(mean, loads),
    aloneCount: k - shared.length,
    restDeviationPercent: 100 * deviationFrom(fair, shared),
  };
}
