import { numberIn, type OptionCheck, oneOf, resolveOptions } from '../../core/options.js';
import { isRecord } from '../../core/records.js';
import { areRatesOrNull, type CurrencyRates } from '../../model/currency.js';

/** A deal and the pod that won it. */
export interface TeamDeal {
  readonly id: string;
  /** Finite; negative for a return, which takes credit back. */
  readonly amount: number;
  /** ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
  /** Who took part, in which role; several of one role share its part equally. */
  readonly members: readonly { readonly repId: string; readonly role: string }[];
}

/** How credit is split. */
export interface SplitOptions {
  /** By role: its part of the amount, 0 or more. Needed. */
  readonly shares: Readonly<Record<string, number>>;
  /**
   * `refuse` (default: chosen, a slip of the pen pays twice): parts that add up to more than 1 are an error. `allow`: overlays are credited on top, so that
   * credits add up to more than sales.
   */
  readonly overlay: 'refuse' | 'allow';
  /** The part of a role that nobody has: credited to nobody (`open`, default: chosen, nobody is paid for it), or `spread` over the others in proportion. */
  readonly vacant: 'open' | 'spread';
  /** Coin that credits are rounded to. Default 0.01: chosen, cents. */
  readonly unit: number;
  /**
   * By currency code: what one unit of it is in the currency of the credits. Default `null`: nothing is converted, and deals
   * of more than one currency are refused.
   */
  readonly rates: CurrencyRates | null;
}

const defaultOptions: SplitOptions = /* @__PURE__ */ Object.freeze({
  shares: {},
  overlay: 'refuse',
  vacant: 'open',
  unit: 0.01,
  rates: null,
});

const arePartsOf: OptionCheck = (value) => {
  const isPart = (part: unknown) => numberIn(0, 1e6)(part) === null;
  return isRecord(value) && Object.values(value).every(isPart)
    ? null
    : 'a number of at least 0 for each role';
};

/** Options with nothing left open; throws an {@link OptionsError} in the name of the caller. */
export function resolveSplit(caller: string, options: Partial<SplitOptions>): SplitOptions {
  return resolveOptions(caller, defaultOptions, options, {
    shares: arePartsOf,
    overlay: oneOf('refuse', 'allow'),
    vacant: oneOf('open', 'spread'),
    unit: numberIn(Number.MIN_VALUE, Number.MAX_VALUE),
    rates: areRatesOrNull,
  });
}
