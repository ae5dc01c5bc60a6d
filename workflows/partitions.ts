import { patched, sleep } from '@temporalio/workflow';
import type { Evaluator } from '../src/evaluation/evaluator.ts';
import type { Item, PartitionedItem } from '../src/evaluation/items.ts';
import { divideState, FIRST_PARTITIONING, isDivisible } from '../src/evaluation/partitions.ts';
import { stateCharacters } from '../src/triggers/index.ts';
import { loadState, saveText, snapshotOwner } from './carried-state.ts';
import { local } from './local-activities.ts';
import type { AutomationInput } from './messages.ts';

/** Between two looks for windows that another workflow has not put down yet, in ms. */
const LOOK_AGAIN_MS = 1_000;

/** The part of an automation's workflow that spreads its keys over several. */
export class Partitions {
  readonly #input: AutomationInput;
  readonly #evaluator: Evaluator;
  /** The version and the number of partitions for which more have been asked for. */
  #asked = '';
  /** Whether this partition waits for its windows: it knows nothing until then. */
  isWaiting = false;

  constructor(input: AutomationInput, evaluator: Evaluator) {
    this.#input = input;
    this.#evaluator = evaluator;
  }

  /** Asks for more partitions when the windows of this one have become too many; the log says from where on. */
  async askWhenLarge(): Promise<void> {
    const { compiled, state } = this.#evaluator;
    const { partitioning = FIRST_PARTITIONING } = this.#input;
    const { automationId, version, definition, partitions: from = 1 } = state;
    if (!compiled || !definition || stateCharacters(compiled, state.trigger) <= partitioning.characters)
      return;
    const partitions = from * partitioning.factor;
    const asked = `${version}/${from}`;
    if (partitions > partitioning.most || asked === this.#asked || !isDivisible(definition.trigger)) return;
    // Runs of earlier versions never asked.
    if (!patched('partitions')) return;
    this.#asked = asked;
    await local.partition.executeWithOptions({ summary: `${partitions} partitions in place of ${from}` }, [
      { automationId, version, from, partitions },
    ]);
  }

  /**
   * The keys are divided at this place of the log: a partition that was there puts down the windows that others get
   * from it, and one that is new waits for its own.
   *
   * @param waiting what is to be evaluated after it
   */
  async divide(item: PartitionedItem, waiting: readonly Item[]): Promise<void> {
    const { state } = this.#evaluator;
    const snapshot = `partition-${item.seq}`;
    if ((state.partition ?? 0) >= item.from) return this.#take(snapshot, waiting);
    for (const other of divideState(state, item.from))
      await saveText(snapshotOwner(other), snapshot, JSON.stringify(other));
  }

  async #take(snapshot: string, waiting: readonly Item[]): Promise<void> {
    const owner = snapshotOwner(this.#evaluator.state);
    this.isWaiting = true;
    try {
      await this.#load(owner, snapshot, waiting);
    } finally {
      this.isWaiting = false;
    }
  }

  async #load(owner: string, snapshot: string, waiting: readonly Item[]): Promise<void> {
    for (;;) {
      const chunks = await local.awaitSnapshot({ automationId: owner, snapshot });
      if (chunks > 0) return this.#evaluator.restore(await loadState(owner, snapshot, chunks));
      // The workflow that has them was terminated, and the automation has gone on without them.
      if (waiting.some((item) => 'control' in item && ['updated', 'deleted'].includes(item.control))) return;
      await sleep(LOOK_AGAIN_MS, { summary: 'waiting for the windows of this partition' });
    }
  }
}
