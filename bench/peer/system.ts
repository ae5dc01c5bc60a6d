import type { Api } from '../api.ts';

/** A system under comparison, started as its users start it. */
export interface System {
  /** The REST calls that both have: events, blocks, automations. */
  readonly api: Api;
  /** CPU time so far of all its processes, in ms. */
  cpu(): number;
  /** Resident memory of all its processes now, in MiB. */
  memory(): number;
  stop(): Promise<void>;
}
