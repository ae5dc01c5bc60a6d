import type { BarrierItem, ControlItem, EventItem } from '../../evaluation/items.ts';
import type { BarrierEntry, ControlEntry, EventEntry, LogEntry } from '../../store/log.ts';
import type { LeafMatch } from '../../triggers/index.ts';
import type { IndexedAutomation } from './trigger-index.ts';

/** The part of an event that the trigger needs. */
export function eventItem(entry: EventEntry, matches: readonly LeafMatch[]): EventItem {
  return {
    ...place(entry),
    id: entry.event.id,
    event: entry.event.event,
    occurred: entry.occurred,
    matches,
    ...(entry.depth > 0 && { depth: entry.depth }),
  };
}

/** A change of the automation, with its definition where it begins to hold. */
export function controlItem(
  entry: ControlEntry,
  automation: (IndexedAutomation & { name: string }) | undefined,
): ControlItem {
  const { type, version } = entry.control;
  return {
    ...place(entry),
    control: type,
    version,
    ...('enabled' in entry.control && { enabled: entry.control.enabled }),
    ...(automation && { definition: { name: automation.name, trigger: automation.trigger } }),
  };
}

export function barrierItem(entry: BarrierEntry): BarrierItem {
  return { ...place(entry), barrier: true };
}

/** What is as it nearly always is stays out: signals are many. */
function place(entry: LogEntry): Pick<BarrierItem, 'seq' | 'at' | 'lag' | 'reached' | 'shown'> {
  const { seq, at, lag, reached, shown } = entry;
  return {
    seq,
    at,
    ...(lag > 0 && { lag }),
    ...(reached !== at - lag && { reached }),
    ...(shown !== reached && { shown }),
  };
}
