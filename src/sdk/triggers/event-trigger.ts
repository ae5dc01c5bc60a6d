import type { ResourceMatch, ResourceSpecification, Seconds } from './match.ts';

/** What an {@link EventTrigger} looks at. */
export interface EventMatch extends ResourceMatch {
  /** Events that must have been seen first; each of them opens a window. `*` at the end stands for any rest. */
  readonly after?: readonly string[];
  /** The events that count; any event when absent. */
  readonly expect?: readonly string[];
  /** Counts separately for each value of these labels, for example `prefect.resource.id` or `related:flow:prefect.resource.id`. */
  readonly for_each?: readonly string[];
  /** How many events it takes (Reactive), or are expected (Proactive); 1 when absent. */
  readonly threshold?: number;
}

/** Fires on the presence of events. */
export interface ReactiveTriggerOptions extends EventMatch {
  readonly posture?: 'Reactive';
  /** Within how many seconds of the first one the events count; 0, or absent: ever. */
  readonly within?: Seconds;
}

/** Fires on the absence of events. */
export interface ProactiveTriggerOptions extends EventMatch {
  readonly posture: 'Proactive';
  /** How many seconds are waited for them; 10 at least. */
  readonly within: Seconds;
}

/** What an {@link EventTrigger} is made of. */
export type EventTriggerOptions = ReactiveTriggerOptions | ProactiveTriggerOptions;

/**
 * Fires on the presence (`Reactive`) or absence (`Proactive`) of events.
 *
 * @example
 * new EventTrigger({ expect: ['animal.walked'], match: { genus: 'Marmota' }, posture: 'Reactive', threshold: 3 });
 */
export class EventTrigger {
  readonly type = 'event';
  readonly id?: string;
  readonly match: ResourceSpecification;
  readonly match_related: ResourceSpecification | readonly ResourceSpecification[];
  readonly after: readonly string[];
  readonly expect: readonly string[];
  readonly for_each: readonly string[];
  readonly posture: 'Reactive' | 'Proactive';
  readonly threshold: number;
  readonly within: Seconds;

  constructor(options: EventTriggerOptions) {
    if (options.id !== undefined) this.id = options.id;
    this.match = options.match ?? {};
    this.match_related = options.match_related ?? {};
    this.after = options.after ?? [];
    this.expect = options.expect ?? [];
    this.for_each = options.for_each ?? [];
    this.posture = options.posture ?? 'Reactive';
    this.threshold = options.threshold ?? 1;
    this.within = options.within ?? 0;
  }
}
