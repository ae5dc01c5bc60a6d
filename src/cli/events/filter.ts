import { readTime } from '../output/times.ts';

/** How the commands about events say which ones are meant. */
export interface EventOptions {
  readonly event?: string[];
  readonly resource?: string[];
  readonly related?: string[];
  readonly since?: string;
  readonly until?: string;
}

/** The filter of the API that the flags mean; `*` at the end of a name or id stands for anything. */
export function eventFilter(options: EventOptions): Record<string, unknown> {
  const { event = [], resource = [], related = [], since, until } = options;
  const occurred = {
    ...(since !== undefined && { since: readTime(since) }),
    ...(until !== undefined && { until: readTime(until) }),
  };
  const [names, prefixes] = split(event);
  const [ids, idPrefixes] = split(resource);
  return {
    ...(Object.keys(occurred).length > 0 && { occurred }),
    ...(event.length > 0 && { event: { ...some('name', names), ...some('prefix', prefixes) } }),
    ...(resource.length > 0 && { resource: { ...some('id', ids), ...some('id_prefix', idPrefixes) } }),
    ...(related.length > 0 && { related: { id: related } }),
  };
}

function split(patterns: readonly string[]): [whole: string[], prefixes: string[]] {
  const prefixes = patterns.filter((text) => text.endsWith('*')).map((text) => text.slice(0, -1));
  return [patterns.filter((text) => !text.endsWith('*')), prefixes];
}

function some(key: string, values: readonly string[]): Record<string, readonly string[]> {
  return values.length === 0 ? {} : { [key]: values };
}
