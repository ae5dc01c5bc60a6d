import type { Runtime } from '../evaluator/runtime.ts';
import { escapeValue } from '../methods/markup.ts';
import { PyError } from '../values/errors.ts';
import { isIterable, iterate, toArray } from '../values/protocol.ts';
import { str } from '../values/repr.ts';
import { codePoints, chars } from '../values/text.ts';
import type { Value } from '../values/types.ts';
import { asText, PyDict, Undefined } from '../values/types.ts';
import { needText } from './filter.ts';

function quote(rt: Runtime, value: Value, forQuery: boolean): string {
  const text = str(rt, value);
  rt.budget.text(3 * text.length);
  // Lone surrogates have no UTF-8 form.
  const encoded = encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return forQuery ? encoded.replaceAll('%20', '+') : encoded.replaceAll('%2F', '/');
}

/** `urlencode`: a text is quoted as a path, pairs become a query. */
export function urlEncode(rt: Runtime, value: Value): string {
  if (asText(value) !== undefined || !isIterable(value)) return quote(rt, value, false);
  const pairs: (readonly [Value, Value])[] = [];
  if (value instanceof PyDict) pairs.push(...value.entries.values());
  else {
    for (const pair of iterate(rt, value)) {
      const items = toArray(rt, pair);
      if (items.length !== 2) throw new PyError('ValueError', 'not a pair');
      pairs.push([items[0] ?? null, items[1] ?? null]);
    }
  }
  const text = pairs.map(([key, item]) => `${quote(rt, key, true)}=${quote(rt, item, true)}`).join('&');
  rt.budget.text(text.length);
  return text;
}

/** The arguments of `urlize`. */
export interface UrlizeOptions {
  readonly trimLimit: number | undefined;
  readonly nofollow: boolean;
  readonly target: string | undefined;
  readonly rel: string | undefined;
  readonly schemes: Value;
}

const WEB =
  /^(?:(?:https?:\/\/|www\.)(?:(?:[\p{L}\p{N}_%-]+\.)+)?(?:[a-z]{2,63}|xn--[\p{L}\p{N}_%]{2,59})|(?:[\p{L}\p{N}_%-]{2,63}\.)+(?:com|net|int|edu|gov|org|info|mil)|https?:\/\/(?:\d{1,3}(?:\.\d{1,3}){3}|\[(?:[\da-f]{0,4}:){2}(?:[\da-f]{0,4}:?){1,6}\]))(?::\d{1,5})?(?:[/?#]\S*)?$/iu;
const EMAIL = /^[^\s@]+@[\p{L}\p{N}_][\p{L}\p{N}_.-]*\.[\p{L}\p{N}_]+$/u;
const SCHEME = /^[\p{L}\p{N}_.+-]{2,}:\/{0,2}$/u;
// Longer words are no links; matching is not worth the time.
const LONGEST_LINK = 4000;
const PAIRS = [
  ['(', ')'],
  ['<', '>'],
  ['&lt;', '&gt;'],
] as const;

/** `urlize`: links in a text become HTML links; the rest is escaped. */
export function urlize(rt: Runtime, value: Value, options: UrlizeOptions): string {
  const escaped = escapeValue(rt, value).text;
  const rels = new Set((options.rel ?? '').split(/\s+/).filter((rel) => rel !== ''));
  if (options.nofollow) rels.add('nofollow');
  rels.add('noopener');
  const schemes =
    options.schemes === null || options.schemes instanceof Undefined
      ? []
      : toArray(rt, options.schemes).map((scheme) => needText('urlize', scheme));
  for (const scheme of schemes) {
    if (scheme.length > 100 || !SCHEME.test(scheme))
      throw new PyError('FilterArgumentError', 'not a valid URI scheme prefix');
  }
  const rel = escapeValue(rt, [...rels].sort().join(' ')).text;
  const target = options.target === undefined ? '' : ` target="${escapeValue(rt, options.target).text}"`;
  const attributes = ` rel="${rel}"${target}`;
  const linked = escaped.split(/(\s+)/).map((word) => {
    rt.budget.step();
    const text = linkWord(rt, word, attributes, options.trimLimit, schemes);
    rt.budget.alloc(2 * text.length);
    return text;
  });
  const text = linked.join('');
  rt.budget.text(text.length);
  return text;
}

function linkWord(
  rt: Runtime,
  word: string,
  attributes: string,
  trimLimit: number | undefined,
  schemes: readonly string[],
): string {
  if (word.length > LONGEST_LINK) return word;
  const { head, middle, tail } = cutPunctuation(word);
  return head + link(rt, middle, attributes, trimLimit, schemes) + tail;
}

function cutPunctuation(word: string): { head: string; middle: string; tail: string } {
  const head = /^(?:[(<]|&lt;)+/.exec(word)?.[0] ?? '';
  let middle = word.slice(head.length);
  let end = middle.length;
  for (;;) {
    if (end > 0 && ')>.,\n'.includes(middle.charAt(end - 1))) end--;
    else if (middle.endsWith('&gt;', end) && end >= 4) end -= 4;
    else break;
  }
  let tail = middle.slice(end);
  middle = middle.slice(0, end);
  // A bracket that the link itself opens belongs to it.
  for (const [open, close] of PAIRS) {
    const opened = middle.split(open).length - 1;
    if (opened <= middle.split(close).length - 1) continue;
    for (let left = Math.min(opened, tail.split(close).length - 1); left > 0; left--) {
      const at = tail.indexOf(close) + close.length;
      middle += tail.slice(0, at);
      tail = tail.slice(at);
    }
  }
  return { head, middle, tail };
}

function link(
  rt: Runtime,
  text: string,
  attributes: string,
  trimLimit: number | undefined,
  schemes: readonly string[],
): string {
  if (WEB.test(text)) {
    const url = /^https?:\/\//.test(text) ? text : `https://${text}`;
    const shown =
      trimLimit !== undefined && codePoints(text) > trimLimit ? `${trimmed(rt, text, trimLimit)}...` : text;
    return `<a href="${url}"${attributes}>${shown}</a>`;
  }
  if (text.startsWith('mailto:') && EMAIL.test(text.slice(7)))
    return `<a href="${text}">${text.slice(7)}</a>`;
  if (text.includes('@') && !text.startsWith('www.') && !text.includes(':') && EMAIL.test(text)) {
    return `<a href="mailto:${text}">${text}</a>`;
  }
  let result = text;
  for (const scheme of schemes) {
    if (result !== scheme && result.startsWith(scheme))
      result = `<a href="${result}"${attributes}>${result}</a>`;
  }
  return result;
}

function trimmed(rt: Runtime, text: string, limit: number): string {
  const points = chars(rt, text);
  return points.slice(0, limit < 0 ? Math.max(0, points.length + limit) : limit);
}
