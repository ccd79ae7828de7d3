import type { OptionCheck } from '../core/options.js';
import { numberIn, resolveOptions } from '../core/options.js';
import { isRecord } from '../core/records.js';

/** How fast one drives on a stretch of a trip. */
export interface SpeedBand {
  /** Where the stretch ends, in road kilometres from the start of the trip; infinity in the last band. */
  readonly upToKm: number;
  /** Mean speed on the stretch, above 0. */
  readonly kmPerHour: number;
}

/** What turns straight lines into trips; there are no defaults, for they depend on country and task. */
export interface TravelTimeOptions {
  /** Road kilometres per great-circle kilometre, 1 or more. */
  readonly detourFactor: number;
  /** The stretches of a trip, slowest roads first: `upToKm` rises, and is infinity in the last. */
  readonly speedBands: readonly SpeedBand[];
}

/** One way from a place to another. */
export interface Trip {
  /** Length by road in kilometres. */
  readonly roadKm: number;
  /** Duration in minutes. */
  readonly minutes: number;
}

/** Estimates a trip from the great-circle distance in kilometres. */
export type TravelTime = (greatCircleKm: number) => Trip;

/**
 * Makes an estimate of road travel: great-circle distance times a detour factor, driven in bands of speed.
 *
 * @param options - the detour factor and the bands; both must be given
 * @returns a function from great-circle kilometres, 0 or more, to road kilometres and minutes; NaN gives NaN
 * @throws {@link OptionsError} where one is missing, unknown or out of range
 * @remarks Bands are stretches of one trip, not classes of trips: the first 15 km at 40 km/h and the rest at 90 km/h
 * makes a farther place never quicker to reach. O(bands) a trip.
 *
 * Measured detour factors: 1.2 for trips between US cities, and other countries in the table of R. H. Ballou,
 * H. Rahardja, N. Sakai: Selected country circuity factors for road travel distance estimation, 2002,
 * DOI 10.1016/S0965-8564(01)00044-1; about 1.4 for the way to the nearest US hospital in F. P. Boscoe, K. A. Henry,
 * M. S. Zdeb: A Nationwide Comparison of Driving Distance Versus Straight-Line Distance to Hospitals, 2012,
 * DOI 10.1080/00330124.2011.583586. For speeds use your own trips.
 * @example
 * ```ts
 * import { createTravelTime } from 'bailiwick/geo';
 * const travelTime = createTravelTime({
 *   detourFactor: 1.2,
 *   speedBands: [{ upToKm: 12, kmPerHour: 36 }, { upToKm: Infinity, kmPerHour: 90 }],
 * });
 * travelTime(60); // => { roadKm: 72, minutes: 60 }
 * ```
 */
export function createTravelTime(options: TravelTimeOptions): TravelTime {
  const { detourFactor, speedBands } = resolveOptions<TravelTimeOptions>(
    'createTravelTime',
    { detourFactor: Number.NaN, speedBands: [] },
    // `null` for what was not given, so that it is refused like any other bad value.
    { ...options, detourFactor: options?.detourFactor ?? null, speedBands: options?.speedBands ?? null },
    { detourFactor: isFactor, speedBands: areBands },
  );
  const bands = speedBands.map(({ upToKm, kmPerHour }) => ({ upToKm, minutesPerKm: 60 / kmPerHour }));
  return (greatCircleKm) => {
    const roadKm = greatCircleKm * detourFactor;
    let minutes = 0;
    let startKm = 0;
    for (const { upToKm, minutesPerKm } of bands) {
      minutes += (Math.min(roadKm, upToKm) - startKm) * minutesPerKm;
      if (roadKm <= upToKm) break;
      startKm = upToKm;
    }
    return { roadKm, minutes };
  };
}

const isFactor: OptionCheck = (value) => numberIn(1, Number.MAX_VALUE)(value) && 'a finite number from 1';

const areBands: OptionCheck = (value) => {
  const bands: unknown[] = Array.isArray(value) ? Array.from(value) : [];
  let fromKm = 0;
  const isGood = bands.every((band) => {
    if (!isRecord(band)) return false;
    const { upToKm, kmPerHour } = band;
    const isRising = typeof upToKm === 'number' && upToKm > fromKm;
    if (isRising) fromKm = upToKm;
    return isRising && typeof kmPerHour === 'number' && kmPerHour > 0 && kmPerHour < Number.POSITIVE_INFINITY;
  });
  return isGood && fromKm === Number.POSITIVE_INFINITY
    ? null
    : 'a list of bands with finite kmPerHour above 0 and rising upToKm, the last Infinity';
};
