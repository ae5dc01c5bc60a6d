import type { Incident } from '../../schemas/incidents.ts';
import { isId } from '../automations/find.ts';
import type { Api } from '../connection/api.ts';
import { CommandError, usageError } from '../failure.ts';
import type { Tone } from '../output/colour.ts';
import type { Column } from '../output/table.ts';
import { ago } from '../output/times.ts';
import type { Session } from '../session.ts';

/** What an incident is made of, as flags say it. */
export interface IncidentOptions {
  readonly name?: string;
  readonly summary?: string;
  readonly severity?: string;
  readonly tag?: string[];
  readonly related?: string[];
}

const COLUMNS: readonly Column<Incident>[] = [
  { header: 'ID', text: ({ id }) => id, tone: () => 'dim' },
  { header: 'NAME', text: ({ name }) => name, tone: () => 'strong', shrinks: true },
  { header: 'SEVERITY', text: ({ severity }) => severity, tone: severityTone },
  {
    header: 'STATUS',
    text: ({ status }) => status,
    tone: ({ status }) => (status === 'resolved' ? 'good' : 'warn'),
  },
  { header: 'SINCE', text: ({ start_time: start }) => ago(start) },
  { header: 'ENDED', text: ({ end_time: end }) => ago(end) },
];

/** `automations incidents ls`: the latest first; those that go on unless `--all`. */
export async function listIncidents(
  { api, out }: Session,
  options: { all?: boolean; severity?: string[]; limit: number },
): Promise<void> {
  const { all = false, severity = [], limit } = options;
  const filter = {
    ...(!all && { status: { any_: ['active', 'acknowledged'] } }),
    ...(severity.length > 0 && { severity: { any_: severity } }),
  };
  const found = await api.list<Incident>('/incidents/filter', { incidents: filter }, limit);
  await out.list(found, COLUMNS, all ? 'No incidents.' : 'No incident goes on. Those of the past: --all');
}

/** `automations incidents inspect` */
export async function inspectIncident({ api, out }: Session, name: string): Promise<void> {
  await out.one(await findIncident(api, name));
}

/** `automations incidents declare` */
export async function declareIncident(
  { api, out }: Session,
  options: IncidentOptions,
  name: string,
): Promise<void> {
  const incident = await api.post<Incident>('/incidents/', { ...fieldsOf(options), name });
  await out.done(`declared ${incident.name} (${incident.id})`, incident);
}

/** `automations incidents update` */
export async function updateIncident(
  { api, out }: Session,
  options: IncidentOptions,
  name: string,
): Promise<void> {
  const fields = fieldsOf(options);
  if (Object.keys(fields).length === 0)
    throw usageError('What is to be changed? See: automations incidents update --help');
  const { id } = await findIncident(api, name);
  const incident = await api.patch<Incident>(`/incidents/${id}`, fields);
  await out.done(`updated ${incident.name}`, incident);
}

/** `automations incidents acknowledge`, `resolve` and `reopen`. */
export async function changeIncidents(
  { api, out }: Session,
  change: 'acknowledge' | 'resolve' | 'reopen',
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const { id } = await findIncident(api, name);
    const incident = await api.post<Incident>(`/incidents/${id}/${change}`);
    await out.done(`${incident.name}: ${incident.status}`, incident);
  }
}

async function findIncident(api: Api, nameOrId: string): Promise<Incident> {
  if (isId(nameOrId)) return api.get<Incident>(`/incidents/${nameOrId}`);
  const found = await api.list<Incident>('/incidents/filter', { incidents: { name: { any_: [nameOrId] } } });
  const open = found.filter(({ status }) => status !== 'resolved');
  const [one, ...others] = open.length > 0 ? open : found;
  if (one === undefined)
    throw new CommandError(
      'not_found',
      `There is no incident "${nameOrId}". See: automations incidents ls --all`,
    );
  if (others.length > 0) throw usageError(`Several incidents are called "${nameOrId}": name one by its id`);
  return one;
}

function fieldsOf({ name, summary, severity, tag, related }: IncidentOptions): Record<string, unknown> {
  return {
    ...(name !== undefined && { name }),
    ...(summary !== undefined && { summary }),
    ...(severity !== undefined && { severity }),
    ...(tag !== undefined && { tags: tag }),
    ...(related !== undefined && { related_resources: related.map(relatedResource) }),
  };
}

function relatedResource(text: string): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw usageError(`--related: "${text}" must be role=id`);
  return { 'prefect.resource.role': text.slice(0, at), 'prefect.resource.id': text.slice(at + 1) };
}

function severityTone({ severity }: Incident): Tone {
  if (severity === 'critical' || severity === 'high') return 'bad';
  return severity === 'moderate' ? 'warn' : 'plain';
}
