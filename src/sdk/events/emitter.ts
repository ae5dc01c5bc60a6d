import { randomUUID } from 'node:crypto';
import { defaultClient, type AutomationsClient } from '../client/client.ts';
import { InvalidRequestError } from '../client/errors.ts';
import { completeEvent, type EmitOptions, type Event } from './event.ts';

/** Most events in one call, and about how many characters. */
const MOST_EVENTS = 500;
const MOST_CHARACTERS = 4_000_000;

interface Waiting {
  readonly event: Event;
  readonly text: string;
  readonly resolve: (event: Event) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends events, in the order in which they are emitted: those that come while a call is under way go together with the next
 * one. Each has its id from the beginning, so that sending it again after a broken connection does not double it.
 *
 * @example
 * const emitter = new EventEmitter(new AutomationsClient({ url }));
 * const about = { 'prefect.resource.id': 'order.17' };
 * await Promise.all([emitter.emit({ event: 'order.placed', resource: about }), emitter.emit({ event: 'order.paid', resource: about })]);
 */
export class EventEmitter {
  readonly #client: AutomationsClient | undefined;
  #waiting: Waiting[] = [];
  #sending: Promise<void> | null = null;
  readonly #pending = new Set<Promise<Event>>();

  /** @param client the one that the environment tells of when absent */
  constructor(client?: AutomationsClient) {
    this.#client = client;
  }

  /**
   * Emits an event.
   *
   * @returns the event, when the gateway has it on disk
   * @throws ApiError when it is refused, or could not be sent however often that was tried; RangeError when `occurred` is no time
   */
  async emit(options: EmitOptions): Promise<Event> {
    const event = completeEvent(options, randomUUID, Date.now());
    const sent = new Promise<Event>((resolve, reject) => {
      this.#waiting.push({ event, text: JSON.stringify(event), resolve, reject });
    });
    this.#pending.add(sent);
    const forget = (): void => void this.#pending.delete(sent);
    sent.then(forget, forget);
    // Whatever else is emitted in the same turn goes with it.
    this.#sending ??= Promise.resolve().then(() => this.#sendAll());
    return sent;
  }

  /**
   * Waits until all that has been emitted so far is on the gateway's disk.
   *
   * @throws the error when one of the events could not be sent; AggregateError when it was more than one
   */
  async flush(): Promise<void> {
    const outcomes = await Promise.allSettled(this.#pending);
    const errors = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    if (errors.length > 1) throw new AggregateError(errors, `${errors.length} events could not be sent`);
    if (errors.length === 1) throw errors[0];
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#send(this.#take());
    this.#sending = null;
  }

  #take(): Waiting[] {
    let count = 0;
    let characters = 0;
    for (const { text } of this.#waiting) {
      if (count > 0 && (count === MOST_EVENTS || characters + text.length > MOST_CHARACTERS)) break;
      count += 1;
      characters += text.length;
    }
    return this.#waiting.splice(0, count);
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      const client = this.#client ?? defaultClient();
      await client.post(
        '/events',
        batch.map(({ event }) => event),
        { isIdempotent: true },
      );
      for (const { event, resolve } of batch) resolve(event);
    } catch (error) {
      const refused = new Set(
        error instanceof InvalidRequestError ? error.fields.map(({ steps }) => steps[0]) : [],
      );
      const bad = batch.filter((_one, index) => refused.has(index));
      // One that is refused must not take the others with it: none of them is on disk yet.
      if (bad.length > 0 && bad.length < batch.length) {
        for (const { reject } of bad) reject(error);
        await this.#send(batch.filter((one) => !bad.includes(one)));
      } else for (const { reject } of batch) reject(error);
    }
  }
}

let shared: EventEmitter | undefined;
const emitters = new WeakMap<AutomationsClient, EventEmitter>();

/**
 * Emits an event through the client that the environment tells of, or another one.
 *
 * @returns the event, when the gateway has it on disk; see {@link EventEmitter.emit}
 * @example
 * await emitEvent({ event: 'animal.walked', resource: { 'prefect.resource.id': 'animal.rocky', genus: 'Marmota' } });
 */
export function emitEvent(options: EmitOptions, client?: AutomationsClient): Promise<Event> {
  return emitterOf(client).emit(options);
}

/** Waits until all that {@link emitEvent} has been given so far is on the gateway's disk; throws as {@link EventEmitter.flush} does. */
export function flushEvents(client?: AutomationsClient): Promise<void> {
  return emitterOf(client).flush();
}

function emitterOf(client: AutomationsClient | undefined): EventEmitter {
  if (client === undefined) return (shared ??= new EventEmitter());
  let emitter = emitters.get(client);
  if (emitter === undefined) emitters.set(client, (emitter = new EventEmitter(client)));
  return emitter;
}
