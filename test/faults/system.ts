import type { Served } from '../support/product.ts';
import type { Random } from './random.ts';

/** An event as it stands in the log. Times in epoch ms. */
export interface LoggedEvent {
  readonly id: string;
  readonly event: string;
  readonly resource: string;
  readonly occurred: number;
  readonly received: number;
}

/** What the fault loop loads, kills and counts: the product in one of the ways in which it runs. */
export interface FaultSystem extends Served {
  /** What can be killed. */
  readonly victims: readonly string[];
  /** `kill -9` of a victim; resolves when it's back, or on its way back. */
  kill(victim: string, random: Random): Promise<void>;
  /** The events of the log in the order of evaluation. */
  log(): Promise<LoggedEvent[]>;
  /** Whether everything in the log has been handed to the automations. */
  isDelivered(): Promise<boolean>;
  close(): Promise<void>;
}
