/**
 * What things take, in ms of one processor unless it says otherwise. Measured by `npm run bench:calibrate` on the
 * machine that docs/scaling.md names; the cluster of the simulation is made of the same processors.
 */
export interface Costs {
  /** Gateway: taking in one event of a large post (parse, check, prepare for the log). */
  readonly ingest: number;
  /** Log: one commit, its wait for the disk included, whatever is in it. */
  readonly commit: number;
  /** Log: one event of a commit. */
  readonly append: number;
  /** Dispatcher: reading one entry, and looking for the automations that it concerns. */
  readonly read: number;
  /** Dispatcher: one item: made, queued, written into a signal. */
  readonly item: number;
  /** Dispatcher: one signal, beside its items. */
  readonly signal: number;
  /** Temporal: one signal taken in. */
  readonly signalServer: number;
  /** Temporal: one item of a signal, since payloads are written and read. */
  readonly itemServer: number;
  /** Worker: one workflow task, beside its items. */
  readonly task: number;
  /** Worker: one item decoded and evaluated. */
  readonly evaluate: number;
  /** Temporal: one workflow task handed out and taken back. */
  readonly taskServer: number;
  /** Worker: a deadline looked at (the local activity that asks for a barrier). */
  readonly barrier: number;
  /** How late a timer goes off, in ms of waiting. */
  readonly timer: number;
  /** One way over the network, in ms of waiting. */
  readonly network: number;
}
