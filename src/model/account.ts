/** What an attribute of a record can hold. `null` says that the value is known to be missing. */
export type AttributeValue = string | number | boolean | null;

/** A customer or prospect: the record that is sold to. */
export interface Account {
  /** Unique, non-empty. */
  readonly id: string;
  /** What people call it. */
  readonly name?: string;
  /** Longitude in degrees, -180 to 180, WGS 84; absent where the account is not located. */
  readonly lon?: number;
  /** Latitude in degrees, -90 to 90, WGS 84; absent where the account is not located. */
  readonly lat?: number;
  /** Additive, non-negative quantities by measure id (`hours`, `potential`). A measure that is absent is unknown. */
  readonly measures: Readonly<Record<string, number>>;
  /** Everything else that rules and scores may look at. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Id of the account this one belongs to; accounts joined this way are a family. */
  readonly parentId?: string;
  /** Id of the territory that holds the account before a change. */
  readonly incumbentId?: string;
  /** Skills that the rep must have, all of them. */
  readonly requiredSkills?: readonly string[];
}
