import {
  compileTrigger,
  newTriggerState,
  nextPass,
  projectEvent,
  reduce,
  type CompiledTrigger,
  type Reason,
  type TriggerFiring,
  type TriggerInput,
  type TriggerState,
} from '../../src/triggers/index.ts';
import { withDefaults } from '../conformance/trigger-defaults.ts';

/** A short event: its name, the value of `prefect.resource.id`, its time. Seconds. */
export interface ShortEvent {
  readonly at: number;
  readonly event: string;
  readonly resource?: string;
  readonly occurred?: number;
}

/** A trigger under test, driven by hand; times are seconds and there is no lag. */
export class Engine {
  readonly compiled: CompiledTrigger;
  state: TriggerState = newTriggerState();
  readonly firings: TriggerFiring[] = [];
  reasons: readonly Reason[] = [];
  #seq = 0;

  constructor(trigger: Record<string, unknown>) {
    this.compiled = compileTrigger(withDefaults(trigger));
  }

  give(input: TriggerInput): TriggerFiring[] {
    const { firings, reasons } = reduce(this.compiled, this.state, input);
    this.firings.push(...firings);
    this.reasons = reasons;
    return firings;
  }

  load(at = 0): TriggerFiring[] {
    return this.give({ type: 'load', at: at * 1000, lag: 0 });
  }

  event({ at, event, resource = 'r', occurred = at }: ShortEvent): TriggerFiring[] {
    this.#seq += 1;
    const matches = projectEvent(this.compiled, {
      event,
      resource: { 'prefect.resource.id': resource },
      related: [],
    });
    return this.give({
      type: 'event',
      at: at * 1000,
      lag: 0,
      seq: this.#seq,
      id: `e${this.#seq}`,
      occurred: occurred * 1000,
      matches,
    });
  }

  /** Makes the passes up to `until`, in a downtime until `resumedAt` if given. Returns how many there were. */
  passes(until: number, resumedAt?: number): number {
    let made = 0;
    for (let p = this.nextPass; p !== null && p <= until; p = this.nextPass) {
      const resumed = resumedAt === undefined || p >= resumedAt ? {} : { resumedAt: resumedAt * 1000 };
      this.give({ type: 'pass', at: p * 1000, p: p * 1000, ...resumed });
      made += 1;
    }
    return made;
  }

  get nextPass(): number | null {
    const next = nextPass(this.compiled, this.state);
    return next === null ? null : next / 1000;
  }

  /** Clock times of the firings, in seconds. */
  get times(): number[] {
    return this.firings.map((firing) => firing.at / 1000);
  }
}
