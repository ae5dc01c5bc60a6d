import type { ActionResult, ActionRun } from './handler.ts';
import { automationTarget } from './automation-target.ts';

/** Enables or pauses the target automation, as a link of the chain that this firing belongs to. */
export async function switchAutomation(
  action: { source: 'selected' | 'inferred'; automation_id?: string | null | undefined },
  run: ActionRun,
  enabled: boolean,
): Promise<ActionResult> {
  const target = automationTarget(action, run.event);
  await run.services.automations.setEnabled(target, enabled, {
    origin: run.firing.automationId,
    depth: run.firing.depth + 1,
  });
  return {
    details: { status_code: 204 },
    related: [{ 'prefect.resource.id': `prefect.automation.${target}`, 'prefect.resource.role': 'target' }],
  };
}
