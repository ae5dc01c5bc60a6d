import type { Runtime } from '../evaluator/runtime.ts';
import { bind } from '../values/arguments.ts';
import { SPACES } from '../values/text.ts';
import type { Methods } from './attributes.ts';

const CASED = /\p{Lowercase}|\p{Uppercase}|\p{Lt}/u;
const UPPER = /\p{Uppercase}|\p{Lt}/u;
const LOWER = /\p{Lowercase}/u;
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** First character upper case, the rest lower case. */
export function capitalize(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  return text === '' ? '' : titleChar(first) + text.slice(first.length).toLowerCase();
}

/** `str.title()`: each run of letters begins with upper case. */
export function titleCase(rt: Runtime, text: string): string {
  let result = '';
  let inWord = false;
  for (const char of text) {
    rt.budget.step();
    result += inWord ? char.toLowerCase() : titleChar(char);
    inWord = CASED.test(char);
  }
  return result;
}

/** `str.swapcase()`. */
export function swapCase(rt: Runtime, text: string): string {
  let result = '';
  for (const char of text) {
    rt.budget.step();
    result += UPPER.test(char) ? char.toLowerCase() : char.toUpperCase();
  }
  return result;
}

function titleChar(char: string): string {
  const upper = char.toUpperCase();
  // Ligatures such as `ß` give two letters, of which only the first stays upper case.
  return upper.length > char.length ? upper.charAt(0) + upper.slice(1).toLowerCase() : upper;
}

/** Whether there are cased characters and all of them are of one case. */
export function isCase(text: string, wanted: 'upper' | 'lower'): boolean {
  const [yes, no] = wanted === 'upper' ? [UPPER, LOWER] : [LOWER, UPPER];
  return yes.test(text) && !no.test(text);
}

function isTitle(text: string, rt: Runtime): boolean {
  let found = false;
  let inWord = false;
  for (const char of text) {
    rt.budget.step();
    const upper = UPPER.test(char);
    const lower = LOWER.test(char);
    if ((upper && inWord) || (lower && !inWord)) return false;
    inWord = upper || lower;
    found ||= inWord;
  }
  return found;
}

function all(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}

const tests: Readonly<Record<string, (text: string, rt: Runtime) => boolean>> = {
  isalnum: all(/^[\p{L}\p{N}]+$/u),
  isalpha: all(/^\p{L}+$/u),

  isascii: all(/^[\x00-\x7f]*$/),
  isdecimal: all(/^\p{Nd}+$/u),
  isdigit: all(/^[\p{Nd}²³¹⁰⁴-⁹₀-₉①-⑨]+$/u),
  isidentifier: all(IDENTIFIER),
  islower: (text) => isCase(text, 'lower'),
  isnumeric: all(/^\p{N}+$/u),
  isprintable: (text) => !UNPRINTABLE.test(text),
  isspace: all(new RegExp(`^[${SPACES}]+$`)),
  istitle: isTitle,
  isupper: (text) => isCase(text, 'upper'),
};

/** The methods of str that ask what its characters are. */
export const characterTests: Methods<string> = Object.fromEntries(
  Object.entries(tests).map(([name, test]) => [
    name,
    (rt, self: string, args, keywords) => {
      bind(name, args, keywords, []);
      rt.budget.text(self.length);
      return test(self, rt);
    },
  ]),
) satisfies Methods<string>;
