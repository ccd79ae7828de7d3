import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { isList } from '../core/records.js';

/** Refuses what is no column, coordinates out of range and halves of a pair; NaN in both is a point without a place. */
export function checkPlaces(what: string, lon: ArrayLike<number>, lat: ArrayLike<number>): void {
  const issues: Issue[] = [];
  const areLists = isList(lon, 'lon', issues);
  if (!isList(lat, 'lat', issues) || !areLists) throw new InputError(what, issues);
  if (lon.length !== lat.length) {
    issues.push(badValue(null, 'lat', 'wrong-length', `as long as lon (${lon.length})`, lat.length));
  }
  for (let i = 0; i < Math.min(lon.length, lat.length); i++) {
    if (Number.isNaN(lon[i]) && Number.isNaN(lat[i])) continue;
    if (!isDegrees(lon[i], 180)) {
      addIssue(issues, badValue(i, 'lon', 'out-of-range', 'from -180 to 180, or NaN like lat', lon[i]));
    }
    if (!isDegrees(lat[i], 90)) {
      addIssue(issues, badValue(i, 'lat', 'out-of-range', 'from -90 to 90, or NaN like lon', lat[i]));
    }
  }
  if (issues.length > 0) throw new InputError(what, issues);
}

function isDegrees(value: unknown, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most;
}
