import type { Automation } from '../../schemas/automations.ts';
import type { NewEvent } from '../log.ts';
import { formatTime } from '../../schemas/times.ts';
import { derivedId } from '../ids.ts';

/** Who caused a change: the automation whose action it was, and how long the chain of causes is. */
export interface Cause {
  readonly origin?: string | null;
  readonly depth?: number;
}

/** The labels by which events tell which automation they are about. */
export function automationResource(automation: Automation): Record<string, string> {
  const { trigger } = automation;
  return {
    'prefect.resource.id': `prefect.automation.${automation.id}`,
    'prefect.resource.name': automation.name,
    'prefect.trigger-type': trigger.type,
    ...('posture' in trigger ? { 'prefect.posture': trigger.posture } : {}),
  };
}

/**
 * The event that tells of a change.
 *
 * @param revision how many changes the automation has seen: part of the id, so that a retry cannot tell it twice
 * @param at epoch ms
 */
export function lifecycleEvent(
  kind: 'created' | 'updated' | 'deleted',
  automation: Automation,
  revision: number,
  at: number,
  cause: Cause,
): NewEvent {
  return {
    event: {
      id: derivedId('automation', automation.id, revision, kind),
      event: `prefect.automation.${kind}`,
      occurred: formatTime(at),
      resource: automationResource(automation),
      related: [],
      payload: { ...automation },
      follows: null,
    },
    origin: cause.origin ?? null,
    depth: cause.depth ?? 0,
  };
}
