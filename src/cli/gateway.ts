import { temporalTarget } from '../temporal/target.ts';
import { requireSharedDatabase, startParts } from './compose.ts';
import type { ProgramContext } from './program.ts';

/** `automations gateway`: the HTTP side and the dispatcher, over Postgres; several may run at once. */
export async function startGatewayProgram(context: ProgramContext): Promise<void> {
  requireSharedDatabase(context.settings, 'gateway');
  const target = temporalTarget();
  const url = await startParts(context, { target, worker: false, gateway: context.settings });
  context.say(`ready: ${url} · API docs ${url}/api/docs · Temporal at ${target.address}`);
}
