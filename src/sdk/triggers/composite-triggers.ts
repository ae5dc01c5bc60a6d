import type { Seconds } from './match.ts';
import type { Trigger } from './trigger.ts';

/** One, two … up to how many there are; any number when that is not known to the compiler. */
export type UpTo<
  T extends readonly unknown[],
  Seen extends readonly unknown[] = [],
> = number extends T['length']
  ? number
  : T extends readonly [unknown, ...infer Rest]
    ? [...Seen, unknown]['length'] | UpTo<Rest, [...Seen, unknown]>
    : never;

/** What a {@link SequenceTrigger} is made of. */
export interface SequenceTriggerOptions<T extends readonly Trigger[] = readonly Trigger[]> {
  readonly id?: string;
  readonly triggers: T;
  /** Within how many seconds of each other they must fire; null, or absent: ever. */
  readonly within?: Seconds | null;
}

/** What a {@link CompoundTrigger} is made of. */
export interface CompoundTriggerOptions<
  T extends readonly Trigger[] = readonly Trigger[],
> extends SequenceTriggerOptions<T> {
  /** How many of them must fire. */
  readonly require: 'any' | 'all' | UpTo<T>;
}

/**
 * Fires when enough of its triggers have fired.
 *
 * @example
 * new CompoundTrigger({
 *   triggers: [new EventTrigger({ expect: ['upstream.done'] }), new EventTrigger({ expect: ['data.arrived'] })],
 *   require: 'all',
 *   within: 3600,
 * });
 */
export class CompoundTrigger<const T extends readonly Trigger[] = readonly Trigger[]> {
  readonly type = 'compound';
  readonly id?: string;
  readonly triggers: readonly Trigger[];
  readonly within: Seconds | null;
  readonly require: 'any' | 'all' | number;

  constructor(options: CompoundTriggerOptions<T>) {
    if (options.id !== undefined) this.id = options.id;
    this.triggers = options.triggers;
    this.within = options.within ?? null;
    this.require = options.require;
  }
}

/**
 * Fires when its triggers have fired in this order.
 *
 * @example
 * new SequenceTrigger({
 *   triggers: [new EventTrigger({ expect: ['order.placed'] }), new EventTrigger({ expect: ['order.paid'] })],
 *   within: 86_400,
 * });
 */
export class SequenceTrigger {
  readonly type = 'sequence';
  readonly id?: string;
  readonly triggers: readonly Trigger[];
  readonly within: Seconds | null;

  constructor(options: SequenceTriggerOptions) {
    if (options.id !== undefined) this.id = options.id;
    this.triggers = options.triggers;
    this.within = options.within ?? null;
  }
}
