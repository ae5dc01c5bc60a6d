import { setTimeout as sleep } from 'node:timers/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import type { Firing } from '../../src/evaluation/evaluator.ts';
import type { Item } from '../../src/evaluation/items.ts';
import { DEFAULT_PARTITIONING } from '../../src/evaluation/partitions.ts';
import { Router } from '../../src/gateway/dispatcher/router.ts';
import type { SendBatch } from '../../src/gateway/dispatcher/outbox.ts';
import { workflowSignals } from '../../src/gateway/dispatcher/workflow-signals.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { AutomationView } from '../../workflows/messages.ts';
import { automationWorkflowId, TASK_QUEUE } from '../../workflows/names.ts';
import { automationBody } from '../support/store-fixtures.ts';
import { until } from '../support/until.ts';

/**
 * The real workflow on a real server with the real log and activities, but without a dispatcher: the test decides
 * in which signals the entries of the log travel.
 */
export class WorkflowHarness {
  readonly env: TestWorkflowEnvironment;
  readonly store: Store;
  /** How long acting on firings takes at least, in ms. */
  actMs = 0;
  readonly #worker: Worker;
  readonly #running: Promise<void>;

  private constructor(env: TestWorkflowEnvironment, store: Store, worker: Worker) {
    this.env = env;
    this.store = store;
    this.#worker = worker;
    this.#running = worker.run();
  }

  static async start(): Promise<WorkflowHarness> {
    const executable = { type: 'existing-path', path: inject('temporalExecutable') } as const;
    const env = await TestWorkflowEnvironment.createLocal({ server: { executable } });
    const store = await openStore({ sqlite: { path: ':memory:' } });
    const { activities } = createActivities({
      store,
      uiUrl: 'http://localhost',
      allowPrivateHosts: [],
      owner: 'test',
      startFiringWorkflow: () => Promise.reject(new Error('do-nothing is never deferred')),
    });
    const harnesses: WorkflowHarness[] = [];
    const act: typeof activities.act = async (input) => {
      await sleep(harnesses[0]?.actMs);
      return activities.act(input);
    };
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowBundle: { codePath: inject('workflowBundle') },
      activities: { ...activities, act },
    });
    harnesses.push(new WorkflowHarness(env, store, worker));
    return harnesses[0]!;
  }

  /** Makes an automation with this trigger; nothing of it is delivered yet. */
  async create(trigger: object): Promise<string> {
    const automation = await this.store.automations.create(automationBody({ trigger }));
    return automation.id;
  }

  /** What the dispatcher would tell an automation: all of the log from `after` on. */
  async itemsFor(automationId: string, after = 0): Promise<Item[]> {
    const items: Item[] = [];
    const push = (id: string, item: Item): void => void (id === automationId && items.push(item));
    const router = new Router({ store: this.store, chainDepth: 10, loopFirings: 0, push });
    await router.load(after);
    for (let seq = after; ;) {
      const entries = await this.store.log.read(seq, 1_000);
      if (entries.length === 0) return items;
      for (const entry of entries) await router.route(entry);
      seq = entries.at(-1)!.seq;
    }
  }

  /** Sends each batch as a signal of its own, the first one with the start of the workflow. */
  async deliver(
    automationId: string,
    batches: readonly (readonly Item[])[],
    signalsPerRun?: number,
  ): Promise<void> {
    const send = this.sender(signalsPerRun);
    for (const batch of batches) await send(automationId, batch);
  }

  /** What the dispatcher sends with. */
  sender(signalsPerRun?: number): SendBatch {
    const { client } = this.env;
    const recreate = (): Promise<null> => Promise.resolve(null);
    // One workflow gets it all: there is no dispatcher here that would tell several.
    const partitioning = { ...DEFAULT_PARTITIONING, most: 1 };
    return workflowSignals({ client, searchAttributes: false, signalsPerRun, partitioning, recreate });
  }

  /** Waits until everything up to a place of the log has been evaluated and acted on. */
  async settled(automationId: string, seq: number): Promise<AutomationView> {
    return until(`${automationId} at ${seq}`, async () => {
      const handle = this.env.client.workflow.getHandle(automationWorkflowId(automationId));
      const view = await handle.query<AutomationView>('state');
      const { total } = await this.store.firings.list({ automationId, limit: 0, offset: 0 });
      return view.lastSeq >= seq && view.inbox === 0 && total >= view.firings ? view : null;
    });
  }

  /** The firings of an automation in order, without what differs between automations. */
  async firingsOf(
    automationId: string,
  ): Promise<Pick<Firing, 'ordinal' | 'at' | 'labels' | 'event' | 'reason'>[]> {
    const { firings } = await this.store.firings.list({ automationId, limit: 10_000, offset: 0 });
    return firings
      .map(({ firing: { ordinal, at, labels, event, reason } }) => ({ ordinal, at, labels, event, reason }))
      .sort((a, b) => a.ordinal - b.ordinal);
  }

  /** How many runs the automation's workflow has had. */
  async runs(automationId: string): Promise<number> {
    const { client } = this.env;
    let runs = 1;
    let handle = client.workflow.getHandle(automationWorkflowId(automationId));
    for (;;) {
      const history = await handle.fetchHistory();
      const earlier = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
      if (!earlier) return runs;
      runs += 1;
      handle = client.workflow.getHandle(automationWorkflowId(automationId), earlier);
    }
  }

  async stop(): Promise<void> {
    this.#worker.shutdown();
    await this.#running;
    await this.env.teardown();
    await this.store.close();
  }
}

/** Cuts a list into parts of `size`. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_none, part) =>
    items.slice(part * size, (part + 1) * size),
  );
}
