/** A resource of an event: its labels, with `prefect.resource.id` among them. */
export interface Resource {
  readonly 'prefect.resource.id': string;
  readonly [label: string]: string;
}

/** A related resource; it has a role besides its id. */
export interface RelatedResource extends Resource {
  readonly 'prefect.resource.role': string;
}

/** Something that happened. */
export interface Event {
  readonly id: string;
  /** Its name, for example `order.paid`. */
  readonly event: string;
  /** When it happened, ISO 8601. */
  readonly occurred: string;
  /** What it happened to. */
  readonly resource: Resource;
  /** What else had a part in it. */
  readonly related: readonly RelatedResource[];
  readonly payload: Readonly<Record<string, unknown>>;
  /** The id of the event before it that it must be evaluated behind. */
  readonly follows: string | null;
}

/** An event as the server keeps it. */
export interface ReceivedEvent extends Event {
  /** When the server got it, ISO 8601. */
  readonly received: string;
}

/** Something that happened, as one tells it. */
export interface EmitOptions {
  /** Its name, for example `order.paid`. */
  readonly event: string;
  /** What it happened to. */
  readonly resource: Resource;
  /** What else had a part in it. */
  readonly related?: readonly RelatedResource[];
  readonly payload?: Readonly<Record<string, unknown>>;
  /** A new one when absent. The same event sent twice under one id counts once. */
  readonly id?: string;
  /** When it happened; now when absent. */
  readonly occurred?: Date | string;
  /**
   * The event before it that it must be evaluated behind, should it overtake that one. Of an event that happened more than five minutes
   * before or after nothing is noted, since nobody waits so long; an id is taken as it is.
   */
  readonly follows?: Event | string | null;
}

const TIGHT_TIMING_MS = 5 * 60_000;

/** An event with all its fields. @throws RangeError when `occurred` is no time */
export function completeEvent(options: EmitOptions, newId: () => string, now: number): Event {
  const occurred = new Date(options.occurred ?? now).toISOString();
  return {
    id: options.id ?? newId(),
    event: options.event,
    // As given where it is text: it may have more digits than a Date.
    occurred: typeof options.occurred === 'string' ? options.occurred : occurred,
    resource: options.resource,
    related: options.related ?? [],
    payload: options.payload ?? {},
    follows: followed(options.follows ?? null, occurred),
  };
}

function followed(follows: Event | string | null, occurred: string): string | null {
  if (follows === null || typeof follows === 'string') return follows;
  const apart = Math.abs(Date.parse(occurred) - Date.parse(follows.occurred));
  return apart < TIGHT_TIMING_MS ? follows.id : null;
}
