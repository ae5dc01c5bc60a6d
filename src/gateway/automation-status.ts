import type { AutomationView } from '../../workflows/messages.ts';
import { automationWorkflowId } from '../../workflows/names.ts';
import type { Automation } from '../schemas/automations.ts';
import type { AutomationStatus, OpenWindowStatus } from '../schemas/automation-status.ts';
import { formatTime } from '../schemas/times.ts';

/** Windows that a status lists; the rest is only counted. */
const LISTED = 100;

/** How an automation stands, out of what its workflows say; `views` is empty before its first event. */
export function automationStatus(automation: Automation, views: readonly AutomationView[]): AutomationStatus {
  const [first] = views;
  const sum = (count: (view: AutomationView) => number): number =>
    views.reduce((total, view) => total + count(view), 0);
  const windows = views.flatMap(({ openWindows, nextDeadline: pass }) =>
    openWindows.first.map((window) => windowStatus(window, pass)),
  );
  return {
    automation_id: automation.id,
    workflow_id: automationWorkflowId(automation.id),
    partitions: first?.partitions ?? 1,
    version: first?.version ?? 1,
    enabled: automation.enabled,
    events: sum((view) => view.events),
    firings: sum((view) => view.firings),
    waiting: sum((view) => view.inbox),
    next_deadline: nextDeadline(views),
    open_windows: {
      count: sum((view) => view.openWindows.count),
      first: windows.sort((a, b) => order(a.deadline ?? a.end, b.deadline ?? b.end)).slice(0, LISTED),
    },
    latest_reasons: views.flatMap((view) => view.latestReasons.map(({ code, text }) => ({ code, text }))),
    decisions: decisionsOf(views),
  };
}

/** The first of the deadlines; null when there is none. */
export function nextDeadline(views: readonly AutomationView[]): string | null {
  const deadlines = views.flatMap(({ nextDeadline }) => (nextDeadline === null ? [] : [nextDeadline]));
  return deadlines.sort()[0] ?? null;
}

/** Nothing fires before the workflow's next pass, even what should have by its events' times: those came late. */
function windowStatus(
  window: AutomationView['openWindows']['first'][number],
  pass: string | null,
): OpenWindowStatus {
  const { trigger, labels, start, end, count, threshold, deadline, last } = window;
  return {
    trigger,
    labels,
    start: formatTime(start),
    end: instant(end),
    count,
    threshold,
    deadline: later(instant(deadline), pass),
    last_event_id: last?.id ?? null,
  };
}

function later(deadline: string | null, pass: string | null): string | null {
  if (deadline === null || pass === null) return deadline;
  return Date.parse(deadline) < Date.parse(pass) ? formatTime(Date.parse(pass)) : deadline;
}

/** Through JSON, a time that is never comes back as null. */
function instant(time: number | null): string | null {
  return time === null || !Number.isFinite(time) || time > 8.64e15 ? null : formatTime(time);
}

function order(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function decisionsOf(views: readonly AutomationView[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const { decisions } of views) {
    for (const [code, count] of Object.entries(decisions)) total[code] = (total[code] ?? 0) + (count ?? 0);
  }
  return total;
}
