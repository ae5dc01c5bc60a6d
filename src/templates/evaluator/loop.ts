import { PyError } from '../values/errors.ts';
import { equals } from '../values/order.ts';
import type { Native, Value } from '../values/types.ts';
import { PyCallable, PyRecord, PyTuple, Undefined } from '../values/types.ts';

/** The state of one running loop. */
export interface LoopState {
  readonly items: readonly Value[];
  /** Index of the current item. */
  index: number;
  /** How many recursive calls of the loop are around this one. */
  readonly depth: number;
  /** Renders the body for other items; undefined unless the loop is `recursive`. */
  readonly recurse: Native | undefined;
}

/** The `loop` variable. */
export function loopVariable(state: LoopState): PyRecord {
  const { items } = state;
  let last: Value | undefined;
  const cycle = new PyCallable('cycle', (_rt, args) => {
    const value = args[state.index % args.length];
    if (value === undefined) throw new PyError('TypeError', 'no items for cycling given');
    return value;
  });
  const changed = new PyCallable('changed', (rt, args) => {
    const value = new PyTuple(args);
    if (last !== undefined && equals(rt, last, value)) return false;
    last = value;
    return true;
  });
  const call: Native = (rt, args, keywords) => {
    if (state.recurse !== undefined) return state.recurse(rt, args, keywords);
    throw new PyError('TypeError', "The loop must have the 'recursive' marker to be called recursively.");
  };
  const neighbour = (index: number, hint: string): Value => {
    const item = items[index];
    return item === undefined ? new Undefined(hint) : item;
  };
  const int = (value: () => number) => (): Value => BigInt(value());
  return new PyRecord(
    'LoopContext',
    {
      changed: () => changed,
      cycle: () => cycle,
      depth: int(() => state.depth + 1),
      depth0: int(() => state.depth),
      first: () => state.index === 0,
      index: int(() => state.index + 1),
      index0: int(() => state.index),
      last: () => state.index === items.length - 1,
      length: int(() => items.length),
      nextitem: () => neighbour(state.index + 1, 'there is no next item'),
      previtem: () => neighbour(state.index - 1, 'there is no previous item'),
      revindex: int(() => items.length - state.index),
      revindex0: int(() => items.length - state.index - 1),
    },
    () => `<LoopContext ${state.index + 1}/${items.length}>`,
    { call, size: () => items.length },
  );
}
