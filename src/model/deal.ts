/** An opportunity: one chance of a sale. */
export interface Deal {
  /** Unique, non-empty. */
  readonly id: string;
  /** Id of the account it is made with. */
  readonly accountId: string;
  /** Value in `currency`; negative for a return. */
  readonly amount: number;
  /** ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
  /** Name of the stage it is in. */
  readonly stage: string;
  /** Day it was opened, `YYYY-MM-DD`. */
  readonly openedOn: string;
  /** Day it was closed, `YYYY-MM-DD`; absent while it is open. */
  readonly closedOn?: string;
  /** Whether it was won; absent while it is open. */
  readonly won?: boolean;
  /** Id of the rep who is credited. */
  readonly repId?: string;
}
