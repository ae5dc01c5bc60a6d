import type { Events } from '../store/events/event-store.ts';
import type { EventEntry } from '../store/log.ts';
import {
  compileTrigger,
  eventNames,
  MetricPast,
  projectEvent,
  type CompiledLeaf,
  type LeafPast,
  type TriggerDefinition,
} from '../triggers/index.ts';

/** How much further back than the range it is looked for runs that were under way at its beginning, in ms. */
const LEAST_BEFORE_MS = 3_600_000;
const MOST_BEFORE_MS = 86_400_000;

/** How large what is known of flow runs may get, in characters: it becomes part of a workflow's history. */
const MOST_CHARACTERS = 600_000;

/** The place in the log at which a metric begins to look, that place included; times of the events' clock, epoch ms. */
export interface PastQuestion {
  readonly trigger: TriggerDefinition;
  readonly leaf: number;
  readonly seq: number;
  readonly now: number;
  /** Whether an event is none of the automation's business whatever its trigger says. */
  readonly isExcluded: (entry: EventEntry) => boolean;
}

/**
 * Reads from the log what a metric trigger would know had it been there before. What got a place up to the one asked for
 * is there for good, so the answer is the same each time until retention removes some of it.
 *
 * @param goOn - called after each thousand entries, with what they took in ms; answers false to leave it at that
 */
export async function readMetricPast(
  events: Pick<Events, 'placeAt' | 'stretch' | 'removedUntil'>,
  { trigger, leaf: number, seq, now, isExcluded }: PastQuestion,
  goOn: (tookMs: number) => Promise<boolean>,
): Promise<LeafPast> {
  const compiled = compileTrigger(trigger);
  const leaf = compiled.leaves[number];
  if (!leaf?.metric) throw new RangeError(`leaf ${number} is no metric`);
  const begin = now - leaf.metric.range;
  const past = new MetricPast(leaf.metric);
  const only = { leaves: [leaf], composites: [] };
  const names = eventNames(leaf);
  const before = Math.min(Math.max(leaf.metric.range, LEAST_BEFORE_MS), MOST_BEFORE_MS);
  let { seq: after } = await events.placeAt(begin - before);
  while (after < seq) {
    const begun = performance.now();
    const stretch = await events.stretch(after, names);
    for (const entry of stretch.entries) {
      if (entry.seq > seq) break;
      const run = isExcluded(entry) ? undefined : projectEvent(only, entry.event)[0]?.run;
      if (run) past.take(run, { ...entry, id: entry.event.id });
    }
    if (stretch.last === null || stretch.isEnd) break;
    after = stretch.last.seq;
    if (!(await goOn(performance.now() - begun))) break;
  }
  // Asked last: what goes meanwhile is told rather than missed.
  const removed = await events.removedUntil();
  return shorten(leaf, past, removed !== null && removed > begin ? removed : null);
}

/** The same for each metric of the trigger. */
export async function readMetricsPast(
  events: Parameters<typeof readMetricPast>[0],
  question: Omit<PastQuestion, 'leaf'>,
  goOn: (tookMs: number) => Promise<boolean>,
): Promise<LeafPast[]> {
  const past: LeafPast[] = [];
  for (const { leaf, metric } of compileTrigger(question.trigger).leaves)
    if (metric) past.push(await readMetricPast(events, { ...question, leaf }, goOn));
  return past;
}

/** Forgets those flow runs that have not changed for longest until the rest fits. */
function shorten({ leaf }: CompiledLeaf, { state }: MetricPast, from: number | null): LeafPast {
  while (JSON.stringify(state).length > MOST_CHARACTERS) {
    const rows = Object.keys(state.open).length > Object.keys(state.ended).length ? 'open' : 'ended';
    const kept = Object.entries(state[rows]);
    if (kept.length === 0) break;
    state[rows] = Object.fromEntries(kept.slice(Math.ceil(kept.length / 2)));
  }
  return { leaf, state, from };
}
