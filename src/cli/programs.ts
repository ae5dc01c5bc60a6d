import type { Command } from 'commander';
import { addHealthCommand } from './health.ts';
import { examples } from './help.ts';
import { addImportCommand } from './import.ts';
import type { ProgramContext } from './program.ts';

/** Adds the commands that run the parts: `dev`, `gateway`, `worker`, and those about a running one: `health`, `import`. */
export function addProgramCommands(program: Command): void {
  /** A command that runs until a signal. */
  const add = (
    name: string,
    description: string,
    load: () => Promise<(context: ProgramContext) => Promise<void>>,
    ...lines: string[]
  ): void => {
    const command = program
      .command(name)
      .description(description)
      .action(async () => (await import('./program.ts')).runProgram(await load()));
    examples(command, ...lines);
  };
  add(
    'dev',
    'run Temporal, the worker and the gateway on this machine, with SQLite files',
    async () => (await import('./dev.ts')).startDev,
    'automations dev',
    'PORT=4301 AUTOMATIONS_DATA=/var/lib/automations automations dev',
  );
  add(
    'gateway',
    'run a gateway over Postgres (DATABASE_URL) and an existing Temporal (TEMPORAL_ADDRESS)',
    async () => (await import('./gateway.ts')).startGatewayProgram,
    'DATABASE_URL=postgres://… TEMPORAL_ADDRESS=temporal:7233 automations gateway',
  );
  add(
    'worker',
    'run a worker over Postgres (DATABASE_URL) and an existing Temporal (TEMPORAL_ADDRESS)',
    async () => (await import('./worker.ts')).startWorkerProgram,
    'DATABASE_URL=postgres://… TEMPORAL_ADDRESS=temporal:7233 automations worker',
  );
  addHealthCommand(program);
  addImportCommand(program);
}
