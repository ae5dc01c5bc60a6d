import type { Arguments, Expr, Stmt } from '../syntax/nodes.ts';

/** Expressions right inside an expression. */
export function subexpressions(node: Expr): readonly Expr[] {
  const some = (...nodes: (Expr | undefined)[]): Expr[] => nodes.filter((child) => child !== undefined);
  switch (node.kind) {
    case 'const':
    case 'name':
      return [];
    case 'tuple':
    case 'list':
    case 'concat':
      return node.items;
    case 'dict':
      return node.entries.flat();
    case 'attribute':
      return [node.target];
    case 'item':
      return [node.target, node.key];
    case 'slice':
      return some(node.start, node.stop, node.step);
    case 'call':
      return [node.callee, ...argumentExpressions(node.args)];
    case 'filter':
      return [...some(node.input), ...argumentExpressions(node.args)];
    case 'test':
      return [node.input, ...argumentExpressions(node.args)];
    case 'if':
      return some(node.test, node.then, node.otherwise);
    case 'binary':
    case 'and':
    case 'or':
      return [node.left, node.right];
    case 'not':
    case 'negate':
    case 'plus':
      return [node.operand];
    case 'compare':
      return [node.first, ...node.rest.map(([, operand]) => operand)];
  }
}

function argumentExpressions(args: Arguments): Expr[] {
  const spreads = [args.spread, args.spreadKeywords].filter((node) => node !== undefined);
  return [...args.positional, ...args.keywords.map(([, value]) => value), ...spreads];
}

/** Expressions right inside a statement. */
export function expressionsOf(node: Stmt): readonly Expr[] {
  switch (node.kind) {
    case 'text':
    case 'block':
      return [];
    case 'print':
    case 'set':
    case 'autoescape':
      return [node.value];
    case 'for':
      return node.filter === undefined ? [node.iterable] : [node.iterable, node.filter];
    case 'branch':
      return node.branches.map(({ test }) => test);
    case 'with':
      return node.values;
    case 'setBlock':
      return node.filter === undefined ? [] : [node.filter];
    case 'macro':
      return node.signature.defaults;
    case 'callBlock':
      return [...node.signature.defaults, node.call];
    case 'filterBlock':
      return [node.filter];
    case 'load':
      return [node.template];
  }
}

/** Statements right inside a statement. */
export function substatements(node: Stmt): readonly Stmt[] {
  switch (node.kind) {
    case 'text':
    case 'print':
    case 'set':
    case 'load':
      return [];
    case 'for':
      return [...node.body, ...node.otherwise];
    case 'branch':
      return [...node.branches.flatMap(({ body }) => body), ...node.otherwise];
    case 'with':
    case 'setBlock':
    case 'macro':
    case 'callBlock':
    case 'filterBlock':
    case 'block':
    case 'autoescape':
      return node.body;
  }
}

const SPECIAL = ['caller', 'kwargs', 'varargs'] as const;

/** Names that decide what a macro may be called with, by being used in it. */
export type Special = (typeof SPECIAL)[number];

/** The special names that the body of a macro uses. */
export function specialNames(body: readonly Stmt[]): Set<Special> {
  const found = new Set<Special>();
  const inExpression = (node: Expr): void => {
    const special = node.kind === 'name' ? SPECIAL.find((name) => name === node.name) : undefined;
    if (special !== undefined) found.add(special);
    subexpressions(node).forEach(inExpression);
  };
  const inBody = (statements: readonly Stmt[]): void => {
    for (const node of statements) {
      expressionsOf(node).forEach(inExpression);
      if (node.kind !== 'block') inBody(substatements(node));
    }
  };
  inBody(body);
  return found;
}
