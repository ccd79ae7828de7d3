import type { Place } from './place.js';

/** A person or seat that sells. */
export interface Rep {
  /** Unique, non-empty. */
  readonly id: string;
  /** What people call the rep. */
  readonly name?: string;
  /** Where the rep starts from. */
  readonly home?: Place;
  /** Hours of selling work the rep can carry in the period, 0 or more. */
  readonly capacity: number;
  /** What the rep can sell to or speak; empty where nothing special. */
  readonly skills: readonly string[];
  /** First day in the seat, `YYYY-MM-DD`. */
  readonly start?: string;
  /** Role in a pod, such as `field` or `overlay`. */
  readonly role?: string;
}
