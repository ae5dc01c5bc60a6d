import type { Request } from 'express';
import { JsonError, parseJson } from '../json.ts';

/** What a webhook's template sees of a call. */
export interface WebhookRequest {
  readonly method: string;
  /** Names in lower case; credentials are not among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON of any kind, an object of form fields, a text, or null when there is none. */
  readonly body: unknown;
}

/** Headers that prove who someone is have no place in templates, events and logs. */
const CREDENTIALS = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** The headers of a call without credentials; repeated ones are joined by commas. */
export function publicHeaders(req: Request): Record<string, string> {
  return publicHeadersOf(req.headers);
}

/** The same of headers that have their names in lower case. */
export function publicHeadersOf(headers: Request['headers']): Record<string, string> {
  const entries = Object.entries(headers)
    .filter(([name, value]) => value !== undefined && name !== '__proto__' && !CREDENTIALS.has(name))
    .map(([name, value]): [string, string] => [
      name,
      Array.isArray(value) ? value.join(', ') : (value as string),
    ]);
  return Object.fromEntries(entries);
}

/**
 * Reads a body by its content type: JSON, a form (urlencoded, or the text fields of multipart) or text. Another
 * type is tried as JSON first.
 *
 * @throws JsonError when something that says it is JSON or a form is none
 */
export async function readBody(raw: Buffer, contentType: string | undefined): Promise<unknown> {
  if (raw.length === 0) return null;
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data') {
    return formFields(raw, contentType as string);
  }
  const text = decode(raw, contentType);
  if (/^application\/(?:[\w.-]+\+)?json$/.test(type)) return parseJson(text);
  if (type === 'text/plain') return text;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

function decode(raw: Buffer, contentType: string | undefined): string {
  const charset = /;\s*charset="?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(raw);
  } catch {
    throw new JsonError(`unknown charset "${charset}"`, 0);
  }
}

/** A field that comes several times becomes a list of its values; files are left out. */
async function formFields(raw: Buffer, contentType: string): Promise<Record<string, string | string[]>> {
  let form: FormData;
  try {
    // The platform's own parser reads both kinds of forms.
    form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new JsonError('the form could not be read', 0);
  }
  const fields = new Map<string, string[]>();
  for (const [name, value] of form.entries()) {
    if (name === '__proto__') throw new JsonError('the key "__proto__" is not allowed', 0);
    if (typeof value === 'string') fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? (values[0] as string) : values]),
  );
}
