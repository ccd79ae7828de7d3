import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { isList } from '../../core/records.js';
import { checkTotal, isSized, SIZED } from '../rounding/checkTotal.js';
import { checkBlend, checkRecipients, checkSums } from './checkQuotaInput.js';
import type { HierarchyInput } from './hierarchyInput.js';

/** Who is below whom: positions of nodes, in the order of the input. */
export interface Children {
  /** Those without a parent. */
  readonly top: readonly number[];
  /** Entry `[i]` are the children of node i; nothing where it has none. */
  readonly of: readonly (readonly number[] | undefined)[];
}

/** Checks everything that `allocateHierarchy` relies on. */
export function checkHierarchy(input: HierarchyInput): Children {
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
  const top: number[] = [];
  const of: (number[] | undefined)[] = [];
  if (Array.isArray(nodes)) {
    // Rows of parents alone; -1 until the row is found. Children of one parent mostly follow one another.
    const rowOf = new Map<string | undefined, number>();
    for (let row = 0, last: string | undefined; row < nodes.length; row++) {
      of.push(undefined);
      const parentId = nodes[row]?.parentId;
      if (parentId !== last) rowOf.set(parentId, -1);
      last = parentId;
    }
    for (let row = 0; row < nodes.length; row++) {
      const id = nodes[row]?.id;
      if (rowOf.has(id)) rowOf.set(id, row);
    }
    nodes.forEach((node, row) => {
      const { parentId, overAssignment: own } = node ?? {};
      if (own !== undefined) over(row, 'overAssignment', own);
      if (parentId === undefined) {
        top.push(row);
        return;
      }
      const parent = rowOf.get(parentId) ?? -1;
      if (parent < 0)
        addIssue(issues, badValue(row, 'parentId', 'unknown-parent', 'the id of a node', parentId));
      else if (of[parent]?.push(row) === undefined) of[parent] = [row];
    });
  }
  if (issues.length === 0) findCircles(input, { top, of }, issues);
  if (issues.length === 0) checkGroups(input, { top, of }, issues);
  if (issues.length > 0) throw new InputError('allocateHierarchy', issues);
  return { top, of };
}

/** A node that the top does not reach is in a circle or below one. */
function findCircles({ nodes }: HierarchyInput, { top, of }: Children, issues: Issue[]): void {
  const isReached = new Uint8Array(nodes.length);
  const open = [...top];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    isReached[node] = 1;
    for (const child of of[node] ?? []) open.push(child);
  }
  nodes.forEach(({ parentId }, row) => {
    if (isReached[row] === 0)
      addIssue(issues, badValue(row, 'parentId', 'circle', 'a path of parents to the top', parentId));
  });
}

function checkGroups({ nodes, blend }: HierarchyInput, { top, of }: Children, issues: Issue[]): void {
  const checkGroup = (parent: number | null, children: readonly number[]) => {
    const recipients = children.map((child) => nodes[child]);
    const found: Issue[] = [];
    checkSums(recipients, blend, found);
    const where = parent === null ? '' : ` among the children of ${nodes[parent].id}`;
    for (const issue of found) issues.push({ ...issue, row: parent, message: `${issue.message}${where}` });
  };
  if (top.length > 0) checkGroup(null, top);
  of.forEach((children, parent) => {
    if (children !== undefined) checkGroup(parent, children);
  });
}
