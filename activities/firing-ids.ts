import { v5 } from 'uuid';
import type { Firing } from '../src/evaluation/evaluator.ts';

/** Ids that have been made for a firing, as long as somebody holds it: each is asked for several times. */
const made = new WeakMap<Firing, Map<string, string>>();

/** The id of the event that tells of the firing itself. */
export function triggeredEventId(firing: Firing): string {
  return idOf(firing, 'triggered');
}

/** The id of an event that tells of one action; `round` counts how often it has been sent again by hand. */
export function actionEventId(
  firing: Firing,
  { index, round }: { readonly index: number; readonly round: number },
  kind: 'triggered' | 'executed' | 'failed',
): string {
  return idOf(firing, `action/${index}/${round}/${kind}`);
}

/** Prefect's id of one action of one firing. */
export function invocationId(firing: Firing, index: number): string {
  return idOf(firing, `invocation/${index}`);
}

/** The same for the same firing, everywhere: a name-based UUID (version 5) under the firing's id. */
function idOf(firing: Firing, name: string): string {
  let ids = made.get(firing);
  if (ids === undefined) made.set(firing, (ids = new Map()));
  let id = ids.get(name);
  if (id === undefined) ids.set(name, (id = v5(name, firing.id)));
  return id;
}
