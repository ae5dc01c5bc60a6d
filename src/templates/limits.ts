import { substatements } from './evaluator/walk.ts';
import type { ForStmt, Stmt } from './syntax/nodes.ts';

/** Prefect's limits; both are counted in the source, whether or not a loop is ever reached. */
const MAX_LOOPS = 10;
const MAX_LOOP_DEPTH = 2;

/** A template over the limits. */
export interface LimitFailure {
  readonly message: string;
  readonly line: number;
}

/** What is wrong with the loops of a template, undefined if nothing is. */
export function checkLoops(body: readonly Stmt[]): LimitFailure | undefined {
  const loops: { loop: ForStmt; depth: number }[] = [];
  collect(body, 0, loops);
  const deepest = loops.find(({ depth }) => depth > MAX_LOOP_DEPTH);
  if (loops.length > MAX_LOOPS) {
    const message = `Contains ${loops.length} for loops; a template can have no more than ${MAX_LOOPS}.`;
    return { message, line: loops[MAX_LOOPS]?.loop.line ?? 1 };
  }
  if (deepest === undefined) return undefined;
  return { message: `Contains for loops nested deeper than ${MAX_LOOP_DEPTH}.`, line: deepest.loop.line };
}

function collect(body: readonly Stmt[], depth: number, loops: { loop: ForStmt; depth: number }[]): void {
  for (const node of body) {
    const inner = node.kind === 'for' ? depth + 1 : depth;
    if (node.kind === 'for') loops.push({ loop: node, depth: inner });
    collect(substatements(node), inner, loops);
  }
}
