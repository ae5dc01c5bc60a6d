import { condition, continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import { Evaluator, type Firing } from '../src/evaluation/evaluator.ts';
import { Inbox } from '../src/evaluation/inbox.ts';
import type { ItemBatch } from '../src/evaluation/items.ts';
import { unpackItems } from '../src/evaluation/packed-items.ts';
import { DEFAULT_PARTITIONING } from '../src/evaluation/partitions.ts';
import { newAutomationState } from '../src/evaluation/state.ts';
import { carryState, fitsInput, restoreState, snapshotOwner } from './carried-state.ts';
import { DeadlineTimer } from './deadline-timer.ts';
import { local } from './local-activities.ts';
import type { AutomationInput, AutomationResult, AutomationView } from './messages.ts';
import { metricsPast } from './metric-past.ts';
import { Partitions } from './partitions.ts';
import { TaskTime } from './task-time.ts';
import { showState, viewOf } from './view.ts';

/** Firings that go to the actions at once: enough to share a commit, few enough to stay far below a payload's limit. */
const FIRINGS_AT_ONCE = 100;

/** Signals that one run takes, unless its input says otherwise. The server refuses the 10,001st and does not count them for its own suggestion. */
const SIGNALS_PER_RUN = 2_000;

/** History events after which a run hands over; the server suggests it at 4,096, and this many keep replays short. */
const HISTORY_PER_RUN = 4_000;

/** What the last signal said of the events' clock is believed for so long, unless it is far behind; in ms. */
const BELIEVED_MS = 1_000;

/** Longest time between two looks at a deadline that the events' clock holds up, in ms. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Between two looks at deadlines, in ms: those that come due meanwhile are decided together, each stamped with its own
 * time. The first after a while is looked at at once.
 */
const LOOK_APART_MS = 100;

/** One run of an automation's workflow: inbox, loop, timer. All decisions are the evaluator's. */
export class AutomationRun {
  readonly #input: AutomationInput;
  readonly #timer = new DeadlineTimer();
  readonly #taskTime = new TaskTime();
  readonly #inbox: Inbox;
  readonly #evaluator: Evaluator;
  readonly #partitions: Partitions;
  #signals = 0;
  /** The sender waits until this run has handed over. */
  #isLast = false;
  /** Place in the log of the barrier that we wait for. */
  #barrier = 0;
  /** The log has said that this deadline has not come yet; it's asked again then (epoch ms, the workflow's clock). */
  #tooEarly: { pass: number; until: number } | null = null;
  /** When the log may be asked for the next deadline (epoch ms, the workflow's clock). */
  #lookAgain = 0;
  /** When the last signal came: what it said of the events' clock held then (epoch ms, the workflow's clock). */
  #heard = Date.now();

  constructor(input: AutomationInput) {
    this.#taskTime.note();
    this.#input = input;
    const { automationId, partition } = input;
    this.#evaluator = new Evaluator(newAutomationState(automationId, partition));
    this.#partitions = new Partitions(input, this.#evaluator);
    this.#inbox = new Inbox(
      this.#evaluator,
      (pass, until) => local.eventsClock({ automationId, pass, until }),
      (item, trigger) => metricsPast(automationId, item, trigger),
    );
    if (input.waiting) this.#inbox.push(input.waiting);
  }

  /** Takes down a signal's items. */
  receive(batch: ItemBatch): void {
    this.#taskTime.note();
    this.#signals += 1;
    this.#heard = Date.now();
    this.#isLast ||= batch.last === true;
    this.#inbox.push(unpackItems(batch));
  }

  /** What the query `state` answers. */
  view(): AutomationView {
    return viewOf(this.#evaluator, this.#inbox.size + (this.#partitions.isWaiting ? 1 : 0));
  }

  /** Runs until the automation is deleted, or hands over to the next run. */
  async loop(): Promise<AutomationResult> {
    const { searchAttributes, state: carried } = this.#input;
    if (carried) this.#evaluator.restore(await restoreState(snapshotOwner(this.#evaluator.state), carried));
    for (;;) {
      const { firings, changed, partitioned } = await this.#inbox.evaluate(FIRINGS_AT_ONCE);
      if (changed) showState(this.#evaluator.state, changed === 'changed', searchAttributes);
      if (firings.length > 0) await this.#act(firings);
      if (partitioned) await this.#partitions.divide(partitioned, this.#inbox.waiting);
      const { state } = this.#evaluator;
      if (state.deleted) return { events: state.events, firings: state.firings };
      if (this.#inbox.isDue) continue;
      if (this.#evaluator.isRetired) {
        if (await this.#mayEnd()) return { events: state.events, firings: state.firings };
        continue;
      }
      await this.#partitions.askWhenLarge();
      if (this.#mustHandOver()) await this.#handOver();
      else await this.#nextInput();
    }
  }

  async #act(firings: Firing[]): Promise<void> {
    const what = firings.length === 1 ? firings[0]!.reason.code : `${firings.length} firings`;
    await local.act.executeWithOptions({ summary: what }, [{ firings }]);
  }

  /** Waits for a signal; when a deadline passes meanwhile, asks the log for everything received before it. */
  async #nextInput(): Promise<void> {
    const pass = this.#evaluator.nextPass;
    if (pass === null || this.#barrier > this.#evaluator.state.lastSeq) {
      await condition(() => this.#inbox.size > 0);
      return;
    }
    const notBefore = Math.max(this.#lookAgain, this.#tooEarly?.pass === pass ? this.#tooEarly.until : 0);
    const due = this.#input.patient ? (this.#evaluator.passAtLatest ?? pass) : pass;
    if (!(await this.#sleepUntil(Math.max(this.#firstLook(due), notBefore)))) return;
    const { automationId, partition = 0 } = this.#input;
    const { lastSeq } = this.#evaluator.state;
    const answer = await local.barrier.executeWithOptions(
      { summary: 'deadline: has everything before it arrived?' },
      [{ automationId, partition, pass, lastSeq }],
    );
    if (answer.reached) {
      this.#barrier = answer.seq;
      this.#inbox.know(pass, answer.clock, answer.complete);
      if (answer.complete !== undefined) this.#lookAgain = Date.now() + LOOK_APART_MS;
    } else {
      // Looked at again soon even if the lag is long: events that this automation does not see may shorten it.
      this.#tooEarly = { pass, until: Date.now() + Math.min(answer.waitMs, LOOK_AGAIN_MS) };
    }
  }

  /**
   * When to ask the log for a deadline for the first time. The events' clock may be behind after a late event, but events
   * that this automation does not see may have set it right since.
   */
  #firstLook(due: number): number {
    const { lag } = this.#evaluator.state;
    const { doubtsLag } = this.#input;
    const expected = due + lag;
    if (!doubtsLag) return expected;
    const isShort = doubtsLag === 'soon' && lag <= LOOK_AGAIN_MS;
    const doubted = isShort
      ? Math.max(due, this.#heard + BELIEVED_MS)
      : Math.max(due, this.#heard) + LOOK_AGAIN_MS;
    return Math.min(expected, doubted);
  }

  /** Sleeps; answers false when a signal came first, or a timer of an earlier deadline went off. */
  async #sleepUntil(due: number): Promise<boolean> {
    if (Date.now() < due) {
      this.#timer.arm(due, Date.now() + this.#taskTime.elapsed);
      await condition(() => {
        this.#taskTime.note();
        return this.#inbox.size > 0 || this.#timer.rang;
      });
      this.#timer.rang = false;
    }
    return this.#inbox.size === 0 && Date.now() >= due;
  }

  /**
   * A run must not end straight after a local activity. When the server redoes a task because a signal has come
   * meanwhile, the worker hears of the activity's end first and of the signal only after that: a run that has ended
   * by then takes the signal with it. A timer is told after the signals of its task.
   *
   * @returns whether nothing has arrived meanwhile
   */
  async #mayEnd(): Promise<boolean> {
    await sleep(1, { summary: 'has anything arrived before the next run?' });
    return this.#inbox.size === 0;
  }

  #mustHandOver(): boolean {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    const { signalsPerRun = SIGNALS_PER_RUN } = this.#input;
    const isFull = this.#signals >= signalsPerRun || historyLength >= HISTORY_PER_RUN;
    return isFull || continueAsNewSuggested || this.#isLast;
  }

  /** Continues as a new run; what has arrived meanwhile goes along, so that a run hands over however much there is. */
  async #handOver(): Promise<void> {
    const state = await carryState(this.#evaluator.state);
    await this.#mayEnd();
    const waiting = this.#inbox.waiting;
    if (!fitsInput(waiting, state)) return;
    const input: AutomationInput = {
      ...this.#input,
      patient: true,
      doubtsLag: 'soon',
      partitioning: this.#input.partitioning ?? DEFAULT_PARTITIONING,
      state,
      waiting,
    };
    await continueAsNew<(input: AutomationInput) => Promise<AutomationResult>>(input);
  }
}
