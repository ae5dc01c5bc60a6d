import { Delays } from './delays.ts';

/** What is counted in a simulation. */
export class Measures {
  sent = 0;
  acknowledged = 0;
  /** Events that concern an automation: sent, and evaluated by it. */
  concerning = 0;
  evaluated = 0;
  /** When the last of them was, in ms. */
  acknowledgedAt = 0;
  evaluatedAt = 0;
  /** Items that came a second time and were dropped. */
  repeated = 0;
  signals = 0;
  items = 0;
  tasks = 0;
  barriers = 0;
  /** Deadlines that pass with nothing heard, and what was told of them. */
  silent = 0;
  alarms = 0;
  /** Alarms although an event that came before the deadline's barrier stands in the log. */
  falseAlarms = 0;
  longestInbox = 0;
  longestOutbox = 0;
  /** Entries of one part of the log that were committed and not read yet. */
  longestBacklog = 0;
  /** From sending until: the acknowledgement, the evaluation by the workflow. */
  readonly acknowledgement = new Delays();
  readonly evaluation = new Delays();
  /** From a deadline until the workflow decides on it. */
  readonly alarm = new Delays();
}
