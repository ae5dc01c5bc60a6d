import type { Runtime } from '../evaluator/runtime.ts';
import { find, splitSpaces } from '../values/text.ts';

/** The named entities that texts of notifications hold; the thousands of others stay as they are. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\xa0', copy: '©', reg: '®', trade: '™', deg: '°',
  hellip: '…', mdash: '—', ndash: '–', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»',
  bull: '•', middot: '·', times: '×', divide: '÷', plusmn: '±', euro: '€', pound: '£', yen: '¥', cent: '¢',
  sect: '§', para: '¶', larr: '←', rarr: '→', uarr: '↑', darr: '↓', frac12: '½', frac14: '¼', micro: 'µ',
  auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', szlig: 'ß', eacute: 'é', egrave: 'è',
  agrave: 'à', ccedil: 'ç', ntilde: 'ñ', iexcl: '¡', iquest: '¿', check: '✓', hearts: '♥',
}; // prettier-ignore

/** Replaces character references by their characters. */
export function unescapeHtml(rt: Runtime, text: string): string {
  rt.budget.text(text.length);
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,30}));?/g,
    (whole, decimal, hex, name) => {
      rt.budget.step();
      if (typeof name === 'string') {
        const closed =
          whole.endsWith(';') || ['amp', 'lt', 'gt', 'quot', 'nbsp', 'copy', 'reg'].includes(name);
        return (closed && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined) ?? String(whole);
      }
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return valid ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}

/** Removes tags and comments, makes runs of white space one space, and unescapes. */
export function stripTags(rt: Runtime, text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const start = find(rt, text, '<', at);
    if (start < 0) break;
    const comment = text.startsWith('<!--', start);
    const end = comment ? find(rt, text, '-->', start + 4) : find(rt, text, '>', start);
    if (end < 0) break;
    parts.push(text.slice(at, start));
    at = end + (comment ? 3 : 1);
  }
  parts.push(text.slice(at));
  return unescapeHtml(rt, splitSpaces(rt, parts.join('')).join(' '));
}
