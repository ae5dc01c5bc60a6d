import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from '../values/errors.ts';
import { truth } from '../values/protocol.ts';
import { isResource } from '../values/members.ts';
import { str } from '../values/repr.ts';
import { codePoints } from '../values/text.ts';
import type { Value } from '../values/types.ts';
import { asText, PyDict } from '../values/types.ts';
import { cloudEvent } from './cloud-event.ts';
import { filter } from './filter.ts';
import type { Filters } from './filter.ts';

/** Pages by kind of object, as in Prefect's UI. */
const PAGES: Readonly<Record<string, string>> = {
  automation: 'automations/automation/',
  block: 'blocks/block/',
  'block-document': 'blocks/block/',
  'concurrency-limit': 'concurrency-limits/concurrency-limit/',
  deployment: 'deployments/deployment/',
  flow: 'flows/flow/',
  'flow-run': 'runs/flow-run/',
  'task-run': 'runs/task-run/',
  'work-pool': 'work-pools/work-pool/',
  'work-queue': 'work-queues/work-queue/',
};
const EVENT_KINDS = ['automation', 'deployment', 'flow', 'flow-run', 'task-run', 'work-pool', 'work-queue'];
const FLOW_RUN_ID = /flow-run\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/;

function field(rt: Runtime, dict: PyDict, name: string): string {
  const value = dict.text(name);
  return value === undefined || value === null ? '' : str(rt, value);
}

function absolute(rt: Runtime, path: string): string | null {
  if (rt.uiUrl === undefined) return null;
  return `${rt.uiUrl.replace(/\/+$/, '')}/${path}`;
}

function pageOf(rt: Runtime, value: Value): string | null {
  if (!(value instanceof PyDict)) return null;
  if (isResource(value)) {
    const id = field(rt, value, 'prefect.resource.id');
    const [first = '', kind = ''] = id.split('.');
    if (first !== 'prefect' || !Object.hasOwn(PAGES, kind)) return null;
    return absolute(rt, `${PAGES[kind] ?? ''}${id.slice(id.lastIndexOf('.') + 1)}`);
  }
  const kind = value.prefectKind;
  if (kind === undefined) return null;
  const id = field(rt, value, kind === 'work-pool' ? 'name' : 'id');
  if (id === '') return '';
  if (kind === 'event')
    return absolute(rt, `events/event/${field(rt, value, 'occurred').slice(0, 10)}/${id}`);
  return Object.hasOwn(PAGES, kind) ? absolute(rt, `${PAGES[kind] ?? ''}${id}`) : null;
}

function eventsOf(rt: Runtime, value: Value): string | null {
  if (!(value instanceof PyDict)) return null;
  if (isResource(value)) return absolute(rt, `events?resource=${field(rt, value, 'prefect.resource.id')}`);
  const kind = value.prefectKind;
  if (kind === undefined || !EVENT_KINDS.includes(kind)) return null;
  return absolute(rt, `events?resource=prefect.${kind}.${field(rt, value, 'id')}`);
}

/**
 * Filters that Prefect adds. `ui_url` and `ui_resource_events_url` know an object by its place in the
 * context (`flow_run`, `deployment` …) or, for the labels of a resource, by its id; of anything else, and
 * without a configured address, they make None.
 */
export const prefectFilters: Filters = {
  flow_run_id: filter('flow_run_id', [], (rt, value) => {
    if (!truth(value)) return null;
    const text = asText(value);
    if (text === undefined) throw new PyError('TypeError', 'flow_run_id: a text is needed');
    rt.budget.step(1 + (codePoints(text) >> 6));
    return FLOW_RUN_ID.exec(text)?.[1] ?? null;
  }),
  from_cloud_event: filter('from_cloud_event', ['headers'], (rt, value, args) =>
    cloudEvent(rt, value, args.value(0)),
  ),
  ui_resource_events_url: filter('ui_resource_events_url', [], (rt, value) => eventsOf(rt, value)),
  ui_url: filter('ui_url', [], (rt, value) => pageOf(rt, value)),
};
