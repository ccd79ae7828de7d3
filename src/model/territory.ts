import type { Place } from './place.js';

/** A hard range for a load. */
export interface LoadLimit {
  /** Smallest load, 0 unless told. */
  readonly min?: number;
  /** Largest load, infinity unless told. */
  readonly max?: number;
}

/** A group of units covered together. */
export interface Territory {
  /** Unique, non-empty. */
  readonly id: string;
  /** Ids of the reps who cover it; may be empty while a seat is open. */
  readonly repIds: readonly string[];
  /** The fixed point it grows round; absent for a free centre. */
  readonly seat?: Place;
  /** Its part of every measure relative to the other territories, such as the capacity of its reps; 1 unless told. */
  readonly share?: number;
  /** Hard limits by measure id, on top of the tolerance. */
  readonly limits?: Readonly<Record<string, LoadLimit>>;
}
