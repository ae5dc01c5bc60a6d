import type { State } from '../../schemas/states.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Reader } from '../backends/backend.ts';
import type { NewEvent } from '../log.ts';
import { deploymentResource, flowResource, inRole, queueRelated, type Labels } from './object-events.ts';
import { stateOf, type FlowRunBody } from './flow-run-rows.ts';
import type { FlowRunTable } from './tables.ts';

/** States closer than this follow each other by `follows`, in ms; for others their times tell the order. */
const TIGHT_MS = 5 * 60_000;
/** Longer messages are cut, in characters: some put results into them. */
const MESSAGE_CHARACTERS = 100_000;

/** The event that tells of a run's new state; its id is the state's. */
export async function stateEvent(
  reader: Reader,
  run: FlowRunTable,
  from: State | null,
  at: number,
): Promise<NewEvent> {
  const to = stateOf(run)!;
  const isTight = from !== null && Math.abs(at - Date.parse(from.timestamp)) < TIGHT_MS;
  return {
    event: {
      id: to.id,
      event: `prefect.flow-run.${to.name}`,
      occurred: formatTime(at),
      resource: {
        'prefect.resource.id': `prefect.flow-run.${run.id}`,
        'prefect.resource.name': run.name,
        'prefect.run-count': String(run.run_count),
        'prefect.state-message': cut(to.message ?? ''),
        'prefect.state-name': to.name,
        'prefect.state-timestamp': to.timestamp,
        'prefect.state-type': to.type,
      },
      related: (await relatedOf(reader, run)) as NewEvent['event']['related'],
      payload: {
        intended: { from: from?.type ?? null, to: to.type },
        initial_state: from && shown(from),
        validated_state: shown(to),
      },
      follows: isTight ? from.id : null,
    },
    origin: null,
    depth: run.depth,
  };
}

async function relatedOf(reader: Reader, run: FlowRunTable): Promise<Labels[]> {
  const flow = await reader.selectFrom('flows').selectAll().where('id', '=', run.flow_id).executeTakeFirst();
  const deployment =
    run.deployment_id === null
      ? undefined
      : await reader
          .selectFrom('deployments')
          .selectAll()
          .where('id', '=', run.deployment_id)
          .executeTakeFirst();
  const body = JSON.parse(run.body) as FlowRunBody;
  const tags = [
    body.tags,
    ...[flow, deployment].map((one) => (one === undefined ? [] : tagsOf(one.body))),
  ].flat();
  return [
    ...(flow === undefined ? [] : [inRole('flow', flowResource(flow))]),
    ...(deployment === undefined ? [] : [inRole('deployment', deploymentResource(deployment))]),
    ...(await queueRelated(reader, run.work_queue_id)),
    ...[...new Set(tags)]
      .sort()
      .map((tag) => ({ 'prefect.resource.id': `prefect.tag.${tag}`, 'prefect.resource.role': 'tag' })),
    ...creator(body),
  ];
}

function creator({ created_by: by }: FlowRunBody): Labels[] {
  const kind = by?.type === 'DEPLOYMENT' ? 'deployment' : by?.type === 'AUTOMATION' ? 'automation' : null;
  if (kind === null || !by?.id) return [];
  const resource = { 'prefect.resource.id': `prefect.${kind}.${by.id}`, 'prefect.resource.role': 'creator' };
  return [by.display_value ? { ...resource, 'prefect.resource.name': by.display_value } : resource];
}

function shown(state: State): Record<string, string> {
  const { type, name, message, state_details: details } = state;
  return {
    type,
    name,
    ...(message && { message: cut(message) }),
    ...(type === 'PAUSED' && { pause_reschedule: String(details['pause_reschedule'] === true) }),
  };
}

function tagsOf(body: string): readonly string[] {
  return (JSON.parse(body) as { tags: string[] }).tags;
}

function cut(message: string): string {
  return message.length <= MESSAGE_CHARACTERS ? message : `${message.slice(0, MESSAGE_CHARACTERS - 3)}...`;
}
