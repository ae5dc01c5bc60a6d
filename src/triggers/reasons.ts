import type { MetricReading } from './metrics/metric.ts';

/** What every reason says: when, which trigger (path from the top, '' = the top itself), which event (its seq). */
interface ReasonBase {
  /** Clock time of the decision, epoch ms. */
  readonly at: number;
  readonly trigger: string;
  readonly seq: number | null;
}

/** Count and times of the window that a decision was about. */
interface WindowFacts {
  readonly count: number;
  readonly threshold: number;
  readonly start: number;
  readonly end: number;
}

interface ChildrenFacts {
  /** Different children with a remembered firing, this one included. */
  readonly fired: number;
  readonly required: number;
}

/** What the metric came to when the decision was taken. Times in seconds. */
type MetricFacts = MetricReading;

/** Since when the condition has held, or not, epoch ms. */
interface SinceFacts {
  readonly since: number;
}

/** Why a trigger fired. */
export type FiringReason = ReasonBase &
  (
    | { readonly code: 'event-seen' }
    /** Nothing of the trigger's doing: somebody asked for a test. */
    | { readonly code: 'test-fired' }
    | ({ readonly code: 'threshold-reached' } & WindowFacts)
    | ({ readonly code: 'expected-events-missing' } & WindowFacts)
    | ({ readonly code: 'child-fired' } & ChildrenFacts)
    | ({ readonly code: 'children-fired' } & ChildrenFacts)
    | ({ readonly code: 'children-fired-in-order' } & ChildrenFacts)
    | ({ readonly code: 'metric-breached' } & MetricFacts & SinceFacts)
    | ({ readonly code: 'metric-recovered' } & MetricFacts & SinceFacts)
  );

/** Why something did not (yet) make a trigger fire. */
export type QuietReason = ReasonBase &
  (
    | { readonly code: 'disabled' }
    | { readonly code: 'already-handled' }
    | ({ readonly code: 'counted' } & WindowFacts)
    | ({ readonly code: 'window-opened' } & WindowFacts)
    | ({ readonly code: 'window-started-again' } & WindowFacts)
    | ({ readonly code: 'window-already-open' } & WindowFacts)
    | ({ readonly code: 'before-window' } & WindowFacts)
    | ({ readonly code: 'fired-in-this-window' } & WindowFacts)
    | ({ readonly code: 'window-expired' } & WindowFacts)
    | ({ readonly code: 'count-too-low' } & WindowFacts)
    | ({ readonly code: 'window-satisfied' } & WindowFacts)
    | { readonly code: 'nothing-to-wait-for' }
    | ({ readonly code: 'waiting-for-children' } & ChildrenFacts)
    | ({ readonly code: 'children-out-of-order' } & ChildrenFacts)
    | {
        readonly code: 'child-firing-too-old';
        readonly child: string;
        readonly age: number;
        readonly within: number;
      }
    /** With what the log has of the time before; `from` (epoch ms): what got there earlier is gone, null: nothing is. */
    | ({ readonly code: 'metric-filled'; readonly from: number | null } & MetricFacts)
    | ({ readonly code: 'metric-measured' } & MetricFacts)
    | ({ readonly code: 'metric-run-noted' } & MetricFacts)
    | { readonly code: 'windows-forgotten'; readonly windows: number }
  );

/** A decision of the trigger engine and its facts. `describeReason` puts it in words. */
export type Reason = FiringReason | QuietReason;

/** The name of a decision. */
export type ReasonCode = Reason['code'];

/** How often each decision was taken, and the latest decisions in full. */
export interface ReasonLog {
  readonly counts: Partial<Record<ReasonCode, number>>;
  /** Oldest first. */
  readonly recent: Reason[];
}

const RECENT = 32;
const RECENT_AT_MOST = 2 * RECENT;

/** Notes a decision; only the latest ones stay, so that the log does not grow. */
export function noteReason(log: ReasonLog, reason: Reason): void {
  log.counts[reason.code] = (log.counts[reason.code] ?? 0) + 1;
  log.recent.push(reason);
  if (log.recent.length >= RECENT_AT_MOST) log.recent.splice(0, RECENT_AT_MOST - RECENT);
}
