import type { Costs } from './costs.ts';

/** A load, per second. */
export interface Load {
  readonly events: number;
  /** Items for automations: events × the automations that each concerns. */
  readonly items: number;
  readonly itemsPerSignal: number;
  readonly eventsPerCommit: number;
  /** Deadlines that pass. */
  readonly barriers: number;
}

/** What it takes: numbers of processors, threads or parts, none busier than the share given. */
export interface Capacity {
  readonly signals: number;
  readonly gateways: number;
  readonly logPartitions: number;
  readonly dispatchers: number;
  readonly workflowThreads: number;
  readonly temporalProcessors: number;
}

/** How busy gateways may be, and everything that has a queue and an order. */
const STATELESS = 0.7;
const ORDERED = 0.6;

/** The capacity model of docs/scaling.md. */
export function capacityFor(load: Load, costs: Costs): Capacity {
  const { events, items, barriers } = load;
  const signals = items / load.itemsPerSignal + barriers;
  const needed = (msPerSecond: number, busy: number): number =>
    Math.max(1, Math.ceil(msPerSecond / 1_000 / busy));
  return {
    signals,
    gateways: needed(events * costs.ingest, STATELESS),
    logPartitions: needed(events * (costs.append + costs.commit / load.eventsPerCommit), ORDERED),
    dispatchers: needed(events * costs.read + items * costs.item + signals * costs.signal, ORDERED),
    workflowThreads: needed(
      signals * costs.task + items * costs.evaluate + barriers * (costs.task + costs.barrier),
      ORDERED,
    ),
    temporalProcessors: needed(
      (signals + barriers) * (costs.signalServer + costs.taskServer) + items * costs.itemServer,
      ORDERED,
    ),
  };
}
