/**
 * Globs without regular expressions. A pattern is a list of segments of fixed length with gaps between them,
 * so the leftmost place of each segment is always a right one and nothing is ever tried again: the cost is
 * at most length of the pattern times length of the value, whatever the pattern.
 */

/** One place of a segment: a character, any character, or a set of them. */
export type GlobToken = string | null | CharacterSet;

/** `[abc]`, `[a-z]`, `[!abc]`: ranges of code points, perhaps negated. */
export interface CharacterSet {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [number, number])[];
}

/** `gaps[i]` is the least number of characters between segment `i` and `i + 1`. */
export interface GlobProgram {
  readonly segments: readonly (readonly GlobToken[])[];
  readonly gaps: readonly number[];
}

function fits(token: GlobToken, character: string): boolean {
  if (typeof token === 'string') return token === character;
  if (token === null) return true;
  const code = character.codePointAt(0) ?? 0;
  return token.ranges.some(([from, to]) => code >= from && code <= to) !== token.negated;
}

function segmentFitsAt(segment: readonly GlobToken[], value: ArrayLike<string>, from: number): boolean {
  for (let i = 0; i < segment.length; i += 1) {
    const token = segment[i] as GlobToken;
    const character = value[from + i] as string;
    if (token !== character && !fits(token, character)) return false;
  }
  return true;
}

const SURROGATE = /[\ud800-\udfff]/;

/**
 * Whether the whole value fits. A character is a code point, as in Prefect.
 *
 * @param program - made by `compileLabelGlob` or `compileEventPattern`
 * @param text - the value
 */
export function runGlob(program: GlobProgram, text: string): boolean {
  const value: ArrayLike<string> = SURROGATE.test(text) ? Array.from(text) : text;
  const { segments, gaps } = program;
  const first = segments[0] ?? [];
  if (segments.length === 1) return value.length === first.length && segmentFitsAt(first, value, 0);
  if (value.length < first.length || !segmentFitsAt(first, value, 0)) return false;

  let position = first.length;
  for (let i = 1; i < segments.length - 1; i += 1) {
    const segment = segments[i] as readonly GlobToken[];
    position += gaps[i - 1] as number;
    while (position + segment.length <= value.length && !segmentFitsAt(segment, value, position))
      position += 1;
    if (position + segment.length > value.length) return false;
    position += segment.length;
  }
  const last = segments[segments.length - 1] as readonly GlobToken[];
  const lastFrom = value.length - last.length;
  return lastFrom >= position + (gaps[gaps.length - 1] as number) && segmentFitsAt(last, value, lastFrom);
}

/** The literal text of a program without gaps and sets, or null. */
export function literalOf(segment: readonly GlobToken[]): string | null {
  return segment.every((token) => typeof token === 'string') ? segment.join('') : null;
}
