import { readFile } from 'node:fs/promises';
import { usageError } from './failure.ts';

/**
 * Reads a file whole; `-` is the standard input.
 *
 * @throws CommandError when it cannot be read
 */
export async function readText(path: string): Promise<string> {
  try {
    if (path !== '-') return await readFile(path, 'utf8');
    let text = '';
    for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
    return text;
  } catch (error) {
    throw usageError(`${path === '-' ? 'standard input' : path}: ${(error as Error).message}`);
  }
}

/**
 * Reads one YAML or JSON document.
 *
 * @param from - where it stands, for the message
 * @throws CommandError with the line when it is neither
 */
export async function parseDocument(text: string, from: string): Promise<unknown> {
  const { parseDocument: parse } = await import('yaml');
  const document = parse(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) throw usageError(`${from}: ${error.message}`);
  return document.toJS() as unknown;
}

/** One document from a file; `-` is the standard input. */
export async function readDocument(path: string): Promise<unknown> {
  return parseDocument(await readText(path), path === '-' ? 'standard input' : path);
}

/** An object from JSON or YAML text in an argument; `@file` and `@-` read it from there. */
export async function objectArgument(text: string, flag: string): Promise<Record<string, unknown>> {
  const value = text.startsWith('@') ? await readDocument(text.slice(1)) : await parseDocument(text, flag);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw usageError(`${flag}: must be an object, such as '{"key": "value"}'`);
}

/** `key=value` pairs; values are read as JSON where they are JSON, else they are text. */
export function pairs(given: readonly string[], flag: string): Record<string, unknown> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw usageError(`${flag}: "${text}" must be key=value`);
      return [text.slice(0, at), looseValue(text.slice(at + 1))];
    }),
  );
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** A whole number of an option. @throws CommandError when it is none */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw usageError(`"${text}" must be a whole number`);
  return Number(text);
}

function looseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
