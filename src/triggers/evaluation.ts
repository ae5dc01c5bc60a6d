import type { CompiledLeaf, CompiledTrigger } from './compile.ts';
import type { EventRef, TriggerFiring } from './firing.ts';
import { noteReason } from './reasons.ts';
import type { FiringReason, Reason } from './reasons.ts';
import type { TriggerState, WindowRow } from './state.ts';
import type { LeafWindows } from './windows.ts';

/** What one input has brought about. */
export interface Outcome {
  /** Firings of the whole trigger, in order. */
  readonly firings: TriggerFiring[];
  /** Every decision taken, in order, those of the firings included. */
  readonly reasons: Reason[];
}

/** One input under evaluation: the trigger, its state, the clock and what has come of it so far. */
export interface Evaluation extends Outcome {
  readonly compiled: CompiledTrigger;
  readonly state: TriggerState;
  readonly windows: readonly LeafWindows[];
  /** Clock time, epoch ms. */
  readonly at: number;
  /** Seq of the event under evaluation, if it is one. */
  readonly seq: number | null;
}

/** The part of a decision that all decisions have. */
export function baseOf(
  evaluation: Evaluation,
  trigger: string,
): { at: number; trigger: string; seq: number | null } {
  return { at: evaluation.at, trigger, seq: evaluation.seq };
}

/** Notes a decision in the outcome and in the state's log. */
export function note(evaluation: Evaluation, reason: Reason): void {
  evaluation.reasons.push(reason);
  noteReason(evaluation.state.reasons, reason);
}

type WindowCode = Extract<Reason, { end: number }>['code'];

/** A decision about a window, with the window's count and times as they are now. */
export function windowReason<C extends WindowCode>(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  windows: LeafWindows,
  row: WindowRow,
  code: C,
): Extract<Reason, { code: C }> {
  const reason = {
    code,
    at: evaluation.at,
    trigger: leaf.path,
    seq: evaluation.seq,
    count: row[3],
    threshold: leaf.threshold,
    start: row[1],
    end: windows.endOf(row),
  };
  return reason as unknown as Extract<Reason, { code: C }>;
}

/** Makes a leaf's firing. */
export function leafFiring(
  evaluation: Evaluation,
  labels: Record<string, string>,
  event: EventRef | null,
  reason: FiringReason,
): TriggerFiring {
  return {
    at: evaluation.at,
    state: 'Triggered',
    labels,
    event,
    trigger: reason.trigger,
    children: [],
    reason,
  };
}
