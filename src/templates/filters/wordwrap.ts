import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from '../values/errors.ts';
import { codePoints, chars, SPACES } from '../values/text.ts';

/** How {@link wrapText} breaks lines. */
export interface WrapOptions {
  readonly width: number;
  readonly breakLongWords: boolean;
  readonly breakOnHyphens: boolean;
}

const SPACE_RUNS = /([\t\n\v\f\r ]+)/;
const SPACE_RUN = /^[\t\n\v\f\r ]+$/;
const BLANK = new RegExp(`^[${SPACES}]*$`);
// Where a word may be broken: after a hyphen between letters, before and after a dash of several.
const HYPHENS =
  /(?<=[\p{L}_]{2}-)(?=[\p{L}_]-?[\p{L}_])|(?<=[\p{L}_]-[\p{L}\p{N}_!"'&.,?]-)(?=[\p{L}_]-?[\p{L}_])|(?<=[\p{L}\p{N}_!"'&.,?])(?=-{2,20}[\p{L}\p{N}_])|(?<=[\p{L}\p{N}_!"'&.,?]-{2,20})(?=[\p{L}\p{N}_])/u;
// Longer words are no words; looking for hyphens in them is not worth the time.
const LONGEST_WORD = 200;
const LONG_DASH = /-{20}/;

/** Wraps one line as Python's `textwrap` does, without touching tabs and spaces inside. */
export function wrapText(rt: Runtime, line: string, options: WrapOptions): string[] {
  if (options.width <= 0) throw new PyError('ValueError', `invalid width ${options.width} (must be > 0)`);
  rt.budget.text(line.length);
  const chunks = splitChunks(rt, line, options.breakOnHyphens).reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    rt.budget.step();
    if (lines.length > 0 && BLANK.test(chunks.at(-1) ?? '')) chunks.pop();
    const current = takeLine(rt, chunks, options);
    if (current.length > 0 && BLANK.test(current.at(-1) ?? '')) current.pop();
    if (current.length > 0) {
      rt.budget.alloc(48);
      lines.push(current.join(''));
    }
  }
  return lines;
}

function takeLine(rt: Runtime, chunks: string[], options: WrapOptions): string[] {
  const current: string[] = [];
  let used = 0;
  for (let next = chunks.at(-1); next !== undefined; next = chunks.at(-1)) {
    rt.budget.step();
    const size = codePoints(next);
    if (used + size > options.width) {
      if (size > options.width) breakChunk(rt, chunks, current, used, options);
      break;
    }
    current.push(next);
    chunks.pop();
    used += size;
  }
  return current;
}

/** The next chunk is longer than a line: its beginning fills this one, or it gets a line of its own. */
function breakChunk(
  rt: Runtime,
  chunks: string[],
  current: string[],
  used: number,
  options: WrapOptions,
): void {
  const chunk = chunks.pop() ?? '';
  if (!options.breakLongWords) {
    if (current.length > 0) chunks.push(chunk);
    else current.push(chunk);
    return;
  }
  const room = options.width - used;
  const points = chars(rt, chunk);
  let end = Math.min(room, points.length);
  if (options.breakOnHyphens && points.length > room) {
    const head = points.slice(0, room);
    const hyphen = head.lastIndexOf('-');
    if (hyphen > 0 && /[^-]/.test(head.slice(0, hyphen))) end = codePoints(head.slice(0, hyphen + 1));
  }
  current.push(points.slice(0, end));
  if (end < points.length) chunks.push(points.slice(end, points.length));
}

function splitChunks(rt: Runtime, line: string, breakOnHyphens: boolean): string[] {
  const chunks: string[] = [];
  for (const run of line.split(SPACE_RUNS)) {
    if (run === '') continue;
    const whole = SPACE_RUN.test(run) || !breakOnHyphens || !run.includes('-') || run.length > LONGEST_WORD;
    if (whole || LONG_DASH.test(run)) {
      chunks.push(run);
    } else {
      rt.budget.step(run.length);
      chunks.push(...run.split(HYPHENS).filter((chunk) => chunk !== ''));
    }
  }
  return chunks;
}
