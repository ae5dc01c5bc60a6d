import { randomUUID } from 'node:crypto';
import type { AutomationCreate, AutomationFilter } from '../../src/schemas/automations.ts';
import type { EventFilter } from '../../src/schemas/event-filters.ts';
import { formatTime } from '../../src/schemas/times.ts';
import type { FiringRow } from '../../src/store/firings/types.ts';
import type { NewEvent } from '../../src/store/log.ts';

/** A clock that only moves when told to; epoch ms. */
export class TestClock {
  now: number;
  constructor(now = Date.UTC(2026, 0, 1)) {
    this.now = now;
  }
  readonly read = (): number => this.now;
  advance(ms: number): number {
    return (this.now += ms);
  }
}

/** What a test cares about in an event; the rest is filled in. */
export interface EventParts {
  readonly id?: string;
  readonly event?: string;
  /** Epoch ms. */
  readonly occurred?: number;
  readonly follows?: string | null;
  readonly resource?: Record<string, string>;
  readonly related?: Record<string, string>[];
  readonly payload?: Record<string, unknown>;
}

/** An event to append. */
export function newEvent(parts: EventParts = {}): NewEvent {
  return {
    event: {
      id: parts.id ?? randomUUID(),
      event: parts.event ?? 'test.ping',
      occurred: formatTime(parts.occurred ?? Date.UTC(2026, 0, 1)),
      resource: { 'prefect.resource.id': 'test.resource', ...parts.resource },
      related: parts.related ?? [],
      payload: parts.payload ?? {},
      follows: parts.follows ?? null,
    },
  };
}

/** A create body for an automation with one reactive trigger. */
export function automationBody(
  overrides: Partial<Record<keyof AutomationCreate, unknown>> = {},
): AutomationCreate {
  return {
    name: 'under test',
    description: '',
    enabled: true,
    tags: [],
    trigger: {
      type: 'event',
      id: randomUUID(),
      match: {},
      match_related: {},
      after: [],
      expect: ['test.ping'],
      for_each: [],
      posture: 'Reactive',
      threshold: 1,
      within: 0,
    },
    actions: [{ type: 'do-nothing' }],
    actions_on_trigger: [],
    actions_on_resolve: [],
    owner_resource: null,
    ...overrides,
  } as AutomationCreate;
}

/** A filter with the criteria given and no others. */
export function automationFilter(criteria: object): AutomationFilter {
  const empty = { operator: 'and_', id: null, name: null, created: null, tags: null };
  return { ...empty, ...criteria } as AutomationFilter;
}

/** A firing to put on record. `at` in epoch ms. */
export function firingRow(
  parts: { automationId?: string; version?: number; at?: number; eventId?: string } = {},
): FiringRow {
  const { automationId = randomUUID(), version = 1, at = Date.UTC(2026, 0, 1), eventId } = parts;
  const firing = {
    id: randomUUID(),
    automationId,
    version,
    ordinal: 1,
    depth: 0,
    at,
    state: 'Triggered',
    labels: {},
    event: eventId === undefined ? null : { id: eventId },
    trigger: '',
    children: [],
    reason: { code: 'threshold' },
  };
  return { firing: firing as unknown as FiringRow['firing'], automationId, version };
}

/** A filter of events with the criteria given and no others. */
export function eventFilter(criteria: object = {}): EventFilter {
  const empty = { event: null, resource: null, related: null, any_resource: null, text: null };
  const occurred = { since: '2000-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };
  return { ...empty, occurred, id: { id: null }, order: 'ASC', ...criteria } as EventFilter;
}
