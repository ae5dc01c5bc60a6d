import { isObject, type Json } from '../../editor/paths.ts';

/** What a form offers for one kind of trigger on events. */
export interface EventKind {
  readonly title: string;
  /** What the names of its events begin with. */
  readonly family: string;
  /** Names of events to choose from. */
  readonly events: readonly string[];
  /** What the resource is, where one can be chosen. */
  readonly resource?: 'work-pool' | 'work-queue' | 'deployment';
  /** Whether flow runs of one deployment can be chosen. */
  readonly related?: true;
  readonly start: Json;
}

const STATES = [
  ...['Scheduled', 'Late', 'Pending', 'Running', 'Completed', 'Failed', 'Crashed', 'TimedOut'],
  ...['Cancelling', 'Cancelled', 'Paused', 'Suspended', 'Retrying', 'AwaitingRetry'],
];

const names = (family: string, last: readonly string[]): string[] => last.map((name) => `${family}${name}`);

const event = (more: Json): Json => ({
  type: 'event',
  posture: 'Reactive',
  expect: [],
  match: {},
  threshold: 1,
  within: 0,
  ...more,
});

/** The kinds of triggers on events, by a name of ours. */
export const eventKinds = {
  'flow-run': {
    title: 'Flow run state',
    family: 'prefect.flow-run.',
    events: names('prefect.flow-run.', STATES),
    related: true,
    start: event({
      match: { 'prefect.resource.id': 'prefect.flow-run.*' },
      expect: ['prefect.flow-run.Failed', 'prefect.flow-run.Crashed'],
      for_each: ['prefect.resource.id'],
    }),
  },
  'work-pool': {
    title: 'Work pool status',
    family: 'prefect.work-pool.',
    events: names('prefect.work-pool.', ['ready', 'not-ready', 'paused']),
    resource: 'work-pool',
    start: event({
      match: { 'prefect.resource.id': 'prefect.work-pool.*' },
      expect: ['prefect.work-pool.not-ready'],
      for_each: ['prefect.resource.id'],
    }),
  },
  'work-queue': {
    title: 'Work queue status',
    family: 'prefect.work-queue.',
    events: names('prefect.work-queue.', ['ready', 'not-ready', 'paused']),
    resource: 'work-queue',
    start: event({
      match: { 'prefect.resource.id': 'prefect.work-queue.*' },
      expect: ['prefect.work-queue.not-ready'],
      for_each: ['prefect.resource.id'],
    }),
  },
  deployment: {
    title: 'Deployment status',
    family: 'prefect.deployment.',
    events: names('prefect.deployment.', ['ready', 'not-ready', 'disabled']),
    resource: 'deployment',
    start: event({
      match: { 'prefect.resource.id': 'prefect.deployment.*' },
      expect: ['prefect.deployment.not-ready'],
      for_each: ['prefect.resource.id'],
    }),
  },
  incident: {
    title: 'Incident',
    family: 'prefect-cloud.incident.',
    events: names('prefect-cloud.incident.', ['declared', 'changed-severity', 'resolved', 'deleted']),
    start: event({
      match: { 'prefect.resource.id': 'prefect-cloud.incident.*' },
      expect: ['prefect-cloud.incident.declared'],
    }),
  },
  custom: {
    title: 'Custom event',
    family: '',
    events: [],
    start: event({ expect: ['order.paid'] }),
  },
} satisfies Readonly<Record<string, EventKind>>;

/** A kind of trigger that the form has a part for. */
export type TriggerKind = keyof typeof eventKinds | 'metric' | 'compound' | 'sequence';

/** The kinds in the order in which they are offered. */
export const triggerKinds: readonly { readonly value: TriggerKind; readonly label: string }[] = [
  ...(['flow-run', 'work-pool', 'work-queue', 'deployment'] as const).map((value) => ({
    value,
    label: eventKinds[value].title,
  })),
  { value: 'metric', label: 'Metric of flow runs' },
  { value: 'incident', label: eventKinds.incident.title },
  { value: 'custom', label: eventKinds.custom.title },
  { value: 'compound', label: 'Several triggers (compound)' },
  { value: 'sequence', label: 'Triggers in order (sequence)' },
];

/** What kind a trigger is; one on events of no family that is known is a custom one. */
export function kindOf(trigger: unknown): TriggerKind {
  if (!isObject(trigger)) return 'custom';
  if (trigger['type'] === 'compound' || (Array.isArray(trigger['triggers']) && 'require' in trigger))
    return 'compound';
  if (trigger['type'] === 'sequence' || Array.isArray(trigger['triggers'])) return 'sequence';
  if (trigger['type'] === 'metric' || 'metric' in trigger) return 'metric';
  const all = [trigger['expect'], trigger['after']].flat().filter((name) => typeof name === 'string');
  for (const kind of ['flow-run', 'work-pool', 'work-queue', 'deployment', 'incident'] as const) {
    if (all.length > 0 && all.every((name) => name.startsWith(eventKinds[kind].family))) return kind;
  }
  return 'custom';
}

/** A trigger of a kind, to begin with. */
export function startOf(kind: TriggerKind): Json {
  switch (kind) {
    case 'metric':
      return {
        type: 'metric',
        posture: 'Metric',
        match: { 'prefect.resource.id': 'prefect.flow-run.*' },
        metric: { name: 'successes', operator: '<', threshold: 0.9, range: 3_600, firing_for: 300 },
      };
    case 'compound':
      return {
        type: 'compound',
        require: 'all',
        within: 3_600,
        triggers: [startOf('flow-run'), startOf('custom')],
      };
    case 'sequence':
      return { type: 'sequence', within: 3_600, triggers: [startOf('flow-run'), startOf('custom')] };
    case 'flow-run':
    case 'work-pool':
    case 'work-queue':
    case 'deployment':
    case 'incident':
    case 'custom':
      return eventKinds[kind].start;
  }
}

/** A trigger on an event like one that was recorded. */
export function triggerLike(recorded: { readonly event: string; readonly resource: Json }): Json {
  const id = recorded.resource['prefect.resource.id'];
  return event({
    expect: [recorded.event],
    match: typeof id === 'string' ? { 'prefect.resource.id': id } : {},
  });
}
