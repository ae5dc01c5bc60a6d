import { randomUUID } from 'node:crypto';
import { usageError } from '../failure.ts';
import { objectArgument, pairs, readDocument } from '../input.ts';
import type { Session } from '../session.ts';

/** What `automations events emit` can be told. */
export interface EmitOptions {
  readonly resource?: string;
  readonly label?: string[];
  readonly related?: string[];
  readonly payload?: string;
  readonly id?: string;
  readonly occurred?: string;
  readonly follows?: string;
  readonly fromFile?: string;
}

/** `automations events emit`: returns when the server has it on disk. */
export async function emitEvents(
  { api, out }: Session,
  options: EmitOptions,
  name: string | undefined,
): Promise<void> {
  if ((name === undefined) === (options.fromFile === undefined)) {
    throw usageError('Which event? Give its name and --resource, or --from-file FILE');
  }
  const events =
    options.fromFile === undefined ? [await eventOf(name ?? '', options)] : await eventsIn(options.fromFile);
  await api.post('/events', events);
  for (const event of events)
    await out.done(`emitted ${String(event['event'])} (${String(event['id'])})`, event);
}

async function eventOf(name: string, options: EmitOptions): Promise<Record<string, unknown>> {
  const { resource, label = [], related = [], payload, id, occurred, follows } = options;
  if (resource === undefined) throw usageError('About what? Give --resource ID, or --resource as an object');
  const about = resource.trimStart().startsWith('{')
    ? await objectArgument(resource, '--resource')
    : { 'prefect.resource.id': resource };
  return {
    id: id ?? randomUUID(),
    event: name,
    occurred: occurred ?? new Date().toISOString(),
    resource: { ...about, ...texts(pairs(label, '--label')) },
    related: await Promise.all(related.map(relatedResource)),
    payload: payload === undefined ? {} : await objectArgument(payload, '--payload'),
    ...(follows !== undefined && { follows }),
  };
}

/** `role=id`, or an object. */
async function relatedResource(text: string): Promise<Record<string, unknown>> {
  if (/^[{@]/.test(text)) return objectArgument(text, '--related');
  const at = text.indexOf('=');
  if (at < 1) throw usageError(`--related: "${text}" must be role=id, or an object`);
  return { 'prefect.resource.role': text.slice(0, at), 'prefect.resource.id': text.slice(at + 1) };
}

/** Labels are text, also those that look like numbers. */
function texts(labels: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

/** What the file leaves out, id and time, is filled in. */
async function eventsIn(path: string): Promise<Record<string, unknown>[]> {
  const document = await readDocument(path);
  const events = (Array.isArray(document) ? document : [document]) as unknown[];
  const now = new Date().toISOString();
  return events.map((event) => {
    if (typeof event !== 'object' || event === null)
      throw usageError(`${path}: must be an event or a list of them`);
    return { id: randomUUID(), occurred: now, ...event };
  });
}
