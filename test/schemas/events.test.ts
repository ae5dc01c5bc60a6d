import { describe, expect, it } from 'vitest';
import { eventFilterBodySchema, eventFilterSchema } from '../../src/schemas/event-filters.ts';
import { eventSchema, maxEventSizeBytes } from '../../src/schemas/events.ts';

const id = '2f1c1a52-8f0e-4b5c-9a55-0d6f5a1c7e01';
const event = {
  occurred: '2026-01-01T00:00:00+01:00',
  event: 'wire.ping',
  resource: { 'prefect.resource.id': 'wire.1' },
  id,
};
const related = { 'prefect.resource.id': 'wire.2', 'prefect.resource.role': 'flow' };
const labels = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`l${n}`, '']));

describe('an event', () => {
  it('gets its defaults, and its time in UTC', () => {
    expect(eventSchema.parse({ ...event, unknown: 1 })).toEqual({
      ...event,
      occurred: '2025-12-31T23:00:00Z',
      related: [],
      payload: {},
      follows: null,
    });
  });

  it.each([
    ['Resources must include the prefect.resource.id label', { resource: { a: 'b' } }],
    ['The prefect.resource.id label must be non-empty', { resource: { 'prefect.resource.id': '' } }],
    ['Related Resources must include the prefect.resource.role label', { related: [event.resource] }],
    ['The maximum number of labels per resource is 500', { resource: { ...event.resource, ...labels(500) } }],
    [
      'The maximum number of related resources is 100',
      { related: Array.from({ length: 101 }, () => related) },
    ],
    ['Event name must be at most 1024 characters', { event: 'x'.repeat(1_025) }],
    ['Event is too large to emit', { payload: { text: 'x'.repeat(maxEventSizeBytes) } }],
    ['Input should be a valid string', { resource: { ...event.resource, n: 1 } }],
  ])('is refused: %s', (message, change) => {
    const result = eventSchema.safeParse({ ...event, ...change });
    expect(result.error?.issues.map((issue) => issue.message).join()).toContain(message);
  });

  it('may be as large as the limits allow', () => {
    const large = {
      ...event,
      resource: { ...event.resource, ...labels(499) },
      related: Array.from({ length: 100 }, () => related),
    };
    expect(eventSchema.safeParse(large).success).toBe(true);
  });
});

describe('an event filter', () => {
  it('looks at the last 180 days when nothing is said', () => {
    const filter = eventFilterSchema.parse({});
    const days = (Date.parse(filter.occurred.until) - Date.parse(filter.occurred.since)) / 86_400_000;
    expect(Math.floor(days)).toBe(180);
    expect(filter).toMatchObject({
      event: null,
      resource: null,
      related: null,
      id: { id: null },
      order: 'DESC',
    });
  });

  it('takes one related filter or several, and no unknown criteria', () => {
    expect(eventFilterSchema.parse({ related: [{ role: ['flow'] }] }).related).toHaveLength(1);
    expect(eventFilterSchema.safeParse({ related: { rolle: ['flow'] } }).success).toBe(false);
    expect(eventFilterSchema.safeParse({ resources: {} }).success).toBe(false);
  });

  it('gives at most a page', () => {
    expect(eventFilterBodySchema.parse({}).limit).toBe(50);
    expect(eventFilterBodySchema.parse(undefined).filter.order).toBe('DESC');
    expect(eventFilterBodySchema.safeParse({ limit: 51 }).success).toBe(false);
  });
});
