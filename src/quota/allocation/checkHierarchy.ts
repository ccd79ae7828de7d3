import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { checkTotal, isAmount } from '../rounding/checkTotal.js';
import { checkBlend, checkRecipients, checkSums } from './checkQuotaInput.js';
import type { HierarchyInput } from './hierarchyInput.js';

/**
 * Checks everything that `allocateHierarchy` relies on.
 *
 * @returns by parent (`null` for the top) the positions of its children in the order of the input
 */
export function checkHierarchy(input: HierarchyInput): Map<number | null, number[]> {
  const { total, nodes, blend, overAssignment = [], unit = 1 } = input;
  const issues: Issue[] = [];
  checkTotal(total, unit, issues);
  checkBlend(blend ?? {}, issues);
  const over = (row: number | null, field: string, value: unknown) => {
    if (!isAmount(value)) issues.push(badValue(row, field, 'out-of-range', 'a number of at least 0', value));
  };
  overAssignment.forEach((value, level) => {
    over(null, `overAssignment.${level}`, value);
  });
  const childrenOf = new Map<number | null, number[]>();
  if (Array.isArray(nodes)) {
    checkRecipients(nodes, Object.keys(blend ?? {}), unit, issues);
    const indexOf = new Map(nodes.map((node, i) => [node?.id, i]));
    nodes.forEach((node, row) => {
      const { parentId, overAssignment: own } = node ?? {};
      if (own !== undefined) over(row, 'overAssignment', own);
      const parent = parentId === undefined ? null : indexOf.get(parentId);
      if (parent === undefined)
        issues.push(badValue(row, 'parentId', 'unknown-parent', 'the id of a node', parentId));
      else if (childrenOf.get(parent)?.push(row) === undefined) childrenOf.set(parent, [row]);
    });
  } else issues.push(badValue(null, 'nodes', 'not-a-list', 'a list', nodes));
  if (issues.length === 0) findCircles(input, childrenOf, issues);
  if (issues.length === 0) checkGroups(input, childrenOf, issues);
  if (issues.length > 0) throw new InputError('allocateHierarchy', issues);
  return childrenOf;
}

/** A node that the top does not reach is in a circle or below one. */
function findCircles(
  { nodes }: HierarchyInput,
  childrenOf: ReadonlyMap<number | null, number[]>,
  issues: Issue[],
): void {
  const reached = new Uint8Array(nodes.length);
  let level = childrenOf.get(null) ?? [];
  while (level.length > 0) {
    for (const node of level) reached[node] = 1;
    level = level.flatMap((node) => childrenOf.get(node) ?? []);
  }
  nodes.forEach(({ parentId }, row) => {
    if (reached[row] === 0)
      issues.push(badValue(row, 'parentId', 'circle', 'a path of parents to the top', parentId));
  });
}

function checkGroups(
  { nodes, blend }: HierarchyInput,
  childrenOf: ReadonlyMap<number | null, number[]>,
  issues: Issue[],
): void {
  for (const [parent, children] of childrenOf) {
    const found: Issue[] = [];
    checkSums(
      children.map((child) => nodes[child]),
      blend,
      found,
    );
    const where = parent === null ? '' : ` among the children of ${nodes[parent].id}`;
    for (const issue of found) issues.push({ ...issue, row: parent, message: `${issue.message}${where}` });
  }
}
