import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { Item, ItemBatch } from '../src/evaluation/items.ts';
import type { Partitioning } from '../src/evaluation/partitions.ts';
import type { AutomationState } from '../src/evaluation/state.ts';
import type { OpenMetric, OpenWindow, Reason, ReasonCode } from '../src/triggers/index.ts';

/** Input of the workflow `automation`. `state` is there when it goes on after a continue-as-new. */
export interface AutomationInput {
  readonly automationId: string;
  /** Whether the namespace knows our search attributes; setting unknown ones would fail the workflow's task. */
  readonly searchAttributes: boolean;
  /** Signals that one run takes before it hands over to the next; a default far below the server's limit when absent. */
  readonly signalsPerRun?: number;
  /**
   * Whether passes that decide nothing are made up for when something arrives. Runs that were started before this was
   * so make each at its time: their histories have a timer for it.
   */
  readonly patient?: boolean;
  /**
   * Whether the log is asked soon after a deadline even if the last event was late by a long time; `soon`: at the
   * deadline itself, when nothing has come for a moment. Runs that were started before this was so have their timers at
   * other times.
   */
  readonly doubtsLag?: boolean | 'soon';
  /** Which partition of the automation this is; 0, the first or only one, when absent. */
  readonly partition?: number;
  /** When its keys are spread over more partitions; absent in runs that were started before this was told. */
  readonly partitioning?: Partitioning;
  readonly state?: CarriedState;
  /** What had arrived but was not evaluated when the last run ended. */
  readonly waiting?: readonly Item[];
}

/** State as it travels through a continue-as-new: inline, or in chunks in the store when it is too large for a payload. */
export type CarriedState =
  { readonly inline: AutomationState } | { readonly snapshot: string; readonly chunks: number };

/** What the workflow answers when its automation has been deleted. */
export interface AutomationResult {
  readonly events: number;
  readonly firings: number;
}

/** What the query `state` answers: for the Temporal UI, the API and tests. Times are ISO 8601. */
export interface AutomationView {
  readonly name: string | null;
  readonly version: number;
  readonly enabled: boolean;
  readonly lastSeq: number;
  readonly events: number;
  readonly firings: number;
  readonly inbox: number;
  readonly nextDeadline: string | null;
  /** Where each metric stood when it was last looked at; absent without metric triggers. */
  readonly metrics?: readonly OpenMetric[];
  /** Over how many workflows its keys are spread; the other figures are this one's. */
  readonly partitions: number;
  readonly openWindows: { readonly count: number; readonly first: readonly OpenWindow[] };
  /** The latest decisions of the trigger, each with its explanation in words. */
  readonly latestReasons: readonly (Reason & { readonly text: string })[];
  /** How often each decision was taken. */
  readonly decisions: Readonly<Partial<Record<ReasonCode, number>>>;
}

/** The one signal of an automation. One type for everything, since Temporal keeps no order between types. */
export const itemsSignal = defineSignal<[ItemBatch]>('items');

export const stateQuery = defineQuery<AutomationView>('state');
