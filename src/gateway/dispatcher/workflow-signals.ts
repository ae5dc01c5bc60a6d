import { WorkflowNotFoundError, type Client, type WorkflowStartOptions } from '@temporalio/client';
import { RawValue } from '@temporalio/common';
import {
  isPartitioned,
  type AutomationDefinition,
  type ControlItem,
  type Item,
  type ItemBatch,
} from '../../evaluation/items.ts';
import { packItems } from '../../evaluation/packed-items.ts';
import { DEFAULT_PARTITIONING, type Partitioning } from '../../evaluation/partitions.ts';
import type { AutomationInput } from '../../../workflows/messages.ts';
import { memoOf } from '../../../workflows/memo.ts';
import { payloadConverter } from '../../../workflows/payload-converter.ts';
import { automationWorkflowId, TASK_QUEUE } from '../../../workflows/names.ts';
import { searchAttributesOf } from '../../../workflows/search-attributes.ts';
import { shortSummary } from '../../../workflows/short-summary.ts';
import type { SendBatch, SendOptions } from './outbox.ts';

export interface WorkflowSignalsOptions {
  readonly client: Client;
  readonly searchAttributes: boolean;
  /** See `AutomationInput`. */
  readonly signalsPerRun?: number | undefined;
  /** See `AutomationInput`. */
  readonly partitioning?: Partitioning | undefined;
  /**
   * The creation of an automation that is still there, made anew before these items, for one of its partitions; null
   * when it has been deleted.
   */
  readonly recreate: (
    automationId: string,
    items: readonly Item[],
    partition: number,
  ) => Promise<ControlItem | null>;
}

/**
 * Sends batches to the workflows of automations. A batch that holds the creation starts the workflow; one whose workflow
 * is gone although the automation lives (somebody terminated it) starts it again with its present definition.
 */
export function workflowSignals(options: WorkflowSignalsOptions): SendBatch {
  const { client, searchAttributes, signalsPerRun, partitioning = DEFAULT_PARTITIONING, recreate } = options;

  const start = async (
    automationId: string,
    items: readonly Item[],
    { partition = 0, last = false }: SendOptions,
  ): Promise<void> => {
    const created = items.find(
      (item): item is ControlItem => 'control' in item && item.definition !== undefined,
    );
    const input: AutomationInput = {
      automationId,
      searchAttributes,
      patient: true,
      doubtsLag: 'soon',
      partitioning,
      ...(signalsPerRun !== undefined && { signalsPerRun }),
      ...(partition > 0 && { partition }),
    };
    await client.workflow.signalWithStart('automation', {
      workflowId: automationWorkflowId(automationId, partition),
      taskQueue: TASK_QUEUE,
      args: [input],
      signal: 'items',
      signalArgs: [batchOf(items, last)],
      ...(created?.definition && shownOf(automationId, created, created.definition, searchAttributes)),
    });
  };

  return async (automationId, items, how = {}) => {
    const { partition = 0, last = false } = how;
    if (items.some((item) => begins(item, partition))) return start(automationId, items, how);
    try {
      const handle = client.workflow.getHandle(automationWorkflowId(automationId, partition));
      await handle.signal('items', batchOf(items, last));
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      const creation = await recreate(automationId, items, partition);
      if (creation) await start(automationId, [creation, ...items], how);
    }
  };
}

/** A signal's argument, encoded here: the SDK would encode the text in JavaScript, and these are many megabytes. */
function batchOf(items: readonly Item[], last: boolean): RawValue<ItemBatch> {
  const batch: ItemBatch = last ? { ...packItems(items), last } : packItems(items);
  return RawValue.fromPayload(payloadConverter.toPayload(batch));
}

/** Whether a workflow begins with an item: the first one with the creation, another when the keys are divided. */
function begins(item: Item, partition: number): boolean {
  if (isPartitioned(item)) return partition >= item.from;
  return 'control' in item && item.control === 'created' && partition === 0;
}

/** What the Temporal UI shows of the automation from the start. */
function shownOf(
  automationId: string,
  created: ControlItem,
  definition: AutomationDefinition,
  searchAttributes: boolean,
): Partial<WorkflowStartOptions> {
  const enabled = created.enabled ?? true;
  return {
    memo: memoOf(definition, created.version, enabled),
    staticSummary: shortSummary(definition.name),
    ...(searchAttributes && {
      typedSearchAttributes: searchAttributesOf(automationId, definition.name, enabled),
    }),
  };
}
