import type { LogHeadTable } from '../schema.ts';

/** The state of the log that every append continues. Times in epoch ms; see the table for the fields. */
export interface Head {
  seq: number;
  at: number;
  lag: number;
  reached: number;
  /** What the events' clock shows as the present append begins. Not kept. */
  shown: number;
  clock: number;
  held: number;
  heldNumber: number;
}

/** Reads the head from its row. */
export function toHead(row: LogHeadTable): Head {
  return {
    seq: row.seq,
    at: row.at,
    lag: row.lag,
    reached: row.reached,
    shown: row.reached,
    clock: row.clock,
    held: row.held,
    heldNumber: row.held_number,
  };
}
