import type { Signature, Stmt } from '../syntax/nodes.ts';
import { PyError } from '../values/errors.ts';
import { makeDict } from '../values/protocol.ts';
import type { Keywords, Value } from '../values/types.ts';
import { PyRecord, PyTuple, Undefined } from '../values/types.ts';
import { evaluate } from './expressions.ts';
import type { Interpreter } from './interpreter.ts';
import { Scope } from './scope.ts';
import type { Special } from './walk.ts';
import { specialNames } from './walk.ts';

/** A macro over the scope it is defined in. */
export function makeMacro(
  rt: Interpreter,
  scope: Scope,
  name: string,
  signature: Signature,
  body: readonly Stmt[],
): PyRecord {
  return build(rt, scope, name, `<Macro '${name}'>`, signature, body);
}

/** The `caller` of a call block. */
export function callerMacro(
  rt: Interpreter,
  scope: Scope,
  signature: Signature,
  body: readonly Stmt[],
): PyRecord {
  return build(rt, scope, 'caller', "<Macro 'caller'>", signature, body);
}

function build(
  rt: Interpreter,
  scope: Scope,
  name: string,
  shown: string,
  signature: Signature,
  body: readonly Stmt[],
): PyRecord {
  let found: ReadonlySet<Special> | undefined;
  const uses = (special: Special): boolean => (found ??= specialNames(body)).has(special);
  const call = (_rt: unknown, args: readonly Value[], keywords: Keywords): Value => {
    const inner = new Scope(scope);
    bindParameters(rt, name, signature, args, keywords, inner, uses);
    rt.budget.enter();
    const { line } = rt;
    const result = rt.captured(body, inner);
    rt.line = line;
    rt.budget.leave();
    return result;
  };
  const fields = {
    arguments: () => new PyTuple(signature.names),
    caller: () => uses('caller'),
    catch_kwargs: () => uses('kwargs'),
    catch_varargs: () => uses('varargs'),
    name: () => name,
  };
  return new PyRecord('Macro', fields, () => shown, { call });
}

function bindParameters(
  rt: Interpreter,
  name: string,
  { names, defaults }: Signature,
  args: readonly Value[],
  keywords: Keywords,
  scope: Scope,
  uses: (special: Special) => boolean,
): void {
  const rest = new Map(keywords);
  const given = names.map((parameter, index) => {
    const value = args[index] ?? (index < args.length ? null : rest.get(parameter));
    if (index >= args.length) rest.delete(parameter);
    return value;
  });
  if (uses('caller') && !names.includes('caller')) {
    scope.set('caller', rest.get('caller') ?? new Undefined('No caller defined'));
    rest.delete('caller');
  }
  if (uses('kwargs')) {
    scope.set('kwargs', makeDict(rt, rest));
  } else {
    for (const unknown of rest.keys())
      throw new PyError('TypeError', `macro '${name}' takes no keyword argument '${unknown}'`);
  }
  if (uses('varargs')) {
    scope.set('varargs', new PyTuple(args.slice(names.length)));
  } else if (args.length > names.length) {
    throw new PyError('TypeError', `macro '${name}' takes not more than ${names.length} argument(s)`);
  }
  names.forEach((parameter, index) => {
    const fallback = defaults[index - (names.length - defaults.length)];
    const value = given[index];
    if (value !== undefined) scope.set(parameter, value);
    else if (fallback === undefined)
      scope.set(parameter, new Undefined(`parameter '${parameter}' was not provided`));
    else scope.set(parameter, evaluate(rt, scope, fallback));
  });
}
