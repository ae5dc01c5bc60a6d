import { eventRow, isOwn, markRow, type Draft, type EventDraft, type NewRow } from './draft.ts';
import type { Head } from './head.ts';

/** How long a follower waits for its leader, in milliseconds (rule O3). */
export const FOLLOWER_PATIENCE = 15 * 60_000;

/** A held follower, as far as giving it a place needs it. */
export interface HeldEvent {
  readonly seq: number;
  readonly id: string;
  readonly follows: string | null;
  readonly occurred: number;
}

/** A held follower gets its place: the row `from` becomes `seq`. */
export interface Release {
  readonly id: string;
  readonly from: number;
  readonly seq: number;
  readonly at: number;
  readonly lag: number;
  readonly reached: number;
  readonly shown: number;
}

/** What an append does to the log. */
export interface Plan {
  readonly head: Head;
  readonly inserts: readonly NewRow[];
  /** What each of the inserts was made of. */
  readonly sources: readonly Draft[];
  readonly releases: readonly Release[];
}

/** What the plan needs to know of the log beside its head. */
export interface Known {
  /** `seq` of the drafts' ids and of their leaders, where the log has them. */
  readonly places: ReadonlyMap<string, number>;
  /** Held events that may be released by this append: followers of the drafts, their followers, and so on. */
  readonly held: readonly HeldEvent[];
  /** Of these, the ones whose patience is over, in the order of their release; they come before the drafts. */
  readonly overdue: readonly HeldEvent[];
}

/** A held event; with its row when it is one of this append's own. */
interface Waiting extends HeldEvent {
  readonly row?: NewRow;
}

/**
 * Gives each draft its place in the one order, in the order given: pure, so the two databases cannot differ in it.
 * A follower whose leader has no place yet is held (negative `seq`); as soon as the leader gets one, it comes right
 * behind, its own followers behind it in turn. An id that is there already is left out.
 */
export function sequence(before: Head, at: number, drafts: readonly Draft[], known: Known): Plan {
  const head: Head = { ...before, at };
  const places = new Map(known.places);
  const inserts: NewRow[] = [];
  const sources: Draft[] = [];
  const releases: Release[] = [];
  const waiting = new Map<string, Waiting[]>();

  const hold = (event: Waiting): void => {
    places.set(event.id, event.seq);
    if (event.follows === null) return;
    const others = waiting.get(event.follows);
    if (others === undefined) waiting.set(event.follows, [event]);
    else others.push(event);
  };
  const isPlaced = (id: string): boolean => (places.get(id) ?? 0) > 0;

  /** Places what is held behind a leader, and what is held behind that. A stack: chains may be long. */
  const release = (stack: Waiting[]): void => {
    for (let event = stack.pop(); event !== undefined; event = stack.pop()) {
      if (isPlaced(event.id)) continue;
      const seq = ++head.seq;
      head.held -= 1;
      places.set(event.id, seq);
      if (event.row === undefined)
        releases.push({
          id: event.id,
          from: event.seq,
          seq,
          at,
          lag: head.lag,
          reached: head.reached,
          shown: head.shown,
        });
      else Object.assign(event.row, { seq, reached: head.reached, shown: head.shown });
      stack.push(...followersOf(event.id));
    }
  };
  /** Latest first, since the stack hands out its end: the earliest `occurred`, then the first to arrive. */
  const followersOf = (id: string): Waiting[] => {
    const followers = waiting.get(id) ?? [];
    waiting.delete(id);
    return followers.sort((a, b) => b.occurred - a.occurred || a.seq - b.seq);
  };

  /** What the events' clock has shown when the next entry gets its turn: before that entry does anything to it. */
  const turn = (): void => {
    head.shown = at - head.lag;
    head.reached = Math.max(head.reached, head.shown);
  };

  /** The newest arrival: of those at the same time only the last one is kept in the history of the events' clock. */
  let arrival: NewRow | undefined;
  const insert = (row: NewRow, draft: Draft): void => {
    if (row.clock !== null) {
      if (arrival !== undefined) arrival.clock = null;
      arrival = row;
    }
    inserts.push(row);
    sources.push(draft);
  };

  const append = (draft: EventDraft): void => {
    if (places.has(draft.id)) return;
    if (!isOwn(draft)) {
      head.clock = Math.max(head.clock, Math.min(draft.occurred, at));
      head.lag = at - head.clock;
    }
    const leader = draft.follows;
    if (leader === null || leader === draft.id || isPlaced(leader)) {
      const row = eventRow(draft, ++head.seq, head);
      insert(row, draft);
      places.set(draft.id, row.seq);
      if (waiting.size > 0) release(followersOf(draft.id));
      return;
    }
    head.held += 1;
    head.heldNumber += 1;
    const row = eventRow(draft, -head.heldNumber, head);
    insert(row, draft);
    hold({ seq: row.seq, id: draft.id, follows: leader, occurred: draft.occurred, row });
  };

  known.held.forEach(hold);
  turn();
  for (const event of known.overdue) release([event]);
  for (const draft of drafts) {
    turn();
    if (draft.kind === 'event') append(draft);
    else insert(markRow(draft, ++head.seq, head), draft);
  }
  return { head, inserts, sources, releases };
}
