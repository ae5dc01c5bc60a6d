import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How events get into the log. */
export type EventSource = 'http' | 'websocket' | 'webhook' | 'prefect';

/** What a worker tells of its firings and actions. */
export interface WorkMetrics {
  /** So many firings were taken up. */
  fired(count: number): void;
  /**
   * An action has ended.
   *
   * @param seconds since the firing
   */
  acted(type: string, outcome: 'executed' | 'failed', seconds: number): void;
  /** An action did not succeed, and is tried again. */
  deferred(type: string): void;
}

/** Something that is looked up when somebody asks, and not kept. */
export interface Reading {
  readonly name: string;
  readonly help: string;
  /** Whether it only grows; a gauge when absent. */
  readonly counts?: boolean;
  readonly labels?: readonly string[];
  /** The values of its labels with the number of each; nothing when it is not known. */
  readonly read: () => Promise<readonly (readonly [Readonly<Record<string, string>>, number])[]>;
}

/** Times of actions, in seconds: from a local call to hours of retries. */
const ACTION_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600];

/** Who waits for an answer about the store waits no longer than this, in ms. */
const READ_MS = 3_000;

/**
 * The numbers of one process, in Prometheus's text format. What happens is counted where it happens; how things stand is
 * looked up when somebody asks.
 */
export class Metrics implements WorkMetrics {
  readonly #registry = new Registry();
  readonly #events: Counter<'source'>;
  readonly #requests: Counter<'method' | 'status'>;
  readonly #signals: Counter<'outcome'>;
  readonly #items: Counter;
  readonly #firings: Counter;
  readonly #actions: Counter<'type' | 'outcome'>;
  readonly #retries: Counter<'type'>;
  readonly #actionTimes: Histogram<'type'>;

  constructor() {
    const registers = [this.#registry];
    const counter = <L extends string = string>(name: string, help: string, ...labelNames: L[]): Counter<L> =>
      new Counter({ name: `automations_${name}`, help, labelNames, registers });
    collectDefaultMetrics({ register: this.#registry });
    this.#events = counter('events_received_total', 'Events that are on disk, by how they came', 'source');
    this.#requests = counter('http_requests_total', 'HTTP requests that ended', 'method', 'status');
    this.#signals = counter(
      'signals_total',
      'Signals to workflows: acknowledged, or to be tried again',
      'outcome',
    );
    this.#items = counter('signal_items_total', 'Events and changes that acknowledged signals carried');
    this.#firings = counter('firings_total', 'Firings of automations that were taken up');
    this.#actions = counter('actions_total', 'Actions that ended, by type and outcome', 'type', 'outcome');
    this.#retries = counter('action_retries_total', 'Attempts at actions that will be made again', 'type');
    this.#actionTimes = new Histogram({
      name: 'automations_action_seconds',
      help: 'From the firing (for an absence: the deadline) to the end of its action, retries and all',
      labelNames: ['type'],
      buckets: ACTION_BUCKETS,
      registers,
    });
  }

  /** Events are on disk. */
  received(source: EventSource, count: number): void {
    this.#events.inc({ source }, count);
  }

  /** A request was answered, or given up by its caller (499). */
  answered(method: string, status: number): void {
    this.#requests.inc({ method, status: String(status) });
  }

  /** A signal was acknowledged, or is to be tried again. */
  signalled(outcome: 'acknowledged' | 'failed', items: number): void {
    this.#signals.inc({ outcome });
    if (outcome === 'acknowledged') this.#items.inc(items);
  }

  fired(count: number): void {
    this.#firings.inc(count);
  }

  acted(type: string, outcome: 'executed' | 'failed', seconds: number): void {
    this.#actions.inc({ type, outcome });
    this.#actionTimes.observe({ type }, Math.max(0, seconds));
  }

  deferred(type: string): void {
    this.#retries.inc({ type });
  }

  /** Adds what is looked up each time; what cannot be read, or not in time, is left out of the reply. */
  add({ name, help, counts = false, labels = [], read }: Reading): void {
    const options = {
      name: `automations_${name}`,
      help,
      labelNames: [...labels],
      registers: [this.#registry],
    };
    const collect = async (): Promise<void> => {
      metric.reset();
      for (const [of, value] of await inTime(read)) metric.inc(of, value);
    };
    const metric: Counter | Gauge = counts
      ? new Counter({ ...options, collect })
      : new Gauge({ ...options, collect });
  }

  /** `Content-Type` of {@link text}. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything, as Prometheus reads it. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}

async function inTime(read: Reading['read']): ReturnType<Reading['read']> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<[]>((resolve) => {
    timer = setTimeout(() => resolve([]), READ_MS);
  });
  try {
    return await Promise.race([read(), late]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
