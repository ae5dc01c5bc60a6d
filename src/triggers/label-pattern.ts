import { literalOf, runGlob } from './glob.ts';
import type { CharacterSet, GlobToken } from './glob.ts';

/** Tells whether a value fits. */
export type TextTest = (value: string) => boolean;

interface ParsedSet {
  readonly set: CharacterSet;
  /** Place after the closing bracket. */
  readonly next: number;
}

function rangesOf(body: readonly string[]): (readonly [number, number])[] {
  const code = (at: number): number => body[at]?.codePointAt(0) ?? 0;
  const ranges: [number, number][] = [];
  for (let i = 0; i < body.length; i += 1) {
    const isRange = body[i + 1] === '-' && i + 2 < body.length;
    // A range that runs backwards, such as `[z-a]`, holds nothing.
    ranges.push(isRange ? [code(i), code(i + 2)] : [code(i), code(i)]);
    if (isRange) i += 2;
  }
  return ranges;
}

/**
 * Reads a bracket expression. A `]` right after `[` or `[!` is one of the characters.
 *
 * @returns null if the bracket is never closed: then it is a plain character
 */
export function parseCharacterSet(pattern: readonly string[], open: number): ParsedSet | null {
  const negated = pattern[open + 1] === '!';
  const from = open + (negated ? 2 : 1);
  const close = pattern.indexOf(']', from + 1);
  if (close < 0) return null;
  return { set: { negated, ranges: rangesOf(pattern.slice(from, close)) }, next: close + 1 };
}

function compileGlob(pattern: string): TextTest {
  const characters = Array.from(pattern);
  const segments: GlobToken[][] = [[]];
  for (let i = 0; i < characters.length;) {
    const character = characters[i] as string;
    const current = segments[segments.length - 1] as GlobToken[];
    const parsed = character === '[' ? parseCharacterSet(characters, i) : null;
    if (character === '*') segments.push([]);
    else if (character === '?') current.push(null);
    else current.push(parsed ? parsed.set : character);
    i = parsed ? parsed.next : i + 1;
  }

  const literals = segments.map(literalOf);
  const [first = null, second = null] = literals;
  if (segments.length === 1 && first !== null) return (value) => value === first;
  if (segments.length === 2 && first !== null && second === '') return (value) => value.startsWith(first);
  const program = { segments, gaps: segments.slice(1).map(() => 0) };
  return (value) => runGlob(program, value);
}

/**
 * A label pattern as a function: a shell glob, negated by a leading `!` (rules M5, M6).
 *
 * @example compileLabelPattern('!prod-*')('staging-1') // true
 */
export function compileLabelPattern(pattern: string): TextTest {
  if (!pattern.startsWith('!')) return compileGlob(pattern);
  const positive = compileGlob(pattern.slice(1));
  return (value) => !positive(value);
}

/** What every value that fits a pattern begins with; `exact`: that is the whole value. */
export interface RequiredText {
  readonly prefix: string;
  readonly exact: boolean;
}

/**
 * What an index can know of a label pattern.
 *
 * @returns null when values that fit need have nothing in common
 * @example requiredText('prefect.flow-run.*') // { prefix: 'prefect.flow-run.', exact: false }
 */
export function requiredText(pattern: string): RequiredText | null {
  if (pattern.startsWith('!')) return null;
  const special = pattern.search(/[*?[]/);
  if (special < 0) return { prefix: pattern, exact: true };
  return special === 0 ? null : { prefix: pattern.slice(0, special), exact: false };
}
