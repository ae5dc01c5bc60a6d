import type { Budget } from '../budget.ts';
import { findFilter, findTest } from '../filters/registry.ts';
import { escapeValue } from '../methods/markup.ts';
import type { BlockStmt, ForStmt, Stmt, Target } from '../syntax/nodes.ts';
import { PyError } from '../values/errors.ts';
import { isResource } from '../values/members.ts';
import { bind } from '../values/arguments.ts';
import { iterate, toArray, truth } from '../values/protocol.ts';
import { str } from '../values/repr.ts';
import type { Keywords, Value } from '../values/types.ts';
import { Markup, Namespace, PyDict, PyTuple, PyView, typeName } from '../values/types.ts';
import { applyFilter, evaluate, evaluateArguments } from './expressions.ts';
import { loopVariable } from './loop.ts';
import { callerMacro, makeMacro } from './macro.ts';
import type { Runtime } from './runtime.ts';
import { Scope } from './scope.ts';

/** Collects text and counts it. */
export class Output {
  readonly #budget: Budget;
  readonly #pieces: string[] = [];
  #length = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  write(text: string): void {
    if (text === '') return;
    this.#length += text.length;
    if (this.#length > this.#budget.limits.outputChars) this.#budget.text(this.#length);
    this.#budget.alloc(16);
    this.#pieces.push(text);
  }

  toString(): string {
    this.#budget.text(this.#length);
    return this.#pieces.join('');
  }
}

/** What {@link Interpreter} needs from outside. */
export interface InterpreterOptions {
  readonly budget: Budget;
  readonly uiUrl: string | undefined;
  readonly now: number;
  /** A variable of the context, undefined if there is none. */
  readonly variable: (name: string) => Value | undefined;
}

/** Walks the statements of a template. Everything it can reach is a {@link Value}. */
export class Interpreter implements Runtime {
  readonly budget: Budget;
  readonly uiUrl: string | undefined;
  readonly now: number;
  readonly variable: (name: string) => Value | undefined;
  autoescape = false;
  /** The line of the statement at work, for error messages. */
  line = 1;
  /** Variables of the template's top level; its blocks see them, too. */
  readonly root = new Scope();
  #blocks: ReadonlyMap<string, BlockStmt> = new Map();

  constructor(options: InterpreterOptions) {
    this.budget = options.budget;
    this.uiUrl = options.uiUrl;
    this.now = options.now;
    this.variable = options.variable;
  }

  /** The text of a template. */
  render(body: readonly Stmt[], blocks: ReadonlyMap<string, BlockStmt>): string {
    this.#blocks = blocks;
    return this.text(body, this.root);
  }

  filter(name: string, value: Value, args: readonly Value[], keywords: Keywords): Value {
    const implementation = findFilter(name);
    if (implementation === undefined) throw new PyError('RuntimeError', `No filter named '${name}'.`);
    this.budget.step();
    return implementation(this, value, args, keywords);
  }

  test(name: string, value: Value, args: readonly Value[], keywords: Keywords): Value {
    const implementation = findTest(name);
    if (implementation === undefined) throw new PyError('RuntimeError', `No test named '${name}'.`);
    this.budget.step();
    return implementation(this, value, args, keywords);
  }

  /** The block of this name, for `self.name()`. */
  block(name: string): BlockStmt | undefined {
    return this.#blocks.get(name);
  }

  /** The text that statements make. */
  text(body: readonly Stmt[], scope: Scope): string {
    const output = new Output(this.budget);
    this.run(body, scope, output);
    return output.toString();
  }

  /** The same as a value: marked as safe where everything in it was escaped. */
  captured(body: readonly Stmt[], scope: Scope): Value {
    const text = this.text(body, scope);
    return this.autoescape ? new Markup(text) : text;
  }

  run(body: readonly Stmt[], scope: Scope, output: Output): void {
    this.budget.enter();
    for (const node of body) {
      this.budget.step();
      this.line = node.line;
      this.#statement(node, scope, output);
    }
    this.budget.leave();
  }

