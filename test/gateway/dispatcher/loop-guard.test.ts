import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOOP_WINDOW_MS, LoopGuard } from '../../../src/gateway/dispatcher/loop-guard.ts';
import { openStore, type Store } from '../../../src/store/index.ts';
import type { EventEntry } from '../../../src/store/log.ts';

type Labels = Record<string, string>;

let store: Store;
beforeEach(async () => {
  store = await openStore({ sqlite: { path: ':memory:' } });
});
afterEach(() => store.close());

const guardOf = (most = 10): LoopGuard => new LoopGuard(most, store.runCauses);

/** An event entry; `at` in seconds. */
function entry(
  event: string,
  {
    at = 0,
    origin = null,
    depth = 0,
    resource = 'r',
    related = [],
  }: {
    at?: number;
    origin?: string | null;
    depth?: number;
    resource?: string;
    related?: Labels[];
  } = {},
): EventEntry {
  const labels = { 'prefect.resource.id': resource };
  return {
    kind: 'event',
    seq: 1,
    at: at * 1_000,
    origin,
    depth,
    event: { id: 'e', event, resource: labels, related, payload: {} },
  } as unknown as EventEntry;
}

const creator = (id: string): Labels => ({
  'prefect.resource.id': `prefect.automation.${id}`,
  'prefect.resource.role': 'creator',
});

/** `causes('a', 'b')`: something that a did fits the trigger of b. */
function causes(guard: LoopGuard, source: string, target: string): void {
  guard.noteTriggered(target, { source, depth: 1 });
}

const fired = (id: string, at: number, depth = 2): EventEntry =>
  entry('prefect.automation.triggered', { at, origin: id, depth });

describe('who is in a loop', () => {
  it('is who comes back to itself, through however many', () => {
    const guard = guardOf();
    causes(guard, 'a', 'b');
    causes(guard, 'b', 'c');
    expect(['a', 'b', 'c'].filter((id) => guard.isInLoop(id))).toEqual([]);
    causes(guard, 'c', 'a');
    // One that hears of all of them and is heard by nobody goes round with nobody.
    for (const source of ['a', 'b', 'c']) causes(guard, source, 'watcher');
    expect(['a', 'b', 'c', 'watcher'].filter((id) => guard.isInLoop(id))).toEqual(['a', 'b', 'c']);
  });

  it('is one whose own flow runs trigger it', async () => {
    const guard = guardOf();
    const cause = await guard.causeOf(entry('prefect.flow-run.Completed', { related: [creator('a')] }));
    expect(cause).toEqual({ source: 'a', depth: 1 });
    guard.noteTriggered('a', cause);
    expect(guard.isInLoop('a')).toBe(true);
    guard.forget('a');
    expect(guard.isInLoop('a')).toBe(false);
  });

  it('is nobody for events from outside', async () => {
    const guard = guardOf();
    const outside = await guard.causeOf(entry('order.paid', { related: [creator('a')] }));
    expect(outside).toEqual({ source: null, depth: 0 });
    guard.noteTriggered('a', outside);
    expect(guard.isInLoop('a')).toBe(false);
  });
});

describe('the cause of flow runs that actions have made', () => {
  const run = 'prefect.flow-run.1';
  const labels = { 'prefect.resource.id': run, 'prefect.resource.role': 'flow-run' };
  const made = entry('prefect.automation.action.executed', { origin: 'a', depth: 7, related: [labels] });
  const completed = entry('prefect.flow-run.Completed', { resource: run, related: [creator('a')] });

  it('is known though their events do not say how deep they are', async () => {
    const guard = guardOf();
    guard.noteOwnEvent(made);
    expect(await guard.causeOf(completed)).toEqual({ source: 'a', depth: 7 });
    expect((await guard.causeOf({ ...completed, depth: 9 })).depth).toBe(9);
  });

  it('is known of what is emitted in them, which says nothing of who made them', async () => {
    const guard = guardOf();
    const emitted = entry('order.paid', { related: [labels] });
    expect(await guard.causeOf(emitted)).toEqual({ source: null, depth: 0 });
    guard.noteOwnEvent(made);
    expect(await guard.causeOf(emitted)).toEqual({ source: 'a', depth: 7 });
    expect(await guard.causeOf({ ...emitted, origin: 'b', depth: 2 })).toEqual({ source: 'b', depth: 2 });
  });

  it('is known to the next one that reads the log, once it is saved', async () => {
    const guard = guardOf();
    guard.noteOwnEvent(made);
    expect(await guardOf().causeOf(completed)).toEqual({ source: 'a', depth: 1 });
    await guard.save();
    expect(await guardOf().causeOf(completed)).toEqual({ source: 'a', depth: 7 });
    expect(await guardOf().causeOf(entry('order.paid', { related: [labels] }))).toEqual({
      source: 'a',
      depth: 7,
    });
  });
});

describe('an automation that fires on what it causes', () => {
  function looping(most: number): LoopGuard {
    const guard = guardOf(most);
    causes(guard, 'a', 'b');
    causes(guard, 'b', 'a');
    return guard;
  }

  it('may do so as often as the limit says, at once, and is then told of once', () => {
    const guard = looping(5);
    const told = Array.from({ length: 8 }, () => guard.noteOwnEvent(fired('a', 100)));
    expect(told).toEqual([null, null, null, null, null, 'a', null, null]);
  });

  it('may do so for ever at a lower rate', () => {
    const guard = looping(10);
    const every = LOOP_WINDOW_MS / 1_000 / 10;
    for (let n = 0; n < 100; n += 1) expect(guard.noteOwnEvent(fired('a', n * every))).toBeNull();
  });

  it('gets a new chance when it is resumed', () => {
    const guard = looping(1);
    expect([guard.noteOwnEvent(fired('a', 0)), guard.noteOwnEvent(fired('a', 0))]).toEqual([null, 'a']);
    guard.forget('a');
    causes(guard, 'b', 'a');
    expect([guard.noteOwnEvent(fired('a', 0)), guard.noteOwnEvent(fired('a', 0))]).toEqual([null, 'a']);
  });

  it('is not one that fires on outside events, or is in no loop, however often', () => {
    const guard = looping(1);
    causes(guard, 'a', 'watcher');
    for (let n = 0; n < 100; n += 1) {
      expect(guard.noteOwnEvent(fired('a', 0, 1))).toBeNull();
      expect(guard.noteOwnEvent(fired('watcher', 0))).toBeNull();
    }
  });

  it('may do so any number of times without a limit', () => {
    const guard = looping(0);
    for (let n = 0; n < 100; n += 1) expect(guard.noteOwnEvent(fired('a', 0))).toBeNull();
  });
});
