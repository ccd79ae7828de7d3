/** A point on the earth, WGS 84. */
export interface Place {
  /** Degrees, -180 to 180. */
  readonly lon: number;
  /** Degrees, -90 to 90. */
  readonly lat: number;
}
