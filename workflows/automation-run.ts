import { condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import { Evaluator, type Firing } from '../src/evaluation/evaluator.ts';
import type { Item, ItemBatch } from '../src/evaluation/items.ts';
import { newAutomationState } from '../src/evaluation/state.ts';
import type { EventsClockAnswer } from '../src/store/log.ts';
import { carryState, restoreState } from './carried-state.ts';
import { DeadlineTimer } from './deadline-timer.ts';
import { local } from './local-activities.ts';
import type { AutomationInput, AutomationResult, AutomationView } from './messages.ts';
import { showState, viewOf } from './view.ts';

/** Firings that go to the actions at once: enough to share a commit, few enough to stay far below a payload's limit. */
const FIRINGS_AT_ONCE = 100;

/** Signals that one run takes. The server refuses the 10,001st and does not count them for its own suggestion. */
const SIGNALS_PER_RUN = 2_000;

/** History events after which a run hands over; the server suggests it at 4,096, and this many keep replays short. */
const HISTORY_PER_RUN = 4_000;

/** Nothing is known of the events' clock after this place. */
interface ClockKnowledge {
  pass: number;
  /** The log has been looked at up to this clock time (epoch ms). */
  until: number;
  answer: EventsClockAnswer;
}

/** One run of an automation's workflow: inbox, loop, timer. All decisions are the evaluator's. */
export class AutomationRun {
  readonly #input: AutomationInput;
  readonly #timer = new DeadlineTimer();
  #inbox: Item[] = [];
  #signals = 0;
  #evaluator: Evaluator;
  #clock: ClockKnowledge | null = null;
  /** Place in the log of the barrier that we wait for. */
  #barrier = 0;

  constructor(input: AutomationInput) {
    this.#input = input;
    this.#evaluator = new Evaluator(newAutomationState(input.automationId));
  }

  /** Takes down a signal's items. */
  receive(batch: ItemBatch): void {
    this.#signals += 1;
    this.#inbox.push(...batch.items);
  }

  /** What the query `state` answers. */
  view(): AutomationView {
    return viewOf(this.#evaluator, this.#inbox.length);
  }

  /** Runs until the automation is deleted, or hands over to the next run. */
  async loop(): Promise<AutomationResult> {
    if (this.#input.state)
      this.#evaluator = new Evaluator(await restoreState(this.#input.automationId, this.#input.state));
    for (;;) {
      const firings = await this.#evaluate();
      if (firings.length > 0) await this.#act(firings);
      const { state } = this.#evaluator;
      if (state.deleted) return { events: state.events, firings: state.firings };
      if (this.#inbox.length > 0) continue;
      if (this.#mustHandOver()) await this.#handOver();
      else await this.#nextInput();
    }
  }

  /** Takes in the inbox and the passes that are due, in the order of the log's clock, until there are firings enough. */
  async #evaluate(): Promise<Firing[]> {
    const firings: Firing[] = [];
    let taken = 0;
    let changed = false;
    while (taken < this.#inbox.length && firings.length < FIRINGS_AT_ONCE) {
      const item = this.#inbox[taken]!;
      const reached = item.seq > this.#evaluator.state.lastSeq ? await this.#passBefore(item) : null;
      if (reached) {
        firings.push(...this.#evaluator.pass(reached));
        continue;
      }
      firings.push(...this.#evaluator.apply(item));
      changed ||= 'control' in item;
      taken += 1;
    }
    this.#inbox.splice(0, taken);
    if (changed) showState(this.#evaluator.state, this.#input.searchAttributes);
    return firings;
  }

  /** The pass that the events' clock reached before the item got its place in the log, if there is one. */
  async #passBefore(item: Item): Promise<(EventsClockAnswer & { reached: true }) | null> {
    const pass = this.#evaluator.nextPass;
    if (pass === null || pass > item.at) return null;
    if (this.#clock?.pass !== pass || (!this.#clock.answer.reached && this.#clock.until < item.at)) {
      // Look as far as the inbox goes: one look serves the whole batch.
      const until = this.#inbox[this.#inbox.length - 1]!.at;
      this.#clock = { pass, until, answer: await local.eventsClock({ pass, until }) };
    }
    const { answer } = this.#clock;
    return answer.reached && answer.at <= item.at ? answer : null;
  }

  async #act(firings: Firing[]): Promise<void> {
    const what = firings.length === 1 ? firings[0]!.reason.type : `${firings.length} firings`;
    await local.act.executeWithOptions({ summary: what }, [{ firings }]);
  }

  /** Waits for a signal; when a deadline passes meanwhile, asks the log for everything received before it. */
  async #nextInput(): Promise<void> {
    const pass = this.#evaluator.nextPass;
    if (pass === null || this.#barrier > this.#evaluator.state.lastSeq) {
      if (pass === null) this.#timer.cancel();
      await condition(() => this.#inbox.length > 0);
      return;
    }
    this.#arm(pass + this.#evaluator.state.lag);
    await condition(() => this.#inbox.length > 0 || this.#timer.rang);
    if (this.#inbox.length > 0) return;
    const answer = await local.barrier.executeWithOptions(
      { summary: 'deadline: has everything before it arrived?' },
      [{ automationId: this.#input.automationId, pass }],
    );
    if (answer.reached) {
      this.#barrier = answer.seq;
      this.#clock = { pass, until: Number.POSITIVE_INFINITY, answer: answer.clock };
    } else {
      this.#arm(Date.now() + answer.waitMs);
      await condition(() => this.#inbox.length > 0 || this.#timer.rang);
    }
  }

  #arm(due: number): void {
    this.#timer.arm(due, Date.now(), `next deadline ${new Date(due).toISOString()}`);
  }

  #mustHandOver(): boolean {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    return this.#signals >= SIGNALS_PER_RUN || continueAsNewSuggested || historyLength >= HISTORY_PER_RUN;
  }

  /** Continues as a new run. Only with an empty inbox; what arrives while the state is put away is taken in first. */
  async #handOver(): Promise<void> {
    this.#timer.cancel();
    const state = await carryState(this.#evaluator.state);
    if (this.#inbox.length > 0) return;
    await continueAsNew<(input: AutomationInput) => Promise<AutomationResult>>({ ...this.#input, state });
  }
}