  #statement(node: Stmt, scope: Scope, output: Output): void {
    switch (node.kind) {
      case 'text':
        return output.write(node.text);
      case 'print':
        return this.#print(evaluate(this, scope, node.value), output);
      case 'for':
        return this.#for(node, scope, output);
      case 'branch':
        return this.#branch(node, scope, output);
      case 'with': {
        const inner = new Scope(scope);
        const values = node.values.map((value) => evaluate(this, scope, value));
        node.targets.forEach((target, index) => this.assign(target, values[index] ?? null, inner));
        return this.run(node.body, inner, output);
      }
      case 'set':
        return this.assign(node.target, evaluate(this, scope, node.value), scope);
      case 'setBlock': {
        const text = this.captured(node.body, new Scope(scope));
        return this.assign(node.target, applyFilter(this, scope, node.filter, text), scope);
      }
      case 'macro':
        return scope.set(node.name, makeMacro(this, scope, node.name, node.signature, node.body));
      case 'callBlock': {
        const { args, callee } = node.call;
        const target = evaluate(this, scope, callee);
        const caller = callerMacro(this, scope, node.signature, node.body);
        return this.#print(evaluateArguments(this, scope, target, args, [['caller', caller]]), output);
      }
      case 'filterBlock': {
        const text = this.captured(node.body, new Scope(scope));
        return this.#print(applyFilter(this, scope, node.filter, text), output);
      }
      case 'block':
        return this.#block(node, scope, output);
      case 'autoescape': {
        const before = this.autoescape;
        this.autoescape = truth(evaluate(this, scope, node.value));
        this.run(node.body, new Scope(scope), output);
        this.autoescape = before;
        return;
      }
      case 'load':
        throw new PyError('TypeError', `'${node.tag}' is not possible: there are no other templates`);
    }
  }

  #print(value: Value, output: Output): void {
    output.write(this.autoescape ? escapeValue(this, value).text : str(this, value));
  }

  #branch(node: Stmt & { kind: 'branch' }, scope: Scope, output: Output): void {
    for (const { test, body } of node.branches) {
      if (truth(evaluate(this, scope, test))) return this.run(body, scope, output);
    }
    this.run(node.otherwise, scope, output);
  }

  #block(node: BlockStmt, scope: Scope, output: Output): void {
    if (node.required) throw new PyError('RuntimeError', `Required block '${node.name}' not found`);
    this.run(node.body, new Scope(node.scoped ? scope : this.root), output);
  }

  #for(node: ForStmt, scope: Scope, output: Output): void {
    this.#loop(node, evaluate(this, scope, node.iterable), scope, output, 0);
  }

  #loop(node: ForStmt, iterable: Value, scope: Scope, output: Output, depth: number): void {
    const items = this.#loopItems(node, iterable, scope);
    if (items.length === 0) return this.run(node.otherwise, new Scope(scope), output);
    const recurse = (_rt: Runtime, args: readonly Value[], keywords: Keywords): Value => {
      const inner = new Output(this.budget);
      const next = bind('loop', args, keywords, ['iterable!']).value(0);
      this.budget.enter();
      this.#loop(node, next, scope, inner, depth + 1);
      this.budget.leave();
      return this.autoescape ? new Markup(inner.toString()) : inner.toString();
    };
    const state = { items, index: 0, depth, recurse: node.recursive ? recurse : undefined };
    const variable = loopVariable(state);
    for (; state.index < items.length; state.index++) {
      this.budget.step();
      const inner = new Scope(scope);
      inner.set('loop', variable);
      this.assign(node.target, items[state.index] ?? null, inner);
      this.run(node.body, inner, output);
    }
  }

  #loopItems(node: ForStmt, iterable: Value, scope: Scope): Value[] {
    // Prefect documents `for label, value in event.resource`: the labels of a resource come in pairs.
    const isPair = node.target.kind === 'tupleTarget' && node.target.items.length === 2;
    const source =
      isPair && iterable instanceof PyDict && isResource(iterable)
        ? new PyView('dict_items', iterable)
        : iterable;
    const items: Value[] = [];
    for (const item of iterate(this, source)) {
      this.budget.alloc(16);
      if (node.filter !== undefined) {
        const inner = new Scope(scope);
        this.assign(node.target, item, inner);
        if (!truth(evaluate(this, inner, node.filter))) continue;
      }
      items.push(item);
    }
    return items;
  }

  /** Puts a value into a name, a namespace, or several names. */
  assign(target: Target, value: Value, scope: Scope): void {
    if (target.kind === 'nameTarget') return scope.set(target.name, value);
    if (target.kind === 'namespaceTarget') {
      const namespace = scope.get(target.name);
      if (!(namespace instanceof Namespace))
        throw new PyError('RuntimeError', 'cannot assign attribute on non-namespace object');
      namespace.fields.set(target.attribute, value);
      return;
    }
    const items = toArray(this, value instanceof PyTuple ? value : this.#unpackable(value));
    if (items.length !== target.items.length) {
      const problem = items.length > target.items.length ? 'too many' : 'not enough';
      throw new PyError(
        'ValueError',
        `${problem} values to unpack (expected ${target.items.length}, got ${items.length})`,
      );
    }
    target.items.forEach((part, index) => this.assign(part, items[index] ?? null, scope));
  }

  #unpackable(value: Value): Value {
    const isScalar =
      value === null || typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'number';
    if (isScalar) throw new PyError('TypeError', `cannot unpack non-iterable ${typeName(value)} object`);
    return value;
  }
}
