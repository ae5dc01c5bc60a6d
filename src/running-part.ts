/** A part of the program that runs: the gateway, the worker. */
export interface RunningPart {
  /** Where it is reached, when it listens. */
  readonly url?: string;
  /** Settles when the part ends by itself; a rejection says why. Absent when that cannot happen. */
  readonly ended?: Promise<void>;
  /** Why it cannot do its work at the moment, or null when it can. */
  readonly notReady?: () => string | null;
  /** Ends it in order: what it has accepted is finished or is safe on disk. */
  stop(): Promise<void>;
}
