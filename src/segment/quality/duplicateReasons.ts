/** Why records are likely to be one. */
export type DuplicateReason =
  | 'same-id'
  | 'same-name-and-place'
  | 'same-name-and-area'
  | 'alike-name-and-place';

/** Reasons in the order of the alphabet. */
export const reasonNames: readonly DuplicateReason[] = [
  'alike-name-and-place',
  'same-id',
  'same-name-and-area',
  'same-name-and-place',
];
