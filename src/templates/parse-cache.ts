import { findCompileFailure } from './evaluator/check.ts';
import type { CompileFailure } from './evaluator/check.ts';
import { substatements } from './evaluator/walk.ts';
import { TemplateError } from './error.ts';
import { checkLoops } from './limits.ts';
import { SyntaxFailure } from './syntax/lexer.ts';
import type { BlockStmt, Stmt } from './syntax/nodes.ts';
import { parse } from './syntax/parser.ts';

/** A template that passed validation. */
export interface ParsedTemplate {
  readonly body: readonly Stmt[];
  readonly blocks: ReadonlyMap<string, BlockStmt>;
  /** Why it can be validated but never rendered. */
  readonly failure: CompileFailure | undefined;
}

const MAX_SOURCE = 262_144;
const MAX_CACHED = 500;
// Least recently used first. Sources are kept whole, so the sum of their lengths is bounded, too.
const cache = new Map<string, ParsedTemplate>();
const MAX_CACHED_CHARS = 8_000_000;
let cachedChars = 0;

/**
 * The parsed form of a template, from the cache if it is there.
 *
 * @throws TemplateError of the stages `syntax` and `security`.
 */
export function parseTemplate(source: string): ParsedTemplate {
  const cached = cache.get(source);
  if (cached !== undefined) {
    cache.delete(source);
    cache.set(source, cached);
    return cached;
  }
  const parsed = parseFresh(source);
  cache.set(source, parsed);
  cachedChars += source.length;
  for (const oldest of cache.keys()) {
    if (cache.size <= MAX_CACHED && cachedChars <= MAX_CACHED_CHARS) break;
    cache.delete(oldest);
    cachedChars -= oldest.length;
  }
  return parsed;
}

function parseFresh(source: string): ParsedTemplate {
  if (source.length > MAX_SOURCE) {
    throw new TemplateError('security', `The template is longer than ${MAX_SOURCE} characters.`, 1, source);
  }
  try {
    const body = parse(source);
    const problem = checkLoops(body);
    if (problem !== undefined) throw new TemplateError('security', problem.message, problem.line, source);
    return {
      body,
      blocks: collectBlocks(body, new Map<string, BlockStmt>()),
      failure: findCompileFailure(body),
    };
  } catch (error) {
    if (error instanceof SyntaxFailure) throw new TemplateError('syntax', error.message, error.line, source);
    // The bounds of the parser keep trees shallow; this is for callers with little stack left.
    if (error instanceof RangeError)
      throw new TemplateError('syntax', 'The template is nested too deeply', 1, source);
    throw error;
  }
}

function collectBlocks(body: readonly Stmt[], blocks: Map<string, BlockStmt>): Map<string, BlockStmt> {
  for (const node of body) {
    if (node.kind === 'block') blocks.set(node.name, node);
    collectBlocks(substatements(node), blocks);
  }
  return blocks;
}
