import { z } from 'zod';
import { relatedResourceSchema, resourceSchema } from './labels.ts';
import { refuseValue } from './refusals.ts';
import { jsonObject, uuid } from './scalars.ts';
import { dateTime } from './times.ts';
import { parseBody, type ParseOptions } from './validation.ts';

/** How many related resources an event may name. */
export const maxRelatedResources = 100;
/** How long an event's name may be, in characters. */
export const maxEventNameLength = 1_024;
/** How large an event may be, as JSON in UTF-8. */
export const maxEventSizeBytes = 1_500_000;

const shape = {
  occurred: dateTime,
  event: z.string().superRefine((name, ctx) => {
    if (name.length <= maxEventNameLength || [...name].length <= maxEventNameLength) return;
    refuseValue(ctx, `Event name must be at most ${maxEventNameLength} characters`, name);
  }),
  resource: resourceSchema,
  related: z
    .array(relatedResourceSchema)
    .superRefine((related, ctx) => {
      if (related.length <= maxRelatedResources) return;
      refuseValue(ctx, `The maximum number of related resources is ${maxRelatedResources}`, related);
    })
    .default(() => []),
  payload: jsonObject.default(() => ({})),
  id: uuid,
  follows: uuid.nullable().default(null),
};

const anySize = z.object(shape);

/** An event as a client posts it. Fields that events do not have are ignored. */
export const eventSchema = anySize.superRefine((event, ctx) => {
  const size = eventSizeBytes(JSON.stringify(event));
  if (size <= maxEventSizeBytes) return;
  refuseValue(ctx, `Event is too large to emit (${size} > ${maxEventSizeBytes} bytes)`, undefined);
});

/** An event as the server keeps it and gives it back. */
export const receivedEventSchema = z.object({ ...shape, received: dateTime });

/** An event as posted; times are ISO 8601 in UTC. */
export type Event = z.infer<typeof eventSchema>;
/** An event with the time at which it reached us. */
export type ReceivedEvent = z.infer<typeof receivedEventSchema>;

/** A body of `POST /api/events`. */
export const eventListSchema = z.array(eventSchema);

/** An event that was read, with its JSON: made once, for its size and for the log. */
export interface EventWithText {
  readonly event: Event;
  readonly text: string;
}

const anySizeList = z.array(anySize);

/**
 * Reads a body of `POST /api/events`.
 *
 * @throws ValidationError as {@link eventListSchema} says
 */
export function readEvents(body: unknown, options: ParseOptions = {}): EventWithText[] {
  const read = parseBody(anySizeList, body, options).map(withText);
  // The schema finds the same again, and words the refusal.
  if (read.some(isTooLarge)) parseBody(eventListSchema, body, options);
  return read;
}

/**
 * Reads one event.
 *
 * @throws ValidationError as {@link eventSchema} says
 */
export function readEvent(input: unknown, options: ParseOptions = {}): EventWithText {
  const read = withText(parseBody(anySize, input, options));
  if (isTooLarge(read)) parseBody(eventSchema, input, options);
  return read;
}

function withText(event: Event): EventWithText {
  return { event, text: JSON.stringify(event) };
}

function isTooLarge({ text }: EventWithText): boolean {
  return eventSizeBytes(text) > maxEventSizeBytes;
}

/** The size that counts for {@link maxEventSizeBytes}: of its JSON, in bytes; a bound of it when that is far below. */
function eventSizeBytes(text: string): number {
  // A character has three bytes at most.
  return text.length * 3 <= maxEventSizeBytes ? text.length * 3 : Buffer.byteLength(text);
}
