import { installRuntime } from '../temporal/runtime.ts';
import { temporalTarget } from '../temporal/target.ts';
import { requireSharedDatabase, startParts } from './compose.ts';
import type { ProgramContext } from './program.ts';

/** `automations worker`: workflows and actions, over Postgres; several may run at once. */
export async function startWorkerProgram(context: ProgramContext): Promise<void> {
  requireSharedDatabase(context.settings, 'worker');
  const target = temporalTarget();
  installRuntime(context.logger, context.settings.temporalMetrics);
  await startParts(context, { target, worker: true, gateway: undefined });
  context.say(`ready: worker · Temporal at ${target.address}, namespace ${target.namespace}`);
}
