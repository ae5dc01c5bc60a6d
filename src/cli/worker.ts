import type { Command } from 'commander';
import { installRuntime } from '../temporal/runtime.ts';
import { temporalTarget } from '../temporal/target.ts';
import { requireSharedDatabase, startParts } from './compose.ts';
import { runProgram } from './program.ts';

/** Adds `automations worker`: workflows and actions, over Postgres; several may run at once. */
export function addWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('run a worker over Postgres (DATABASE_URL) and an existing Temporal (TEMPORAL_ADDRESS)')
    .action(() =>
      runProgram(async (context) => {
        requireSharedDatabase(context.settings, 'worker');
        const target = temporalTarget();
        installRuntime(context.logger);
        await startParts(context, { target, worker: true, gateway: undefined });
        context.say(`ready: worker · Temporal at ${target.address}, namespace ${target.namespace}`);
      }),
    );
}
