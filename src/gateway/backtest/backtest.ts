import type { BacktestRequest, BacktestResult } from '../../schemas/backtests.ts';
import { formatTime, parseTime } from '../../schemas/times.ts';
import { DetailError } from '../errors.ts';
import type { EventEntry } from '../../store/log.ts';
import type { Store } from '../../store/store.ts';
import { describeReason } from '../../triggers/index.ts';
import { isToldBy } from '../../evaluation/told-by.ts';
import { HistoryRun } from './history-run.ts';

const DAY_MS = 86_400_000;

/** A run goes over no more events than this, and takes no longer (ms). */
const MOST_EVENTS = 500_000;
const BUDGET_MS = 5_000;

/** Those who may wait for their turn: one runs at a time. */
const MOST_WAITING = 20;

/** Says how often automations would have fired, one question after the other. */
export class Backtests {
  readonly #store: Store;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Runs a draft over the recorded events. Nothing is carried out: there is no way from here to an action.
   *
   * @param now epoch ms
   * @param isGone whether the caller has hung up
   * @throws DetailError 429 when too many wait already, 422 for a time that ends before it begins
   */
  async run(request: BacktestRequest, now: number, isGone: () => boolean): Promise<BacktestResult> {
    if (this.#waiting >= MOST_WAITING)
      throw new DetailError(429, 'Too many backtests are waiting; try again later');
    this.#waiting += 1;
    const result = this.#turn.then(() => this.#run(request, now, isGone));
    this.#turn = result.catch(() => undefined);
    return result.finally(() => (this.#waiting -= 1));
  }

  async #run(request: BacktestRequest, now: number, isGone: () => boolean): Promise<BacktestResult> {
    const until = Math.min(now, request.until === null ? now : (parseTime(request.until) ?? now));
    const since = request.since === null ? until - DAY_MS : (parseTime(request.since) ?? until);
    if (since >= until) throw new DetailError(422, '"since" must be before "until", and in the past');
    const firings: BacktestResult['firings'] = [];
    let count = 0;
    const { automation_id: self } = request;
    const end = await new HistoryRun(this.#store, {
      trigger: request.automation.trigger,
      since,
      until,
      isExcluded: (entry) => self !== null && isToldBy(entry, self),
      mostEvents: MOST_EVENTS,
      budgetMs: BUDGET_MS,
      isGone,
      onFiring: (firing, entry) => {
        count += 1;
        if (firings.length >= request.limit) return;
        firings.push({
          triggered: formatTime(firing.at),
          trigger_state: firing.state,
          reason: describeReason(firing.reason),
          triggering_labels: firing.labels,
          triggering_event: inShort(entry),
        });
      },
    }).run();
    return {
      count,
      firings,
      events: end.events,
      matched: end.matched,
      since: formatTime(since),
      until: formatTime(end.until),
      recorded_since: end.firstAt === null ? null : formatTime(end.firstAt),
      cut: end.cut,
    };
  }
}

function inShort(entry: EventEntry | null): BacktestResult['firings'][number]['triggering_event'] {
  if (entry === null) return null;
  const { id, event, occurred, resource } = entry.event;
  return { id, event, occurred, resource };
}
