import { describe, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { Account } from '../../src/model/account.js';
import type { Deal } from '../../src/model/deal.js';
import type { Lock } from '../../src/model/lock.js';
import type { Measure } from '../../src/model/measure.js';
import type { Place } from '../../src/model/place.js';
import type { Rep } from '../../src/model/rep.js';
import type * as schemas from '../../src/model/schemas.js';
import type { Territory } from '../../src/model/territory.js';

/** Schemas give mutable objects, interfaces promise readonly ones: apart from that they are the same. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;
type Output<Name extends keyof typeof schemas> = Frozen<z.output<(typeof schemas)[Name]>>;

describe('schemas', () => {
  it('give exactly the types that are written by hand', () => {
    expectTypeOf<Output<'accountSchema'>>().toEqualTypeOf<Account>();
    expectTypeOf<Output<'dealSchema'>>().toEqualTypeOf<Deal>();
    expectTypeOf<Output<'lockSchema'>>().toEqualTypeOf<Lock>();
    expectTypeOf<Output<'measureSchema'>>().toEqualTypeOf<Measure>();
    expectTypeOf<Output<'placeSchema'>>().toEqualTypeOf<Place>();
    expectTypeOf<Output<'repSchema'>>().toEqualTypeOf<Rep>();
    expectTypeOf<Output<'territorySchema'>>().toEqualTypeOf<Territory>();
  });

  it('take what they give', () => {
    expectTypeOf<z.input<typeof schemas.accountSchema>>().toEqualTypeOf<
      z.output<typeof schemas.accountSchema>
    >();
  });
});
