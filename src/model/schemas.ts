import * as z from 'zod';
import type { Account } from './account.js';
import type { Deal } from './deal.js';
import type { Lock } from './lock.js';
import type { Measure } from './measure.js';
import type { Place } from './place.js';
import type { Rep } from './rep.js';
import type { LoadLimit, Territory } from './territory.js';

/** One schema for every field of a record, each of the field's type: a field too few or too many does not compile. */
type Fields<T> = { readonly [K in keyof T]-?: z.ZodType<T[K]> };

/** Words for `expected`; `zodIssues.ts` reads them back. */
const say = (expected: string) => ({ error: `expected ${expected}` });

const text = (what: string) => z.string(say(what));
const filledText = (what: string) => text(what).min(1, say(what));
const atLeastZero = (what: string) => z.number(say(what)).min(0, say(what));
const day = (what: string) => z.iso.date(say(`${what} as YYYY-MM-DD`));
const list = (what: string) => z.array(filledText(what), say('a list of texts'));

/** Makes a schema in one call that bundlers may drop: the parts of an argument would stay. */
const make = <T>(schema: () => T): T => schema();

const longitude = /* @__PURE__ */ degrees('a longitude', 180);
const latitude = /* @__PURE__ */ degrees('a latitude', 90);

function degrees(what: string, limit: number) {
  const expected = say(`${what} from -${limit} to ${limit}`);
  return z.number(expected).min(-limit, expected).max(limit, expected);
}

const attributeValue = /* @__PURE__ */ make(() =>
  z.union(
    [z.string(), z.number(), z.boolean(), z.null()],
    say('a text, a finite number, true, false or null'),
  ),
);

/** Shape of a {@link Place}. */
export const placeSchema = /* @__PURE__ */ make(() =>
  z.object({ lon: longitude, lat: latitude } satisfies Fields<Place>, say('a place with lon and lat')),
);

/** Shape of an {@link Account}. */
export const accountSchema = /* @__PURE__ */ make(() =>
  z.object(
    {
      id: filledText('an id'),
      name: text('a name').optional(),
      lon: longitude.optional(),
      lat: latitude.optional(),
      measures: z.record(z.string(), atLeastZero('a finite number, 0 or more'), say('measures by id')),
      attributes: z.record(z.string(), attributeValue, say('attributes by name')),
      parentId: filledText('an account id').optional(),
      incumbentId: filledText('a territory id').optional(),
      requiredSkills: list('a skill').optional(),
    } satisfies Fields<Account>,
    say('a record'),
  ),
);

/** Shape of a {@link Rep}. */
export const repSchema = /* @__PURE__ */ make(() =>
  z.object(
    {
      id: filledText('an id'),
      name: text('a name').optional(),
      home: placeSchema.optional(),
      capacity: atLeastZero('a finite number of hours, 0 or more'),
      skills: list('a skill'),
      start: day('a day').optional(),
      role: text('a role').optional(),
    } satisfies Fields<Rep>,
    say('a record'),
  ),
);

const loadLimit = /* @__PURE__ */ make(() =>
  z.object(
    {
      min: atLeastZero('a finite load, 0 or more').optional(),
      max: z
        .custom<number>((value) => typeof value === 'number' && value >= 0, say('a load, 0 or more'))
        .optional(),
    } satisfies Fields<LoadLimit>,
    say('a limit with min and max'),
  ),
);

/** Shape of a {@link Territory}. */
export const territorySchema = /* @__PURE__ */ make(() =>
  z.object(
    {
      id: filledText('an id'),
      repIds: list('a rep id'),
      seat: placeSchema.optional(),
      share: atLeastZero('a finite number, 0 or more').optional(),
      limits: z.record(z.string(), loadLimit, say('limits by measure id')).optional(),
    } satisfies Fields<Territory>,
    say('a record'),
  ),
);

/** Shape of a {@link Measure}. */
export const measureSchema = /* @__PURE__ */ make(() =>
  z.object(
    {
      id: filledText('an id'),
      name: text('a name').optional(),
      unit: text('a unit').optional(),
      tolerance: z.custom<number>(
        (value) => typeof value === 'number' && value >= 0,
        say('a share of the target, 0 or more'),
      ),
    } satisfies Fields<Measure>,
    say('a record'),
  ),
);

/** Shape of a {@link Deal}. */
export const dealSchema = /* @__PURE__ */ make(() =>
  z.object(
    {
      id: filledText('an id'),
      accountId: filledText('an account id'),
      amount: z.number(say('a finite amount')),
      currency: z
        .string(say('a currency code of three capitals'))
        .regex(/^[A-Z]{3}$/, say('a currency code of three capitals'))
        .optional(),
      stage: filledText('the name of a stage'),
      openedOn: day('a day'),
      closedOn: day('a day').optional(),
      won: z.boolean(say('true or false')).optional(),
      repId: filledText('a rep id').optional(),
    } satisfies Fields<Deal>,
    say('a record'),
  ),
);

/** Shape of a {@link Lock}. */
export const lockSchema = /* @__PURE__ */ make(() =>
  z.object(
    {
      accountId: filledText('an account id'),
      territoryId: filledText('a territory id'),
    } satisfies Fields<Lock>,
    say('a record'),
  ),
);
