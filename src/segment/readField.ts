import type { Account, AttributeValue } from '../model/account.js';

/** Fields of an account that are no record of values. */
export const ownFields = ['id', 'name', 'lon', 'lat', 'parentId', 'incumbentId'] as const;

/** Words for what {@link fieldReader} takes. */
export const fieldNames = () => `${ownFields.join(', ')}, measures.… or attributes.…`;

/**
 * Makes a reader of one field of accounts.
 *
 * @param field - `id`, `name`, `lon`, `lat`, `parentId`, `incumbentId`, `measures.<id>` or `attributes.<name>`
 * @returns gives the value, `null` where it is not known (absent, NaN or an empty text); `null` for a field that there is none of
 */
export function fieldReader(field: unknown): ((account: Account) => AttributeValue) | null {
  if (typeof field !== 'string') return null;
  const own = ownFields.find((name) => name === field);
  if (own !== undefined) return (account) => knownValue(account[own]);
  const dot = field.indexOf('.');
  const key = field.slice(dot + 1);
  if (dot < 0 || key === '') return null;
  const part = field.slice(0, dot);
  if (part !== 'measures' && part !== 'attributes') return null;
  const isMeasure = part === 'measures';
  return (account) => {
    const record = isMeasure ? account.measures : account.attributes;
    const value = record[key];
    // What every object has, such as a constructor, is no value. It is no text or number either.
    return typeof value === 'string' || typeof value === 'number' || Object.hasOwn(record, key)
      ? knownValue(value)
      : null;
  };
}

/** `null` where a value is not known: absent, NaN or an empty text. */
export function knownValue(value: AttributeValue | undefined): AttributeValue {
  return value === undefined || value === '' || Number.isNaN(value) ? null : value;
}
