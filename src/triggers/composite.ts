import type { CompiledComposite, CompiledLeaf } from './compile.ts';
import { baseOf, note } from './evaluation.ts';
import type { Evaluation } from './evaluation.ts';
import type { TriggerFiring } from './firing.ts';
import type { FiringReason } from './reasons.ts';
import type { RememberedFiring } from './state.ts';

/**
 * Hands a firing to the parent, which may fire in its turn; a firing of the top goes into the outcome.
 *
 * @param trigger - the trigger that fired
 */
export function raise(
  evaluation: Evaluation,
  trigger: CompiledLeaf | CompiledComposite,
  firing: TriggerFiring,
): void {
  note(evaluation, firing.reason);
  // A composite counts what has happened; that a metric is well again is no step towards it.
  if (trigger.parent !== null && firing.state === 'Resolved') return;
  if (trigger.parent === null) evaluation.firings.push(firing);
  else takeChildFiring(evaluation, trigger.parent, { place: trigger.place, firing });
}

function takeChildFiring(
  evaluation: Evaluation,
  composite: CompiledComposite,
  latest: RememberedFiring,
): void {
  if (composite.required === 1) {
    fire(evaluation, composite, [latest]);
    return;
  }
  const others = (evaluation.state.remembered[composite.composite] ?? []).filter(
    (one) => one.place !== latest.place && isYoungEnough(evaluation, composite, one),
  );
  // The newest goes to the end, so the list is always in the order in which the children last fired (C5, S2).
  const remembered = [...others, latest];
  if (remembered.length >= composite.required && (!composite.ordered || isInOrder(remembered))) {
    evaluation.state.remembered[composite.composite] = [];
    fire(evaluation, composite, remembered);
    return;
  }
  evaluation.state.remembered[composite.composite] = remembered;
  const code = composite.ordered && !isInOrder(remembered) ? 'children-out-of-order' : 'waiting-for-children';
  note(evaluation, {
    code,
    ...baseOf(evaluation, composite.path),
    fired: remembered.length,
    required: composite.required,
  });
}

/** Rules C4 and C6. With `within` 0 not even firings of the same instant count together. */
function isYoungEnough(evaluation: Evaluation, composite: CompiledComposite, one: RememberedFiring): boolean {
  const { within } = composite;
  if (within === null) return true;
  const age = evaluation.at - one.firing.at;
  if (within > 0 && age <= within) return true;
  note(evaluation, {
    code: 'child-firing-too-old',
    ...baseOf(evaluation, composite.path),
    child: one.firing.trigger,
    age,
    within,
  });
  return false;
}

function isInOrder(remembered: readonly RememberedFiring[]): boolean {
  return remembered.every((one, at) => at === 0 || one.place > (remembered[at - 1]?.place ?? 0));
}

function fire(evaluation: Evaluation, composite: CompiledComposite, used: readonly RememberedFiring[]): void {
  const latest = used[used.length - 1] as RememberedFiring;
  const code: FiringReason['code'] =
    composite.required === 1
      ? 'child-fired'
      : composite.ordered
        ? 'children-fired-in-order'
        : 'children-fired';
  raise(evaluation, composite, {
    at: evaluation.at,
    state: 'Triggered',
    labels: {},
    event: latest.firing.event,
    trigger: composite.path,
    children: used.map((one) => one.firing),
    reason: { code, ...baseOf(evaluation, composite.path), fired: used.length, required: composite.required },
  });
}
