/** Points for benches: clumped like cities, the same for the same seed. */
import { createRandom } from 'bailiwick/core';

const TOWNS = 60;

/** Accounts round towns and in between, over an area the size of the contiguous states; hours 1 to 10, potential skewed. */
export function makeAccounts(count, seed) {
  const random = createRandom(seed);
  const between = (low, high) => low + (high - low) * random.nextShare();
  const towns = Array.from({ length: TOWNS }, () => [between(-120, -75), between(28, 48), between(0.1, 1)]);
  const spread = () => between(-1, 1) + between(-1, 1) + between(-1, 1);
  return Array.from({ length: count }, (_, i) => {
    const [lon, lat, width] = towns[random.nextBelow(TOWNS)];
    const isInTown = random.nextShare() < 0.7;
    const hours = between(1, 10);
    return {
      id: `a${i}`,
      lon: isInTown ? lon + width * spread() : between(-120, -75),
      lat: isInTown ? lat + width * spread() : between(28, 48),
      measures: { hours, potential: hours * between(0.5, 1.5) + 20 * random.nextShare() ** 4 },
      attributes: {},
    };
  });
}

/** Territories with seats where every so manieth account lies, so that dense areas have more of them. */
export function makeSeats(accounts, count) {
  const step = Math.floor(accounts.length / count);
  return Array.from({ length: count }, (_, j) => {
    const { lon, lat } = accounts[j * step];
    return { id: `t${j}`, repIds: [], seat: { lon, lat } };
  });
}
