import type { Command } from 'commander';
import { temporalTarget } from '../temporal/target.ts';
import { requireSharedDatabase, startParts } from './compose.ts';
import { runProgram } from './program.ts';

/** Adds `automations gateway`: the HTTP side and the dispatcher, over Postgres; several may run at once. */
export function addGatewayCommand(program: Command): void {
  program
    .command('gateway')
    .description('run a gateway over Postgres (DATABASE_URL) and an existing Temporal (TEMPORAL_ADDRESS)')
    .action(() =>
      runProgram(async (context) => {
        requireSharedDatabase(context.settings, 'gateway');
        const target = temporalTarget();
        const url = await startParts(context, { target, worker: false, gateway: context.settings });
        context.say(`ready: ${url} · API docs ${url}/api/docs · Temporal at ${target.address}`);
      }),
    );
}
