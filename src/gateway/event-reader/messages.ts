import type { PackedEvents } from './packed-events.ts';

/** What the reader's thread is asked; the body is handed over. */
export interface ReadRequest {
  readonly number: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What it answers: the events, or the body that is to be refused. */
export interface ReadAnswer {
  readonly number: number;
  readonly read: BodyRead;
}

/** What became of a body. */
export type BodyRead =
  { readonly events: PackedEvents } | { readonly events: null; readonly body: Uint8Array<ArrayBuffer> };
