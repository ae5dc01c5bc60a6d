import type { BarrierItem, ControlItem, EventItem, Item } from '../../evaluation/items.ts';
import type { BarrierEntry, ControlEntry, EventEntry, LogEntry } from '../../store/log.ts';
import { hasMetric, type LeafMatch, type TriggerDefinition } from '../../triggers/index.ts';
import type { IndexedAutomation } from './trigger-index.ts';

/** The part of an event that the trigger needs. Events are many: no object is copied on the way. */
export function eventItem(entry: EventEntry, matches: readonly LeafMatch[]): EventItem {
  const { seq, at, event, occurred, depth } = entry;
  const item: Mutable<EventItem> = { seq, at, id: event.id, event: event.event, occurred, matches };
  if (depth > 0) item.depth = depth;
  addClock(item, entry);
  return item;
}

/**
 * A change of the automation, with its definition where it begins to hold.
 *
 * @param trigger - the automation's, where it is not a new one
 */
export function controlItem(
  entry: ControlEntry,
  automation: (IndexedAutomation & { name: string }) | undefined,
  trigger: TriggerDefinition | undefined = automation?.trigger,
): ControlItem {
  const { seq, at, control } = entry;
  const { type, version } = control;
  const item: Mutable<ControlItem> = { seq, at, control: type, version };
  if ('enabled' in control) item.enabled = control.enabled;
  if ('from' in control) {
    item.from = control.from;
    item.partitions = control.partitions;
  }
  if ('test' in control) item.test = control.test;
  if (automation) item.definition = { name: automation.name, trigger: automation.trigger };
  const begins = type === 'resumed' || item.enabled === true;
  if (begins && trigger && hasMetric(trigger)) item.past = true;
  addClock(item, entry);
  return item;
}

export function barrierItem(entry: BarrierEntry): BarrierItem {
  const { seq, at } = entry;
  const item: Mutable<BarrierItem> = { seq, at, barrier: true };
  addClock(item, entry);
  return item;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What is as it nearly always is stays out: signals are many. */
function addClock(item: Mutable<Item>, { at, lag, reached, shown }: LogEntry): void {
  if (lag > 0) item.lag = lag;
  if (reached !== at - lag) item.reached = reached;
  if (shown !== reached) item.shown = shown;
}
