import type { CompiledTrigger } from './compile.ts';
import type { LeafState, TriggerState } from './state.ts';
import { LeafWindows } from './windows.ts';

interface Live {
  readonly compiled: CompiledTrigger;
  readonly leaves: readonly LeafState[];
  readonly windows: readonly LeafWindows[];
}

/** Index and heap of each state in use; made again from the state when it has been loaded or reset. */
const live = new WeakMap<TriggerState, Live>();

/** The windows of a state, leaf by leaf, ready to be looked up. */
export function windowsOf(compiled: CompiledTrigger, state: TriggerState): readonly LeafWindows[] {
  const known = live.get(state);
  if (known && known.compiled === compiled && known.leaves === state.leaves) return known.windows;
  const windows = compiled.leaves.map((leaf) => {
    const leafState = state.leaves[leaf.leaf] ?? { rows: [], next: null };
    return new LeafWindows(leaf, leafState);
  });
  live.set(state, { compiled, leaves: state.leaves, windows });
  return windows;
}
