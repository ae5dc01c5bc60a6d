import type { EventFilter } from '../api/types.ts';
import type { Address } from '../components/use-address.ts';

/** Spans that the feed offers: how far back, and how its histogram is divided. */
export const spans = {
  '15m': { label: 'Last 15 minutes', ms: 900_000, unit: 'second', interval: 15 },
  '1h': { label: 'Last hour', ms: 3_600_000, unit: 'minute', interval: 1 },
  '24h': { label: 'Last 24 hours', ms: 86_400_000, unit: 'minute', interval: 30 },
  '7d': { label: 'Last 7 days', ms: 604_800_000, unit: 'hour', interval: 3 },
} as const;
export type SpanName = keyof typeof spans;

/** What the feed shows, as it stands in the address. */
export interface FeedFilter {
  readonly names: string;
  readonly resource: string;
  readonly related: string;
  readonly text: string;
  readonly span: SpanName;
  /** A part of the time that was picked in the histogram; ISO 8601. */
  readonly from: string;
  readonly to: string;
}

/** Reads the filter from the address; what makes no sense there counts as absent. */
export function feedFilter(address: Address): FeedFilter {
  const span = address.get('span');
  const time = (name: string): string =>
    Number.isNaN(Date.parse(address.get(name))) ? '' : address.get(name);
  return {
    names: address.get('event'),
    resource: address.get('resource'),
    related: address.get('related'),
    text: address.get('q'),
    span: Object.hasOwn(spans, span) ? (span as SpanName) : '24h',
    from: time('from'),
    to: time('to'),
  };
}

/** The filter as the API takes it, without times. */
export function criteria({ names, resource, related, text }: FeedFilter): EventFilter {
  return {
    ...(names !== '' && { event: { prefix: parts(names).map((name) => name.replace(/\*$/, '')) } }),
    ...(resource !== '' && { resource: { id_prefix: parts(resource).map((id) => id.replace(/\*$/, '')) } }),
    ...(related !== '' && { related: { id: parts(related) } }),
    ...(text !== '' && { text: { query: text } }),
  };
}

/** The times that the feed shows, as of `now` (epoch ms). */
export function occurred({ span, from, to }: FeedFilter, now: number): { since: string; until: string } {
  if (from !== '' && to !== '') return { since: from, until: to };
  // A little ahead: clocks of those who send differ.
  return { since: new Date(now - spans[span].ms).toISOString(), until: new Date(now + 60_000).toISOString() };
}

function parts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
