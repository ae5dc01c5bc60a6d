import type { MetricReading } from './metrics/metric.ts';
import type { Reason } from './reasons.ts';

function time(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(ms);
}

function seconds(ms: number): string {
  return `${Math.round(ms) / 1000} s`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function window(reason: { start: number; end: number }): string {
  return `the window from ${time(reason.start)} to ${time(reason.end)}`;
}

function metric({ name, value, runs, range }: MetricReading): string {
  const unit = name === 'successes' ? '' : ' s';
  const measured = value === null ? 'no value' : `${Math.round(value * 1000) / 1000}${unit}`;
  return `${name}: ${measured} over ${plural(runs, 'flow run')} in the last ${range} s`;
}

function condition({ operator, threshold }: MetricReading): string {
  return `${operator} ${threshold}`;
}

/**
 * A reason in words, as pages and the command line show it.
 *
 * @example describeReason(firing.reason) // '3 of 3 events in the window from … to …'
 */
export function describeReason(reason: Reason): string {
  switch (reason.code) {
    case 'event-seen':
      return 'the expected event came';
    case 'test-fired':
      return 'somebody asked for a test';
    case 'threshold-reached':
      return `${reason.count} of ${plural(reason.threshold, 'event')} in ${window(reason)}`;
    case 'expected-events-missing':
      return `only ${reason.count} of ${plural(reason.threshold, 'expected event')} came in ${window(reason)}`;
    case 'child-fired':
      return 'one of its triggers fired, which is enough';
    case 'children-fired':
      return `${reason.fired} of ${plural(reason.required, 'required trigger')} fired`;
    case 'children-fired-in-order':
      return `all ${plural(reason.required, 'trigger')} fired in order`;
    case 'disabled':
      return 'the automation is disabled';
    case 'already-handled':
      return 'the event was handled before';
    case 'counted':
      return `counted: ${reason.count} of ${plural(reason.threshold, 'event')} in ${window(reason)}`;
    case 'window-opened':
      return `opened ${window(reason)}`;
    case 'window-started-again':
      return `started again with ${window(reason)}`;
    case 'window-already-open':
      return `${window(reason)} is open already`;
    case 'before-window':
      return `the event occurred before ${window(reason)}`;
    case 'fired-in-this-window':
      return `fired already; the next window begins at ${time(reason.start)}`;
    case 'window-expired':
      return `the event occurred after ${window(reason)}, which is over`;
    case 'count-too-low':
      return `${reason.count} of ${plural(reason.threshold, 'event')} came, and without a time to wait for more the count is dropped`;
    case 'window-satisfied':
      return `all ${plural(reason.threshold, 'expected event')} came in ${window(reason)}`;
    case 'nothing-to-wait-for':
      return 'no event that this one should come after was seen';
    case 'waiting-for-children':
      return `${reason.fired} of ${plural(reason.required, 'required trigger')} fired so far`;
    case 'children-out-of-order':
      return `${reason.fired} of ${plural(reason.required, 'trigger')} fired, but not in order`;
    case 'child-firing-too-old':
      return `trigger ${reason.child} fired ${seconds(reason.age)} ago, over the limit of ${seconds(reason.within)}`;
    case 'metric-breached':
      return `${metric(reason)}, ${condition(reason)} since ${time(reason.since)}`;
    case 'metric-recovered':
      return `${metric(reason)}, no longer ${condition(reason)} since ${time(reason.since)}`;
    case 'metric-filled': {
      const gone = reason.from === null ? '' : `; what came before ${time(reason.from)} is no longer there`;
      return `begins with what the log has: ${metric(reason)}${gone}`;
    }
    case 'metric-measured':
      return metric(reason);
    case 'metric-run-noted':
      return `the flow run changes nothing yet: ${metric(reason)}`;
    case 'windows-forgotten':
      return `${plural(reason.windows, 'window')} that ended more than a minute ago forgotten`;
  }
}
