import { randomUUID } from 'node:crypto';
import { Evaluator, type Firing } from '../../src/evaluation/evaluator.ts';
import { Inbox } from '../../src/evaluation/inbox.ts';
import { readMetricsPast } from '../../src/evaluation/metric-past.ts';
import { newAutomationState } from '../../src/evaluation/state.ts';
import { isToldBy } from '../../src/evaluation/told-by.ts';
import { Router } from '../../src/gateway/dispatcher/router.ts';
import { automationCreateSchema } from '../../src/schemas/automations.ts';
import type { NewEvent } from '../../src/store/log.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type {
  ScenarioAutomation,
  ScenarioEvent,
  ScenarioFiring,
  ScenarioInput,
  TimelineEntry,
} from './scenario.ts';

/** The clock time that is a scenario's time 0, epoch ms. */
export const SCENARIO_START = Date.UTC(2025, 0, 1);

/** Seconds of a scenario as epoch ms, at microseconds' precision. */
export function toClock(seconds: number): number {
  return SCENARIO_START + Math.round(seconds * 1e6) / 1e3;
}

/** Gives the events of a scenario ids, the same name the same id. */
export class EventNames {
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  id(name: string): string {
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = randomUUID();
      this.#ids.set(name, id);
      this.#names.set(id, name);
    }
    return id;
  }

  /** A firing in the scenario's terms. */
  toScenario(firing: Pick<Firing, 'at' | 'state' | 'labels' | 'event'>): ScenarioFiring {
    const { at, state, labels, event } = firing;
    return {
      at: (at - SCENARIO_START) / 1_000,
      state,
      labels,
      event: event && (this.#names.get(event.id) ?? event.id),
    };
  }

  /** The event as a client would post it. */
  toEvent(event: ScenarioEvent, at: number): NewEvent['event'] {
    return {
      id: this.id(event.name),
      event: event.event,
      occurred: isoMicroseconds(event.occurred === undefined ? at : toClock(event.occurred)),
      resource: event.resource,
      related: event.related ?? [],
      payload: event.payload ?? {},
      follows: event.follows === undefined ? null : this.id(event.follows),
    } as NewEvent['event'];
  }
}

function isoMicroseconds(ms: number): string {
  const whole = Math.floor(ms);
  const micros = Math.round((ms - whole) * 1_000);
  return new Date(whole).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);
}

/** Puts an entry of a scenario's timeline into the log. */
export async function appendEntry(
  store: Store,
  id: string,
  entry: TimelineEntry,
  names: EventNames,
): Promise<void> {
  if (entry.event) await store.log.append([{ event: names.toEvent(entry.event, toClock(entry.at)) }]);
  if (entry.disable) await store.automations.setEnabled(id, false);
  if (entry.enable) await store.automations.setEnabled(id, true);
  if (entry.update) await store.automations.replace(id, toBody(entry.update));
}

/** An automation of a scenario as a create request makes it. */
export function toBody(automation: ScenarioAutomation): ReturnType<typeof automationCreateSchema.parse> {
  return automationCreateSchema.parse(automation);
}

/**
 * Runs a scenario through the real log, the dispatcher's routing and the evaluation of the workflow: all that live
 * events go through but the transport. The clock is the scenario's.
 */
export async function logDriver(scenario: ScenarioInput): Promise<ScenarioFiring[]> {
  let now = SCENARIO_START;
  const store = await openStore({ sqlite: { path: ':memory:' }, clock: () => now });
  try {
    const names = new EventNames();
    const { id } = await store.automations.create(toBody(scenario.automation));
    const evaluator = new Evaluator(newAutomationState(id));
    const inbox = new Inbox(
      evaluator,
      (pass, until) => store.log.eventsClock(pass, until),
      ({ seq, at, lag = 0 }, trigger) =>
        readMetricsPast(
          store.events,
          { trigger, seq, now: at - lag, isExcluded: (entry) => isToldBy(entry, id) },
          () => Promise.resolve(true),
        ),
    );
    const router = new Router({
      store,
      chainDepth: 10,
      loopFirings: 0,
      push: (_automation, item) => inbox.push([item]),
    });
    const firings: Firing[] = [];
    let cursor = 0;

    const deliver = async (): Promise<void> => {
      for (const entry of await store.log.read(cursor, 1_000)) {
        await router.route(entry);
        cursor = entry.seq;
      }
      while (inbox.size > 0) firings.push(...(await inbox.evaluate(100)).firings);
    };

    /** Lets the clock run: deadlines and lost followers come due in their order. */
    const runTo = async (until: number): Promise<void> => {
      for (;;) {
        await deliver();
        const release = (await store.log.releaseOverdue()) ?? Infinity;
        const pass = evaluator.nextPass;
        const bound = Math.min(release, until);
        const clock = pass === null ? null : await store.log.eventsClock(pass, bound);
        if (clock?.reached) {
          now = Math.max(now, clock.at);
          await store.log.appendBarrier(id);
        } else if (release <= until) {
          now = release;
        } else break;
      }
      now = until;
    };

    for (const entry of scenario.timeline) {
      await runTo(toClock(entry.at));
      await appendEntry(store, id, entry, names);
    }
    await runTo(toClock(scenario.until));
    return firings.map((firing) => names.toScenario(firing));
  } finally {
    await store.close();
  }
}
