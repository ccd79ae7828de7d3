/**
 * Inertia; the largest deviation from the mean load; and that of the territories without a unit that is heavier than a
 * territory may be: from the same mean where the mean of the rest is within the tolerance of it, else from its own.
 */
export function judgeClusters({ x, y, load }, clusterOf, k, tolerance = 0) {
  const sums = Array.from({ length: k }, () => [0, 0, 0, 0]);
  for (let i = 0; i < x.length; i++) {
    const sum = sums[clusterOf[i]];
    sum[0] += load[i] * x[i];
    sum[1] += load[i] * y[i];
    sum[2] += load[i];
    sum[3] = Math.max(sum[3], load[i]);
  }
  let inertia = 0;
  for (let i = 0; i < x.length; i++) {
    const [sx, sy, w] = sums[clusterOf[i]];
    inertia += load[i] * ((x[i] - sx / w) ** 2 + (y[i] - sy / w) ** 2);
  }
  const deviationFrom = (mean, loads) => Math.max(...loads.map((w) => Math.abs(w / mean - 1)));
  const loads = sums.map(([, , w]) => w);
  const mean = loads.reduce((total, w) => total + w, 0) / k;
  const { heavyCount, lightest, fair } = findHeavy(load, k, mean, tolerance);
  const rest = sums.filter(([, , , heaviest]) => heaviest < lightest).map(([, , w]) => w);
  return {
    inertia,
    deviationPercent: 100 * deviationFrom(mean, loads),
    heavyCount,
    restDeviationPercent: 100 * deviationFrom(fair, rest),
  };
}

/** Units too heavy for any territory, the heaviest first; the lightest of them; and the mean that the others are held to. */
function findHeavy(load, k, mean, tolerance) {
  const byLoad = Float64Array.from(load).sort().reverse();
  let left = mean * k;
  let heavyCount = 0;
  const fairMean = () => {
    const rest = left / (k - heavyCount);
    return Math.abs(rest / mean - 1) <= tolerance ? mean : rest;
  };
  while (byLoad[heavyCount] > (1 + tolerance) * fairMean() * (1 + 1e-9)) left -= byLoad[heavyCount++];
  const lightest = heavyCount > 0 ? byLoad[heavyCount - 1] : Number.POSITIVE_INFINITY;
  return { heavyCount, lightest, fair: fairMean() };
}
