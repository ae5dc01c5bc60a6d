import type { Incident, IncidentPatch, IncidentSeverity, IncidentStatus } from '../../schemas/incidents.ts';
import { formatTime } from '../../schemas/times.ts';
import type { IncidentTable } from '../schema.ts';
import { readTime } from '../time.ts';

/** What only travels with an incident. */
export type IncidentBody = Pick<Incident, 'summary' | 'tags' | 'related_resources' | 'declared_by'>;

/** Reads an incident from its row. */
export function toIncident(row: IncidentTable): Incident {
  const { summary, tags, related_resources, declared_by } = JSON.parse(row.body) as IncidentBody;
  return {
    id: row.id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
    name: row.name,
    summary,
    severity: row.severity as IncidentSeverity,
    status: row.status as IncidentStatus,
    tags,
    related_resources,
    start_time: formatTime(row.started),
    acknowledged_time: row.acknowledged === null ? null : formatTime(row.acknowledged),
    end_time: row.ended === null ? null : formatTime(row.ended),
    declared_by,
  };
}

/** The fields that a patch changes, in the order in which the events of it come. */
export function changedFields(old: Incident, patch: IncidentPatch): (keyof IncidentPatch)[] {
  const fields = ['name', 'summary', 'severity', 'start_time', 'related_resources', 'tags'] as const;
  return fields.filter(
    (field) => patch[field] !== undefined && JSON.stringify(patch[field]) !== JSON.stringify(old[field]),
  );
}

/** The row with the fields of a patch in it. */
export function patchedRow(row: IncidentTable, patch: IncidentPatch): IncidentTable {
  const body = JSON.parse(row.body) as IncidentBody;
  const { name = row.name, severity = row.severity, start_time } = patch;
  const { summary = body.summary, tags = body.tags, related_resources = body.related_resources } = patch;
  return {
    ...row,
    name,
    severity,
    started: start_time === undefined ? row.started : readTime(start_time),
    body: JSON.stringify({ ...body, summary, tags, related_resources } satisfies IncidentBody),
  };
}
