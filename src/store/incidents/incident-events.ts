import type { Incident } from '../../schemas/incidents.ts';
import { formatTime } from '../../schemas/times.ts';
import { derivedId } from '../ids.ts';
import type { NewEvent } from '../log.ts';

/** What the events of incidents are called, as in Prefect Cloud; `acknowledged` is ours. */
export type IncidentEventKind = 'declared' | 'acknowledged' | 'resolved' | 'reopened' | `updated.${string}`;

/** Who caused a change: the automation whose action it was, and how long the chain of causes is. */
export interface IncidentCause {
  readonly origin?: string | null;
  readonly depth?: number;
}

/**
 * The event that tells of a change of an incident.
 *
 * @param revision how many changes the incident has seen: part of the id, so that a retry cannot tell it twice
 * @param at epoch ms
 */
export function incidentEvent(
  kind: IncidentEventKind,
  incident: Incident,
  revision: number,
  at: number,
  cause: IncidentCause,
): NewEvent {
  const { id, name, severity, related_resources: related, ...rest } = incident;
  return {
    event: {
      id: derivedId('incident', id, revision, kind),
      event: `prefect-cloud.incident.${kind}`,
      occurred: formatTime(at),
      resource: {
        'prefect.resource.id': `prefect-cloud.incident.${id}`,
        'prefect.resource.name': name,
        'prefect-cloud.incident.severity': severity,
      },
      related,
      payload: { id, name, severity, ...rest },
      follows: null,
    },
    origin: cause.origin ?? null,
    depth: cause.depth ?? 0,
  };
}
