import { isScalar, parseDocument, stringify, type Document } from 'yaml';
import { isObject, type Json, type Path } from './paths.ts';

/** The languages that a document can be written in. */
export type Language = 'json' | 'yaml';

/** What is wrong with a stretch of a text, by offsets. */
export interface TextProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** A document as text. */
export function writeText(document: Json, language: Language): string {
  return language === 'json'
    ? `${JSON.stringify(document, null, 2)}\n`
    : stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Reads a text: the document, or why it is none. */
export function readText(text: string, language: Language): { document: Json } | { problem: TextProblem } {
  const parsed = parseDocument(text, { prettyErrors: false, ...(language === 'json' && { version: '1.2' }) });
  const [error] = parsed.errors;
  if (error !== undefined) {
    return {
      problem: { from: error.pos[0], to: Math.max(error.pos[0] + 1, error.pos[1]), message: error.message },
    };
  }
  try {
    const document: unknown = language === 'json' ? JSON.parse(text) : parsed.toJS({ maxAliasCount: 100 });
    if (isObject(document)) return { document };
    return { problem: { from: 0, to: text.length, message: 'This must be an object with named fields' } };
  } catch (thrown) {
    return { problem: { from: 0, to: text.length, message: (thrown as Error).message } };
  }
}

/** Where in a text the value at the end of a way stands, or what is nearest above it. JSON is read as the YAML that it is. */
export function placeOf(text: string, path: Path): { from: number; to: number } {
  const parsed = parseDocument(text, { prettyErrors: false });
  for (let length = path.length; length > 0; length -= 1) {
    const range = rangeOf(parsed, path.slice(0, length));
    if (range !== undefined) return range;
  }
  return { from: 0, to: Math.min(text.length, text.indexOf('\n') + 1 || text.length) };
}

function rangeOf(parsed: Document, path: Path): { from: number; to: number } | undefined {
  const node: unknown = parsed.getIn(path, true);
  const range = (node as { range?: readonly number[] } | undefined)?.range;
  if (range === undefined) return undefined;
  const [from = 0, to = from] = range;
  // Of an object or a list its first line says enough.
  return { from, to: isScalar(node) ? to : Math.min(to, from + 1) };
}
