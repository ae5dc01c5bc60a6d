import { AutomationError } from '../../src/errors.ts';
import {
  incidentSeverities,
  maxIncidentNameLength,
  maxIncidentSummaryLength,
  type IncidentSeverity,
} from '../../src/schemas/incidents.ts';
import { uuidV5 } from '../../src/evaluation/firing-id.ts';
import { describeReason } from '../../src/triggers/index.ts';
import type { ActionHandler, ActionRun } from './handler.ts';

/**
 * `declare-incident`: declares an incident about what the triggering event is about. Its id follows from the firing, so that
 * a second attempt declares nothing new.
 */
export const declareIncident: ActionHandler<'declare-incident'> = async (action, run) => {
  const { firing, automation, idempotencyKey, services, templates } = run;
  const name = action.name === undefined ? '' : (await templates.render(action.name)).trim();
  const summary =
    action.summary === undefined
      ? `The automation "${automation.name}" fired: ${describeReason(firing.reason)}.`
      : await templates.render(action.summary);
  const incident = await services.incidents.declare(
    {
      id: uuidV5('incident', idempotencyKey),
      name: (name || automation.name || 'Incident').slice(0, maxIncidentNameLength),
      summary: summary.slice(0, maxIncidentSummaryLength),
      severity: await severityOf(action.severity, run),
      tags: action.tags ?? [],
      related_resources: relatedTo(run),
      start_time: new Date(firing.at).toISOString(),
      declared_by: `prefect.automation.${automation.id}`,
    },
    { origin: automation.id, depth: firing.depth + 1 },
  );
  return {
    details: { incident_id: incident.id, severity: incident.severity },
    related: [
      {
        'prefect.resource.id': `prefect-cloud.incident.${incident.id}`,
        'prefect.resource.role': 'incident',
        'prefect.resource.name': incident.name,
      },
    ],
  };
};

async function severityOf(template: string | undefined, run: ActionRun): Promise<IncidentSeverity> {
  if (template === undefined) return 'moderate';
  const rendered = (await run.templates.render(template)).trim().toLowerCase();
  const severity = incidentSeverities.find((one) => one === rendered);
  if (severity !== undefined) return severity;
  throw new AutomationError(
    'incident_severity',
    `'${rendered.slice(0, 100)}' is no severity of an incident: it must be one of ${incidentSeverities.join(', ')}`,
  );
}

/** The automation, the event that made it fire, and what that one is about. */
function relatedTo({ automation, event }: ActionRun): Record<string, string>[] {
  const related = [
    {
      'prefect.resource.id': `prefect.automation.${automation.id}`,
      'prefect.resource.role': 'automation',
      'prefect.resource.name': automation.name,
    },
  ];
  if (event === null) return related;
  const { 'prefect.resource.id': id = '', 'prefect.resource.name': name } = event.resource;
  return [
    ...related,
    { 'prefect.resource.id': `prefect.event.${event.id}`, 'prefect.resource.role': 'triggering-event' },
    {
      'prefect.resource.id': id,
      'prefect.resource.role': 'affected',
      ...(name !== undefined && { 'prefect.resource.name': name }),
    },
  ];
}
