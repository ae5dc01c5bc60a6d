import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import pino from 'pino';
import { createActivities } from '../../activities/index.ts';
import type { AutomationActivities, FiringActivities } from '../../activities/types.ts';
import { Dispatcher } from '../../src/gateway/dispatcher/dispatcher.ts';
import { workflowSignals } from '../../src/gateway/dispatcher/workflow-signals.ts';
import type { Partitioning } from '../../src/evaluation/partitions.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { AutomationView } from '../../workflows/messages.ts';
import { automationWorkflowId, TASK_QUEUE } from '../../workflows/names.ts';
import { appendEntry, EventNames, SCENARIO_START, toBody, toClock } from './log-driver.ts';
import type { ScenarioFiring, ScenarioInput, TimelineEntry } from './scenario.ts';

/** One scenario on its way through the real workflow, with a log of its own. */
interface Running {
  readonly scenario: ScenarioInput;
  readonly names: EventNames;
  readonly store: Store;
  readonly dispatcher: Dispatcher;
  readonly id: string;
}

/**
 * Runs scenarios through the real automation workflow on a time-skipping server: all at once, each with a log of its
 * own, on one clock. The log's clock goes by the scenario's times; between them it follows the server's, so that timers
 * that come due are what moves time on.
 *
 * @returns the firings of each scenario, in the order given
 */
export async function runOnWorkflow(
  env: TestWorkflowEnvironment,
  workflowBundle: WorkflowBundleOption,
  scenarios: readonly ScenarioInput[],
  progress: (text: string) => void,
  partitioning?: Partitioning,
): Promise<ScenarioFiring[][]> {
  const clock = new ScenarioClock(env);
  const running: Running[] = [];
  const activitiesOf = new Map<string, AutomationActivities & FiringActivities>();
  // The states of partitions have a number behind the automation's id.
  const of = (automationId: string): AutomationActivities & FiringActivities =>
    activitiesOf.get(automationId.slice(0, 36))!;
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle,
    activities: {
      eventsClock: (input: { automationId: string; pass: number; until: number }) =>
        of(input.automationId).eventsClock(input),
      async barrier(input: Parameters<AutomationActivities['barrier']>[0]) {
        await clock.follow();
        return of(input.automationId).barrier(input);
      },
      metricPast: (input: Parameters<AutomationActivities['metricPast']>[0]) =>
        of(input.automationId).metricPast(input),
      act: (input: Parameters<AutomationActivities['act']>[0]) =>
        of(input.firings[0]!.automationId).act(input),
      saveSnapshot: (input: Parameters<AutomationActivities['saveSnapshot']>[0]) =>
        of(input.automationId).saveSnapshot(input),
      loadSnapshot: (input: Parameters<AutomationActivities['loadSnapshot']>[0]) =>
        of(input.automationId).loadSnapshot(input),
      awaitSnapshot: (input: Parameters<AutomationActivities['awaitSnapshot']>[0]) =>
        of(input.automationId).awaitSnapshot(input),
      partition: (input: Parameters<AutomationActivities['partition']>[0]) =>
        of(input.automationId).partition(input),
    },
    maxCachedWorkflows: 1_000,
  });

  const start = async (scenario: ScenarioInput): Promise<Running> => {
    const store = await openStore({ sqlite: { path: ':memory:' }, clock: () => clock.now });
    const { activities } = createActivities({
      store,
      uiUrl: 'http://localhost',
      allowPrivateHosts: [],
      owner: 'conformance',
      startFiringWorkflow: () => Promise.reject(new Error('do-nothing is never deferred')),
    });
    const { id } = await store.automations.create(toBody(scenario.automation));
    activitiesOf.set(id, activities);
    const send = workflowSignals({
      client: env.client,
      searchAttributes: false,
      recreate: async () => null,
      partitioning,
    });
    const dispatcher = new Dispatcher({
      store,
      send,
      logger: pino({ level: 'silent' }),
      chainDepth: 10,
      loopFirings: 0,
    });
    await dispatcher.start();
    return { scenario, names: new EventNames(), store, dispatcher, id };
  };

  return worker.runUntil(async () => {
    for (const scenario of scenarios) running.push(await start(scenario));
    await settle(env, running);
    const firings = new Map<Running, ScenarioFiring[]>();
    const steps = timelineOf(running);
    for (const [index, { at, one, entry }] of steps.entries()) {
      if (at - clock.advanced >= GRAIN || entry === 'end') {
        await clock.advanceTo(at);
        progress(`${index} of ${steps.length} entries, ${Math.round((at - SCENARIO_START) / 1_000)} s`);
      }
      clock.now = Math.max(clock.now, at);
      if (entry === 'release') await one.store.log.releaseOverdue();
      else if (entry === 'end') firings.set(one, await finish(env, one));
      else await appendEntry(one.store, one.id, entry, one.names);
    }
    for (const { store, dispatcher } of running) {
      await dispatcher.stop();
      await store.close();
    }
    return running.map((one) => firings.get(one)!);
  });
}

