import type { Account } from '../../model/account.js';

/** Whether an account has a place on earth other than 0, 0, which stands for unknown. */
export function isLocated({ lon, lat }: Account): boolean {
  const isPlace =
    typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return isPlace && (lon !== 0 || lat !== 0);
}
