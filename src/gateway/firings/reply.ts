import { uuidV5 } from '../../evaluation/firing-id.ts';
import type { ReceivedEvent } from '../../schemas/events.ts';
import type { ActionResult, Firing } from '../../schemas/firings.ts';
import { formatTime } from '../../schemas/times.ts';
import type { ActionOutcome, RecordedFiring } from '../../store/firings/types.ts';
import { triggeringEvent } from '../../store/firings/triggering-event.ts';
import type { Store } from '../../store/store.ts';
import { describeReason } from '../../triggers/index.ts';

/** Firings as the API shows them: with their events, and an entry for each action, also one that has not begun. */
export async function firingReplies(store: Store, recorded: readonly RecordedFiring[]): Promise<Firing[]> {
  const ids = recorded.flatMap(({ firing: { event, test } }) =>
    event !== null ? [event.id] : test !== undefined ? [test.request] : [],
  );
  const entries = ids.length === 0 ? [] : await store.log.eventsById([...new Set(ids)]);
  const events = new Map(entries.map(({ event }) => [event.id, event]));
  return Promise.all(recorded.map((one) => reply(store, one, events)));
}

async function reply(
  store: Store,
  { firing, automationId, version, actions }: RecordedFiring,
  events: ReadonlyMap<string, ReceivedEvent>,
): Promise<Firing> {
  const outcomes = new Map(actions.map((outcome) => [outcome.index, outcome]));
  const definition = await store.automations.version(automationId, version);
  const { actions: always = [], actions_on_trigger = [], actions_on_resolve = [] } = definition ?? {};
  const onState = firing.state === 'Triggered' ? actions_on_trigger : actions_on_resolve;
  const types = [...always, ...onState].map(({ type }) => type);
  const indexes = new Set([...types.keys(), ...outcomes.keys()]);
  return {
    id: firing.id,
    automation_id: automationId,
    ordinal: firing.ordinal + 1,
    trigger_state: firing.state,
    triggered: formatTime(firing.at),
    test: firing.test !== undefined,
    reason: describeReason(firing.reason),
    triggering_labels: firing.labels,
    triggering_event: triggeringEvent(firing, events),
    actions: [...indexes]
      .sort((a, b) => a - b)
      .map((index) => actionReply(firing.id, index, types[index] ?? 'unknown', outcomes.get(index))),
  };
}

function actionReply(
  firingId: string,
  index: number,
  type: string,
  outcome: ActionOutcome | undefined,
): ActionResult {
  return {
    index,
    type: outcome?.type ?? type,
    state: outcome?.status ?? 'pending',
    invocation: uuidV5(`invocation/${index}`, firingId),
    round: outcome?.round ?? 0,
    reason: outcome?.reason ?? null,
    finished: outcome === undefined || outcome.ended === null ? null : formatTime(outcome.ended),
    details: outcome?.details ?? {},
  };
}
