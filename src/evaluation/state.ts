import { newTriggerState, type TriggerState } from '../triggers/index.ts';
import type { AutomationDefinition } from './items.ts';

/** All that an automation remembers from one run of its workflow to the next. Plain JSON. */
export interface AutomationState {
  automationId: string;
  version: number;
  enabled: boolean;
  deleted: boolean;
  /** Which partition of the automation this is; 0, the first or only one, when absent. */
  partition?: number;
  /** Over how many partitions its keys are spread; 1 when absent. */
  partitions?: number;
  /** The last place in the log that was taken in: entries up to here are known. */
  lastSeq: number;
  /** The lag of the events' clock (ms) that came with the last entry: a first guess for timers only. */
  lag: number;
  /** Firings so far; the ordinal of the next one. */
  firings: number;
  /** Firings since `lastSeq` was taken in: together they make the next firing's id. */
  firingsHere: number;
  /** Events taken in so far. */
  events: number;
  definition: AutomationDefinition | null;
  trigger: TriggerState;
}

/**
 * The state of an automation of which nothing is known yet: its first entry is its creation. That of a partition but the
 * first one begins where the keys are divided.
 */
export function newAutomationState(automationId: string, partition = 0): AutomationState {
  return {
    automationId,
    ...(partition > 0 && { partition }),
    version: 0,
    enabled: false,
    deleted: false,
    lastSeq: 0,
    lag: 0,
    firings: 0,
    firingsHere: 0,
    events: 0,
    definition: null,
    trigger: newTriggerState(),
  };
}
