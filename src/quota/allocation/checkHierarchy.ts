import { buildCsr, type Csr } from '../../core/csr.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { countRows, isList } from '../../core/records.js';
import { checkTotal, isSized, SIZED } from '../rounding/checkTotal.js';
import { checkBlend, checkRecipients, checkSums, sharesOf } from './checkQuotaInput.js';
import type { HierarchyInput, QuotaNode } from './hierarchyInput.js';

/**
 * Checks everything that `allocateHierarchy` relies on.
 *
 * @returns who is below whom: row 0 are the nodes at the top, row i + 1 the children of node i, in the order of the input
 */
export function checkHierarchy(input: HierarchyInput): Csr {
  const { total, nodes, blend, overAssignment = [], unit = 1 } = input ?? {};
  const issues: Issue[] = [];
  const sound = checkTotal(total, unit, issues);
  checkRecipients(nodes, 'nodes', checkBlend(blend, issues), sound, issues);
  const over = (row: number | null, field: string, value: unknown) => {
    if (!isSized(value)) addIssue(issues, badValue(row, field, 'out-of-range', SIZED, value));
  };
  if (isList(overAssignment, 'overAssignment', issues)) {
    for (let level = 0; level < overAssignment.length; level++)
      over(null, `overAssignment.${level}`, overAssignment[level]);
  }
  // Entry `[i]` is the row of those that node i is one of.
  const rows = findParents(nodes);
  for (let row = 0; row < rows.length; row++) {
    const { parentId, overAssignment: own } = nodes[row] ?? {};
    if (own !== undefined) over(row, 'overAssignment', own);
    if (rows[row] < 0) {
      addIssue(issues, badValue(row, 'parentId', 'unknown-parent', 'the id of a node', parentId));
      rows[row] = 0;
    }
  }
  const below = buildCsr(
    rows.length + 1,
    rows,
    rows.map((_, row) => row),
  );
  if (issues.length === 0) findCircles(input, below, issues);
  if (issues.length === 0) checkGroups(input, below, issues);
  if (issues.length > 0) throw new InputError('allocateHierarchy', issues);
  return below;
}

/**
 * Entry `[i]` is the position of the parent of node i plus 1, 0 for none, -1 where it is not there. Nodes mostly come in an order of
 * their hierarchy: below one parent, then below the next, or each after its parent. Only other parents are looked up.
 */
function findParents(nodes: HierarchyInput['nodes']): Int32Array {
  const parents = new Int32Array(countRows(nodes));
  const isAt = (at: number, id: string) => at < parents.length && nodes[at]?.id === id;
  // Rows of the parents to look up; -1 until the row is found.
  const rowOf = new Map<string, number>();
  for (let row = 0, last = 0; row < parents.length; row++) {
    const parentId = nodes[row]?.parentId;
    if (parentId === undefined) continue;
    const found = isAt(last, parentId)
      ? last
      : isAt(last + 1, parentId)
        ? last + 1
        : row > 0 && isAt(row - 1, parentId)
          ? row - 1
          : -1;
    if (found < 0) rowOf.set(parentId, -1);
    else last = found;
    parents[row] = found < 0 ? -1 : found + 1;
  }
  if (rowOf.size === 0) return parents;
  for (let row = 0; row < parents.length; row++) {
    const id = nodes[row]?.id;
    if (rowOf.has(id)) rowOf.set(id, row);
  }
  for (let row = 0; row < parents.length; row++) {
    const at = parents[row] < 0 ? (rowOf.get(nodes[row].parentId as string) ?? -1) : -1;
    if (at >= 0) parents[row] = at + 1;
  }
  return parents;
}

/** A node that the top does not reach is in a circle or below one. */
function findCircles({ nodes }: HierarchyInput, { offsets, targets }: Csr, issues: Issue[]): void {
  const isReached = new Uint8Array(nodes.length);
  // Rows of the nodes that are reached and not yet gone on from.
  const open = [0];
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      isReached[targets[e]] = 1;
      open.push(targets[e] + 1);
    }
  }
  nodes.forEach(({ parentId }, row) => {
    if (isReached[row] === 0)
      addIssue(issues, badValue(row, 'parentId', 'circle', 'a path of parents to the top', parentId));
  });
}

function checkGroups({ nodes, blend }: HierarchyInput, below: Csr, issues: Issue[]): void {
  const shares = sharesOf(blend);
  for (let row = 0; row <= nodes.length; row++) {
    const recipients = recipientsIn(nodes, below, row);
    if (recipients.length === 0) continue;
    const found: Issue[] = [];
    checkSums(recipients, shares, found);
    const where = row === 0 ? '' : ` among the children of ${nodes[row - 1].id}`;
    for (const issue of found)
      issues.push({ ...issue, row: row === 0 ? null : row - 1, message: `${issue.message}${where}` });
  }
}

/** The nodes of a row of {@link checkHierarchy}. */
export function recipientsIn(
  nodes: readonly QuotaNode[],
  { offsets, targets }: Csr,
  row: number,
): readonly QuotaNode[] {
  const recipients: QuotaNode[] = [];
  for (let e = offsets[row]; e < offsets[row + 1]; e++) recipients.push(nodes[targets[e]]);
  return recipients;
}
