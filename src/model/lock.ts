/** An account that must be in a given territory. */
export interface Lock {
  /** Id of the account. */
  readonly accountId: string;
  /** Id of the territory that holds it. */
  readonly territoryId: string;
}
