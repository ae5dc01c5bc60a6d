import type { Firing } from '../src/evaluation/evaluator.ts';
import type { ReceivedEvent } from '../src/schemas/events.ts';
import type { AutomationDefinition } from '../src/store/automations/automation-rows.ts';
import type { NewEvent } from '../src/store/log.ts';
import { actionEventId, invocationId, triggeredEventId } from './firing-ids.ts';

/** The automation as it was defined when it fired. */
export type FiringAutomation = AutomationDefinition & { readonly id: string };

/** The events by which an automation tells what it did, with ids that follow from the firing: written twice, they are stored once. */
export interface FiringSubject {
  readonly firing: Firing;
  readonly automation: FiringAutomation;
  readonly event: ReceivedEvent | null;
}

/** One action among those of a firing; `round` counts how often it has been sent again by hand. */
export interface ActionPlace {
  readonly index: number;
  readonly type: string;
  readonly round: number;
}

/** `prefect.automation.triggered` or `.resolved`. */
export function triggeredEvent(subject: FiringSubject): NewEvent {
  const { firing, event } = subject;
  const { 'prefect.trigger-type': _type, ...resource } = resourceOf(subject);
  return link(subject, {
    id: triggeredEventId(firing),
    occurred: iso(firing.at),
    event: `prefect.automation.${firing.state.toLowerCase()}`,
    resource,
    related: triggeringEvent(event),
    payload: {
      triggering_labels: firing.labels,
      triggering_event: event && withoutNesting(event),
      reason: firing.reason,
      ...(firing.test && { test: true }),
    },
    follows: null,
  });
}

/** `prefect.automation.action.triggered`, `.executed` or `.failed`. */
export function actionEvent(
  subject: FiringSubject,
  place: ActionPlace,
  kind: 'triggered' | 'executed' | 'failed',
  outcome: {
    occurred: number;
    related?: readonly Record<string, string>[];
    details?: Record<string, unknown>;
  },
): NewEvent {
  const { firing, event } = subject;
  return link(subject, {
    id: actionEventId(firing, place, kind),
    occurred: iso(outcome.occurred),
    event: `prefect.automation.action.${kind}`,
    resource: resourceOf(subject),
    related: [
      ...(outcome.related ?? []),
      {
        'prefect.resource.id': `prefect.event.${triggeredEventId(firing)}`,
        'prefect.resource.role': 'automation-triggered-event',
      },
      ...triggeringEvent(event),
    ] as ReceivedEvent['related'],
    payload: {
      action_index: place.index,
      action_type: place.type,
      invocation: invocationId(firing, place.index),
      ...(firing.test && { test: true }),
      ...outcome.details,
    },
    follows: kind === 'triggered' ? null : actionEventId(firing, place, 'triggered'),
  });
}

function link(subject: FiringSubject, event: NewEvent['event']): NewEvent {
  return { event, origin: subject.automation.id, depth: subject.firing.depth + 1 };
}

/** Tests have a label of their own, so that others can leave them out. */
function resourceOf({ automation, firing }: FiringSubject): ReceivedEvent['resource'] {
  const { trigger } = automation;
  return {
    'prefect.resource.id': `prefect.automation.${automation.id}`,
    'prefect.resource.name': automation.name,
    'prefect.trigger-type': trigger.type,
    ...('posture' in trigger && { 'prefect.posture': trigger.posture }),
    ...(firing.test && { 'prefect.automation.test': 'true' }),
  };
}

function triggeringEvent(event: ReceivedEvent | null): ReceivedEvent['related'] {
  if (!event) return [];
  return [
    { 'prefect.resource.id': `prefect.event.${event.id}`, 'prefect.resource.role': 'triggering-event' },
  ];
}

/** An automation that fires on another's firing would carry that one's triggering event in its own, and so on. */
function withoutNesting(event: ReceivedEvent): ReceivedEvent {
  if (!('triggering_event' in event.payload)) return event;
  return { ...event, payload: { ...event.payload, triggering_event: null } };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
