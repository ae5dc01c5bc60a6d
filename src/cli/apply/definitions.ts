import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';
import { isObject } from '../../schemas/scalars.ts';
import { usageError } from '../failure.ts';
import { readText } from '../input.ts';

/** A definition and where it stands. */
export interface Definition {
  readonly body: Record<string, unknown>;
  /** File and line, for messages. */
  readonly from: string;
}

/**
 * Reads the automations of files: YAML (one or several documents) or JSON, each an automation, a list of them, or an object
 * with `automations:`.
 *
 * @param paths - files, folders (their `.yaml`, `.yml` and `.json` files, also in folders below, by name) or `-`
 * @throws CommandError when something is not readable or not an automation
 */
export async function readDefinitions(paths: readonly string[]): Promise<Definition[]> {
  const all: Definition[] = [];
  for (const path of paths) {
    for (const file of await filesOf(path)) all.push(...parse(await readText(file), nameOf(file)));
  }
  return all;
}

/** The automations in a document that has been read. @throws CommandError when it holds none */
export function definitionsIn(document: unknown, from: string): Record<string, unknown>[] {
  const list = isObject(document) && 'automations' in document ? document['automations'] : document;
  const found = Array.isArray(list) ? (list as unknown[]) : [list];
  return found.map((body) => {
    if (isObject(body)) return body;
    throw usageError(`${nameOf(from)}: must hold an automation, a list of them, or automations: with a list`);
  });
}

async function filesOf(path: string): Promise<string[]> {
  if (path === '-') return [path];
  const found = await stat(path).catch((error: Error) => {
    throw usageError(error.message);
  });
  if (!found.isDirectory()) return [path];
  const inside = await readdir(path, { recursive: true, withFileTypes: true });
  const files = inside
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw usageError(`${path}: holds no .yaml, .yml or .json file`);
  return files;
}

function parse(text: string, file: string): Definition[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: true });
  const all: Definition[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error !== undefined) throw usageError(`${file}: ${error.message}`);
    const value = document.toJS() as unknown;
    // A `---` at the end, or a file of comments.
    if (value === null) continue;
    const bodies = definitionsIn(value, file);
    bodies.forEach((body, index) => {
      const offset = nodeOf(document, value, index)?.range?.[0] ?? 0;
      all.push({ body, from: `${file}:${lines.linePos(offset).line}` });
    });
  }
  return all;
}

function nodeOf(document: Document, value: unknown, index: number): Node | undefined {
  const path = Array.isArray(value)
    ? [index]
    : isObject(value) && 'automations' in value
      ? ['automations', index]
      : [];
  return (path.length === 0 ? document.contents : document.getIn(path, true)) as Node | undefined;
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}
