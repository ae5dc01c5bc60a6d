import { v4, v5, v7 } from 'uuid';

/** Namespace of the ids that are derived from what they stand for. */
const NAMESPACE = 'b0b3ad3c-1e53-5d0b-9a53-6f2f4f0a7e11';

/** A new id for an object (automation, block, webhook, …). */
export function newObjectId(): string {
  return v4();
}

/** A new id for an event that has none to be derived from; ordered by time. */
export function newEventId(): string {
  return v7();
}

/** An id that is the same for the same parts, so that doing something again cannot double it. */
export function derivedId(...parts: readonly (string | number)[]): string {
  return v5(parts.join('/'), NAMESPACE);
}
