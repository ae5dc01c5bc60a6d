import type { ControlItem, Item } from '../../evaluation/items.ts';
import { hasMetric } from '../../triggers/index.ts';
import type { RouterStore } from './router.ts';

/**
 * The first item for the workflow of an automation whose earlier workflow was terminated by hand: the definition that
 * holds where the waiting items begin. Its windows are gone with that workflow; nothing of the log is.
 *
 * @param items what the automation is to be told, one item at least
 * @param partition which of the automation's it is
 * @returns null when the automation was deleted before, or has no such partition
 */
export async function recreation(
  { automations }: Pick<RouterStore, 'automations'>,
  automationId: string,
  items: readonly Item[],
  partition = 0,
): Promise<ControlItem | null> {
  const { seq, at } = items[0]!;
  const before = await automations.stateAt(seq - 1, automationId);
  if (!before || partition >= before.partitions) return null;
  const { version, enabled, partitions, definition } = before;
  const { name, trigger } = definition;
  return {
    seq: seq - 1,
    at,
    control: 'created',
    version,
    enabled,
    definition: { name, trigger },
    ...(partitions > 1 && { partitions }),
    ...(enabled && hasMetric(trigger) && { past: true as const }),
  };
}
