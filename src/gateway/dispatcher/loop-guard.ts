import type { EventEntry } from '../../store/log.ts';
import type { RunCause, RunCauses } from '../../store/run-causes/run-cause-store.ts';
import { KnownRuns } from './known-runs.ts';

/** Sources of an automation's causes that are remembered. */
const KNOWN_SOURCES = 1_000;

/** The time in which an automation may fire so often on what it has caused itself, in ms. */
export const LOOP_WINDOW_MS = 600_000;

const AUTOMATION = 'prefect.automation.';
const FLOW_RUN = 'prefect.flow-run.';

/** Who caused an event, as far as it is known, and how many automations in a row have led to it. */
export interface EventCause {
  readonly source: string | null;
  readonly depth: number;
}

/** What is left of an automation's allowance at an instant of the log (epoch ms). */
interface Allowance {
  left: number;
  at: number;
}

/**
 * Knows which automations cause each other's firings, and how often one fires on what it has caused itself. An
 * automation is in a loop when what it brought about has, through others or not, brought it to fire. That is in memory and
 * made from the log as it is read: after a restart a loop is found again as soon as it has gone round. Only of flow runs there is a
 * record, since their events may come days later.
 */
export class LoopGuard {
  readonly #most: number;
  /** For each automation those that have caused an event that fits it. */
  readonly #sources = new Map<string, Set<string>>();
  readonly #runs: KnownRuns;
  readonly #allowances = new Map<string, Allowance>();
  readonly #stopped = new Set<string>();

  /**
   * @param most firings that an automation in a loop may have in ten minutes; 0: any number
   * @param causes where the causes of flow runs are kept
   */
  constructor(most: number, causes: RunCauses) {
    this.#most = most;
    this.#runs = new KnownRuns(causes);
  }

  /**
   * Who caused an event: the automation that emitted it, or whose action made the flow run that it tells of or that emitted
   * it. A Prefect server behind the gateway says who made a run, but knows nothing of depths: of runs that actions made, we do.
   */
  async causeOf(entry: EventEntry): Promise<EventCause> {
    const { origin, depth, event } = entry;
    const run = origin === null ? runOf(event) : null;
    if (run === null) return { source: origin, depth };
    const creator = creatorOf(event);
    // Of its own run an event says who made it, unless a workflow made it as its child.
    const isOwn = event.event.startsWith(FLOW_RUN);
    const mayBeCaused = !isOwn || (creator === null) === depth > 0;
    if (mayBeCaused && this.#runs.get(run) === undefined) await this.#runs.recall(run);
    const known = this.#runs.get(run);
    const source = (isOwn ? creator : null) ?? known?.source ?? null;
    return { source, depth: Math.max(depth, known?.depth ?? 0, source === null ? 0 : 1) };
  }

  /** Puts on record what a restart must know; before the place in the log up to which events have been taken. */
  save(): Promise<void> {
    return this.#runs.save();
  }

  /** An event with this cause fits an automation. */
  noteTriggered(automationId: string, { source }: EventCause): void {
    if (source === null) return;
    const sources = this.#sources.get(automationId);
    if (!sources) this.#sources.set(automationId, new Set([source]));
    else if (sources.size < KNOWN_SOURCES) sources.add(source);
  }

  /** Whether what an automation causes leads back to it. */
  isInLoop(automationId: string): boolean {
    const seen = new Set<string>();
    const next = [...(this.#sources.get(automationId) ?? [])];
    for (let source = next.pop(); source !== undefined; source = next.pop()) {
      if (source === automationId) return true;
      if (seen.has(source)) continue;
      seen.add(source);
      next.push(...(this.#sources.get(source) ?? []));
    }
    return false;
  }

  /**
   * Takes note of what an automation tells of itself.
   *
   * @returns the automation, when with this firing it has fired too often on what it has caused itself
   */
  noteOwnEvent(entry: EventEntry): string | null {
    const { origin, depth, at } = entry;
    if (origin === null) return null;
    const { event } = entry;
    if (event.event === 'prefect.automation.action.executed')
      this.#noteRuns(event.related, { source: origin, depth });
    if (event.event !== 'prefect.automation.triggered' && event.event !== 'prefect.automation.resolved')
      return null;
    // The event is one link further than what made the automation fire.
    if (this.#most === 0 || depth < 2 || this.#stopped.has(origin) || !this.isInLoop(origin)) return null;
    const allowance = this.#allowances.get(origin) ?? { left: this.#most, at };
    const regained = ((at - allowance.at) * this.#most) / LOOP_WINDOW_MS;
    const left = Math.min(this.#most, allowance.left + Math.max(0, regained)) - 1;
    this.#allowances.set(origin, { left, at });
    if (left >= 0) return null;
    this.#stopped.add(origin);
    return origin;
  }

  /** An automation was changed or resumed: it gets a new chance. */
  forget(automationId: string): void {
    this.#sources.delete(automationId);
    this.#allowances.delete(automationId);
    this.#stopped.delete(automationId);
  }

  /** Runs that an action has made are as deep as its events. */
  #noteRuns(related: EventEntry['event']['related'], cause: RunCause): void {
    for (const resource of related)
      if (isRun(resource)) this.#runs.note(resource['prefect.resource.id'], cause);
  }
}

type Labels = EventEntry['event']['related'][number];

/** The flow run that an event tells of, or in which it was emitted. */
function runOf({ event, resource, related }: EventEntry['event']): string | null {
  if (event.startsWith(FLOW_RUN)) return resource['prefect.resource.id'] ?? null;
  return related.find(isRun)?.['prefect.resource.id'] ?? null;
}

function isRun(labels: Labels): labels is Labels & { 'prefect.resource.id': string } {
  return (
    labels['prefect.resource.role'] === 'flow-run' &&
    (labels['prefect.resource.id']?.startsWith(FLOW_RUN) ?? false)
  );
}

/** The automation whose action made the flow run that an event tells of. */
function creatorOf({ related }: EventEntry['event']): string | null {
  const creator = related.find(
    (one) => one['prefect.resource.role'] === 'creator' && one['prefect.resource.id']?.startsWith(AUTOMATION),
  );
  return creator?.['prefect.resource.id']?.slice(AUTOMATION.length) ?? null;
}
