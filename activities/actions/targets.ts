import { AutomationError } from '../../src/errors.ts';
import type { Orchestrator, Request } from '../../src/orchestrators/orchestrator.ts';
import type { ReceivedEvent } from '../../src/schemas/events.ts';
import type { ActionRun } from './handler.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The first resource of a kind (`prefect.flow-run`) that an event names: its own, or a related one. */
export function firstOfKind(event: ReceivedEvent, kind: string): Record<string, string> | undefined {
  return [event.resource, ...event.related].find((resource) => {
    const id = resource['prefect.resource.id'] ?? '';
    return id.slice(0, id.lastIndexOf('.')) === kind;
  });
}

/** The UUID in a resource's id if it is of this kind. */
export function idOf(resource: Readonly<Record<string, string>>, kind: string): string | undefined {
  const id = resource['prefect.resource.id'] ?? '';
  const uuid = id.slice(kind.length + 1);
  return id.startsWith(`${kind}.`) && UUID.test(uuid) ? uuid.toLowerCase() : undefined;
}

/**
 * The object that an action acts on: the selected one, or the first of its kind that the triggering event names.
 *
 * @param what the kind in words, for example `work pool`
 * @throws AutomationError, final, with Prefect's reasons when none can be inferred
 */
export function targetOf(
  run: ActionRun,
  what: 'deployment' | 'work pool' | 'work queue',
  source: 'selected' | 'inferred',
  selected: string | null | undefined,
): string {
  const id = source === 'selected' && selected ? selected : inferred(run, what);
  involve(run, what.replace(' ', '-'), id);
  return id;
}

/**
 * The flow run that an action acts on: the one that the firing is about, else the first that the triggering event names.
 *
 * @throws AutomationError, final, when none can be inferred
 */
export function flowRunOf(run: ActionRun): string {
  const kind = 'prefect.flow-run';
  // An absence has no event, but it may have been watched for each flow run.
  const labelled = idOf(run.firing.labels, kind);
  const named = run.event === null ? undefined : firstOfKind(run.event, kind);
  const id = labelled ?? (named && idOf(named, kind));
  if (id === undefined) throw new AutomationError('nothing_inferred', 'No flow run could be inferred');
  involve(run, 'flow-run', id);
  return id;
}

/**
 * The orchestrator, and what it is to know of who asks.
 *
 * @throws AutomationError, final, when there is none
 */
export function orchestration(
  run: ActionRun,
  type: string,
): { readonly orchestrator: Orchestrator; readonly request: Request } {
  const { orchestrator } = run.services;
  if (orchestrator === null) {
    throw new AutomationError(
      'no_orchestrator',
      `No orchestrator is configured that could carry out ${type}`,
    );
  }
  const { automation, firing, idempotencyKey, signal } = run;
  return {
    orchestrator,
    request: {
      automation: { id: automation.id, name: automation.name },
      depth: firing.depth + 1,
      idempotencyKey,
      signal,
    },
  };
}

function inferred(run: ActionRun, what: string): string {
  if (!run.event) throw new AutomationError('nothing_to_infer', `No event to infer the ${what}`);
  const kind = `prefect.${what.replace(' ', '-')}`;
  const resource = firstOfKind(run.event, kind);
  const id = resource && idOf(resource, kind);
  if (id === undefined) throw new AutomationError('nothing_inferred', `No ${what} could be inferred`);
  return id;
}

function involve(run: ActionRun, kind: string, id: string): void {
  run.involve({ 'prefect.resource.id': `prefect.${kind}.${id}`, 'prefect.resource.role': 'target' });
}
