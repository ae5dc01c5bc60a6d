import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from '../values/errors.ts';
import { makeDict } from '../values/protocol.ts';
import { str } from '../values/repr.ts';
import type { Entry, Value } from '../values/types.ts';
import { asText, Markup, PyDict, Undefined } from '../values/types.ts';
import { toJsonText } from './json.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Attributes of a CloudEvent that the event has places of its own for. */
const PLACED = new Set(['data', 'data_base64', 'id', 'time', 'type']);

/**
 * The JSON text of the Prefect event that a CloudEvent (version 1.0) stands for. In structured mode the body holds
 * everything; in binary mode the attributes are `ce-…` headers and the body is the data. The source becomes
 * the resource, with the subject as its name; all other attributes are kept as labels `cloudevents.…`.
 */
export function cloudEvent(rt: Runtime, body: Value, headers: Value): Markup {
  if (body instanceof Undefined) body.fail();
  const attributes = structured(body) ?? binary(rt, headers);
  const need = (name: string): string => {
    const value = asText(attributes.get(name) ?? null);
    if (value === undefined || value === '')
      throw new PyError('ValueError', `not a CloudEvent: it has no ${name}`);
    return value;
  };
  need('specversion');
  const source = need('source');
  const labels: Entry[] = [['prefect.resource.id', source]];
  const subject = asText(attributes.get('subject') ?? null);
  if (subject !== undefined) labels.push(['prefect.resource.name', subject]);
  for (const [name, value] of attributes) {
    if (!PLACED.has(name) && value !== null) labels.push([`cloudevents.${name}`, str(rt, value)]);
  }
  const id = need('id');
  if (!UUID.test(id)) labels.push(['cloudevents.id', id]);
  const event: Entry[] = [
    ['event', need('type')],
    ['resource', makeDict(rt, labels)],
  ];
  if (UUID.test(id)) event.push(['id', id]);
  const time = asText(attributes.get('time') ?? null);
  if (time !== undefined) event.push(['occurred', time]);
  const data =
    structured(body) === undefined ? body : (attributes.get('data') ?? attributes.get('data_base64') ?? null);
  if (data !== null) event.push(['payload', data instanceof PyDict ? data : makeDict(rt, [['data', data]])]);
  return new Markup(toJsonText(rt, makeDict(rt, event)));
}

function structured(body: Value): Map<string, Value> | undefined {
  if (!(body instanceof PyDict) || body.text('specversion') === undefined) return undefined;
  return new Map([...body.entries.values()].map(([key, value]) => [asText(key) ?? '', value]));
}

function binary(rt: Runtime, headers: Value): Map<string, Value> {
  const attributes = new Map<string, Value>();
  if (!(headers instanceof PyDict)) return attributes;
  for (const [key, value] of headers.entries.values()) {
    const name = str(rt, key).toLowerCase();
    if (name.startsWith('ce-')) attributes.set(name.slice(3), value);
  }
  return attributes;
}
