import { findFilter, findTest } from '../filters/registry.ts';
import type { Arguments, Expr, Signature, Stmt, Target } from '../syntax/nodes.ts';
import { expressionsOf, specialNames, subexpressions, substatements } from './walk.ts';

/** Something that Jinja finds when it compiles a template: after validation, before the first character. */
export interface CompileFailure {
  readonly message: string;
  readonly line: number;
}

/**
 * The first thing in a valid template that can never work: an unknown filter or test, an argument twice, a
 * block twice. Under `if`, unknown filters and tests only fail when they are reached.
 */
export function findCompileFailure(body: readonly Stmt[]): CompileFailure | undefined {
  return new Checker().body(body, false);
}

class Checker {
  readonly #blocks = new Set<string>();

  body(body: readonly Stmt[], conditional: boolean): CompileFailure | undefined {
    for (const node of body) {
      const failure = this.#statement(node, conditional);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  #statement(node: Stmt, conditional: boolean): CompileFailure | undefined {
    const { line } = node;
    if (node.kind === 'block') {
      if (this.#blocks.has(node.name)) return { message: `block '${node.name}' defined twice`, line };
      this.#blocks.add(node.name);
    }
    if (node.kind === 'macro' || node.kind === 'callBlock') {
      const message = signatureProblem(node.signature, node.body);
      if (message !== undefined) return { message, line };
    }
    if (node.kind === 'for' && targetNames(node.target).includes('loop')) {
      return { message: "Can't assign to special loop variable in for-loop target", line };
    }
    // Only `if` itself is lenient; any block inside it that has variables of its own is strict again.
    const inner = node.kind === 'branch';
    for (const expression of expressionsOf(node)) {
      const failure = this.#expression(expression, conditional || inner, line);
      if (failure !== undefined) return failure;
    }
    return this.body(substatements(node), inner);
  }

  #expression(node: Expr, conditional: boolean, line: number): CompileFailure | undefined {
    let here = line;
    if (node.kind === 'filter' || node.kind === 'test') {
      here = node.line;
      const known = node.kind === 'filter' ? findFilter(node.name) : findTest(node.name);
      if (known === undefined && !conditional)
        return { message: `No ${node.kind} named '${node.name}'.`, line: here };
    }
    if (node.kind === 'call' || node.kind === 'filter' || node.kind === 'test') {
      const twice = repeatedKeyword(node.args);
      if (twice !== undefined) return { message: `keyword argument repeated: ${twice}`, line: here };
    }
    for (const child of subexpressions(node)) {
      const failure = this.#expression(child, conditional || node.kind === 'if', here);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }
}

function repeatedKeyword(args: Arguments): string | undefined {
  const names = args.keywords.map(([name]) => name);
  return names.find((name, index) => names.indexOf(name) !== index);
}

function signatureProblem({ names, defaults }: Signature, body: readonly Stmt[]): string | undefined {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `duplicate argument '${twice}'`;
  const caller = names.indexOf('caller');
  if (caller >= 0 && caller < names.length - defaults.length && specialNames(body).has('caller')) {
    return 'the special "caller" argument must be given a default';
  }
  return undefined;
}

function targetNames(target: Target): string[] {
  if (target.kind === 'nameTarget') return [target.name];
  return target.kind === 'tupleTarget' ? target.items.flatMap(targetNames) : [];
}