/**
 * Entries this close together (ms) reach the workflows without letting the server's time pass between them, as they
 * would under load: each step of that time costs a round of requests.
 */
const GRAIN = 2_000;

/** Seconds that a follower waits for its leader. */
const PATIENCE = 900;

interface Step {
  readonly at: number;
  readonly one: Running;
  readonly entry: TimelineEntry | 'release' | 'end';
}

/** The entries of all scenarios, lost followers' releases and the scenarios' ends, in order of time. */
function timelineOf(running: readonly Running[]): Step[] {
  const steps = running.flatMap((one): Step[] => [
    ...one.scenario.timeline.map((entry): Step => ({ at: toClock(entry.at), one, entry })),
    // What waits for its leader is let go after 15 minutes (rule O3): the gateway's own timer does that in life.
    ...one.scenario.timeline
      .filter((entry) => entry.event?.follows !== undefined && entry.at + PATIENCE <= one.scenario.until)
      .map((entry): Step => ({ at: toClock(entry.at + PATIENCE), one, entry: 'release' })),
    { at: toClock(one.scenario.until), one, entry: 'end' },
  ]);
  return steps.sort((a, b) => a.at - b.at);
}

/** Waits until the workflow has taken in all there is and no deadline up to now is left, and ends it. */
async function finish(env: TestWorkflowEnvironment, one: Running): Promise<ScenarioFiring[]> {
  await one.store.log.releaseOverdue();
  const until = toClock(one.scenario.until);
  for (let partition = 0, partitions = 1; partition < partitions;) {
    const handle = env.client.workflow.getHandle(automationWorkflowId(one.id, partition));
    const head = await one.store.log.head();
    const view = await handle.query<AutomationView>('state');
    const settled = one.dispatcher.settled >= head && view.inbox === 0;
    const deadline = view.nextDeadline === null ? null : Date.parse(view.nextDeadline);
    if (settled && (deadline === null || !(await one.store.log.eventsClock(deadline, until)).reached)) {
      partitions = view.partitions;
      partition += 1;
    } else await delay(5);
  }
  const { firings } = await one.store.firings.list({ limit: 10_000, offset: 0 });
  // Its deadlines would go on coming for as long as the other scenarios last.
  await one.store.automations.delete(one.id);
  return firings.map(({ firing }) => one.names.toScenario(firing));
}

async function settle(env: TestWorkflowEnvironment, running: readonly Running[]): Promise<void> {
  for (const { id } of running) {
    const handle = env.client.workflow.getHandle(automationWorkflowId(id));
    for (;;) {
      const view = await handle.query<AutomationView>('state').catch(() => null);
      if (view && view.lastSeq > 0) break;
      await delay(5);
    }
  }
}

/** The scenarios' clock: stands at the step's time, and follows the server's while that skips to the next step. */
class ScenarioClock {
  now = SCENARIO_START;
  /** Up to here the server's time has passed. */
  advanced = SCENARIO_START;
  readonly #env: TestWorkflowEnvironment;
  #anchor: { scenario: number; server: number; end: number } | null = null;

  constructor(env: TestWorkflowEnvironment) {
    this.#env = env;
  }

  /** Takes on the server's time, as far as the present step goes. */
  async follow(): Promise<void> {
    const anchor = this.#anchor;
    if (!anchor) return;
    const server = await this.#env.currentTimeMs();
    this.now = Math.max(this.now, Math.min(anchor.scenario + server - anchor.server, anchor.end));
  }

  async advanceTo(at: number): Promise<void> {
    if (at <= this.advanced) return;
    this.#anchor = { scenario: this.advanced, server: await this.#env.currentTimeMs(), end: at };
    await this.#env.sleep(at - this.advanced);
    this.#anchor = null;
    this.now = this.advanced = at;
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
