import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Item } from '../../../src/evaluation/items.ts';
import { Outbox } from '../../../src/gateway/dispatcher/outbox.ts';
import { Slots } from '../../../src/gateway/dispatcher/slots.ts';
import { isUrgent, StartTurns } from '../../../src/gateway/dispatcher/start-turns.ts';
import type { EventTriggerDefinition, TriggerDefinition } from '../../../src/triggers/index.ts';

const reactive: EventTriggerDefinition = {
  type: 'event',
  posture: 'Reactive',
  expect: ['x'],
  after: [],
  match: {},
  match_related: {},
  for_each: [],
  threshold: 1,
  within: 0,
};

function created(trigger: TriggerDefinition, seq = 1): Item {
  return { seq, at: seq, control: 'created', version: 1, enabled: true, definition: { name: 'a', trigger } };
}

function event(seq: number): Item {
  return { seq, at: seq, id: 'e', event: 'x', occurred: seq, matches: [] };
}

/** Starts that never end by themselves, in the order in which they began. */
function starts(turns: StartTurns) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    enter(id: string, urgent = false): void {
      void turns.enter(id, urgent).then((leave) => {
        begun.push(id);
        ends.push(leave);
      });
    },
    async end(): Promise<void> {
      ends.shift()!();
      await sleep(0);
    },
  };
}

describe('turns of starts', () => {
  test('are given to a limited number at a time, the urgent ones first, and all get theirs', async () => {
    const turns = new StartTurns(() => false);
    const { begun, enter, end } = starts(turns);
    for (let n = 0; n < 40; n += 1) enter(`patient ${n}`);
    enter('urgent', true);
    await sleep(0);
    const first = begun.length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(40);
    turns.hurry('patient 39');
    turns.hurry('nobody');
    while (!begun.includes('patient 39')) await end();
    expect(begun.slice(first, first + 2)).toEqual(['urgent', 'patient 39']);
    while (begun.length < 41) await end();
    expect(new Set(begun).size).toBe(41);
  });

  test('while many are created, those in no hurry wait until it is over', async () => {
    const turns = new StartTurns(() => true);
    const { begun, enter, end } = starts(turns);
    enter('patient');
    enter('patient too');
    enter('urgent', true);
    enter('as urgent', true);
    await sleep(0);
    expect(begun).toEqual(['urgent']);
    await end();
    expect(begun).toEqual(['urgent', 'as urgent']);
    await end();
    expect(begun).toHaveLength(2);
    turns.hurry('patient too');
    await sleep(0);
    expect(begun.slice(2)).toEqual(['patient too']);
    await end();
    await vi.waitFor(() => expect(begun.slice(3)).toEqual(['patient']));
  });

  test('are taken by outboxes for creations only, and a failed start gives its turn back', async () => {
    const turns = new StartTurns();
    const sent: string[] = [];
    const slots = new Slots(3);
    let failures = 0;
    const boxes = Array.from(
      { length: 50 },
      (_, n) =>
        new Outbox(`${n}`, {
          send: async (id) => {
            await sleep(1);
            if (n % 10 === 0 && failures++ < 5) throw new Error('unavailable');
            sent.push(id);
          },
          slots,
          starts: turns,
          onSettled: () => undefined,
          onError: () => undefined,
        }),
    );
    for (const box of boxes) box.push(created(reactive));
    for (const box of boxes.slice(40)) box.push(event(2));
    while (new Set(sent).size < 50) await sleep(1);
    expect(failures).toBeGreaterThanOrEqual(5);
  });

  test('are urgent for events, and where time counts', () => {
    const proactive: EventTriggerDefinition = { ...reactive, posture: 'Proactive', within: 10 };
    const both: TriggerDefinition = {
      type: 'sequence',
      within: null,
      triggers: [reactive, { type: 'compound', require: 'any', within: null, triggers: [proactive] }],
    };
    expect(isUrgent(event(1))).toBe(true);
    expect(isUrgent(created(reactive))).toBe(false);
    expect(isUrgent({ seq: 1, at: 1, control: 'paused', version: 1 })).toBe(false);
    expect(isUrgent(created(proactive))).toBe(true);
    expect(isUrgent(created(both))).toBe(true);
    expect(isUrgent(created({ ...proactive, after: ['y'] }))).toBe(false);
  });
});
