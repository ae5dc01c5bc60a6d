import { runGlob } from './glob.ts';
import { parseCharacterSet } from './label-pattern.ts';
import type { TextTest } from './label-pattern.ts';

/** An event name pattern, with what an index can know of it. */
export interface EventPattern {
  /** What stands before the first `*`; the whole name if there is none. */
  readonly prefix: string;
  readonly exact: boolean;
  /** False for a pattern that no event can fit. */
  readonly possible: boolean;
  readonly test: TextTest;
}

function hasCharacterSet(pattern: string): boolean {
  const characters = Array.from(pattern);
  return characters.some((character, at) => character === '[' && parseCharacterSet(characters, at) !== null);
}

/**
 * An event name pattern: only `*` is special, and each one stands for one or more characters (rules M1, M3).
 *
 * @example compileEventPattern('prefect.flow-run.*').test('prefect.flow-run.Failed') // true
 */
export function compileEventPattern(pattern: string): EventPattern {
  if (hasCharacterSet(pattern)) return { prefix: '', exact: false, possible: false, test: () => false };
  const parts = pattern.split('*');
  const prefix = parts[0] ?? '';
  if (parts.length === 1) return { prefix, exact: true, possible: true, test: (name) => name === pattern };
  if (parts.length === 2 && parts[1] === '') {
    return {
      prefix,
      exact: false,
      possible: true,
      test: (name) => name.length > prefix.length && name.startsWith(prefix),
    };
  }
  const program = { segments: parts.map((part) => Array.from(part)), gaps: parts.slice(1).map(() => 1) };
  return { prefix, exact: false, possible: true, test: (name) => runGlob(program, name) };
}
