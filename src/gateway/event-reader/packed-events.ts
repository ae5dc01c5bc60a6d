import type { TextEvent } from '../../store/log.ts';
import { shareTexts, textAt, type SharedTexts } from '../../store/log/text.ts';
import type { ReadEvent } from './read-body.ts';

/** Events that were read, as they travel between threads: as columns, since each object costs something on both sides. */
export interface PackedEvents {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly resourceIds: readonly string[];
  /** Epoch ms. */
  readonly occurred: Float64Array<ArrayBuffer>;
  /** 1 where there are related resources. */
  readonly related: Uint8Array<ArrayBuffer>;
  /** Null when none of them follows another. */
  readonly follows: readonly (string | null)[] | null;
  readonly texts: SharedTexts;
}

export function packEvents(events: readonly ReadEvent[]): PackedEvents {
  return {
    ids: events.map(({ id }) => id),
    names: events.map(({ name }) => name),
    resourceIds: events.map(({ resourceId }) => resourceId),
    occurred: Float64Array.from(events, ({ occurred }) => occurred),
    related: Uint8Array.from(events, ({ hasRelated }) => (hasRelated ? 1 : 0)),
    follows: events.some(({ follows }) => follows !== null) ? events.map(({ follows }) => follows) : null,
    texts: shareTexts(events.map(({ text }) => text)),
  };
}

/** @param depth how many automations in a row have led to them */
export function unpackEvents(packed: PackedEvents, depth: number): TextEvent[] {
  const { ids, names, resourceIds, occurred, related, follows, texts } = packed;
  return ids.map((id, index) => ({
    id,
    name: names[index]!,
    resourceId: resourceIds[index]!,
    occurred: occurred[index]!,
    hasRelated: related[index] === 1,
    follows: follows?.[index] ?? null,
    text: textAt(texts, index),
    depth,
  }));
}
