import type { ReceivedEvent } from '../../schemas/events.ts';

/** The terms of a text search, in lower case. */
interface Terms {
  readonly any: string[];
  readonly none: string[];
  readonly all: string[];
}

const TERM = /([-!+])?(?:"((?:\\.|[^"\\])*)"?|([^\s"]+))/gs;

/**
 * Compiles a search: terms apart by blanks, of which one must occur; with `-` or `!` before it a term must not occur,
 * with `+` it must; quotes hold a phrase together. Case does not matter. Searched are the event's name, the values of
 * its resources' labels, and its payload.
 */
export function compileTextSearch(query: string): (event: ReceivedEvent) => boolean {
  const { any, none, all } = parse(query);
  return (event) => {
    const text = searchableText(event);
    return (
      (any.length === 0 || any.some((term) => text.includes(term))) &&
      !none.some((term) => text.includes(term)) &&
      all.every((term) => text.includes(term))
    );
  };
}

function parse(query: string): Terms {
  const terms: Terms = { any: [], none: [], all: [] };
  for (const [, prefix, phrase, word] of query.matchAll(TERM)) {
    const term = (phrase?.replace(/\\(["\\])/g, '$1') ?? word ?? '').toLowerCase();
    if (term.trim() === '' || (prefix === undefined && /^[-!+]$/.test(term))) continue;
    const list = prefix === '+' ? terms.all : prefix === undefined ? terms.any : terms.none;
    list.push(term);
  }
  return terms;
}

function searchableText(event: ReceivedEvent): string {
  const labels = [event.resource, ...event.related].flatMap((resource) => Object.values(resource));
  return [event.event, ...labels, JSON.stringify(event.payload)].join(' ').toLowerCase();
}
