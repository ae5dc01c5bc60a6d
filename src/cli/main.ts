#!/usr/bin/env -S node --max-semi-space-size=64
import { Command } from 'commander';
import { VERSION } from '../version.ts';
import { addHealthCommand } from './health.ts';
import { addImportCommand } from './import.ts';
import { describeFailure, runProgram, type ProgramContext } from './program.ts';

const program = new Command('automations')
  .description("Event-driven automations made durable: Prefect's Automations as Temporal workflows.")
  .version(VERSION)
  .showHelpAfterError();

/** A command that runs until a signal. Its code is loaded when it is called: the short commands need none of it. */
function addProgram(
  name: string,
  description: string,
  load: () => Promise<(context: ProgramContext) => Promise<void>>,
): void {
  program
    .command(name)
    .description(description)
    .action(async () => runProgram(await load()));
}

addProgram(
  'dev',
  'run Temporal, the worker and the gateway on this machine, with SQLite files',
  async () => (await import('./dev.ts')).startDev,
);
addProgram(
  'gateway',
  'run a gateway over Postgres (DATABASE_URL) and an existing Temporal (TEMPORAL_ADDRESS)',
  async () => (await import('./gateway.ts')).startGatewayProgram,
);
addProgram(
  'worker',
  'run a worker over Postgres (DATABASE_URL) and an existing Temporal (TEMPORAL_ADDRESS)',
  async () => (await import('./worker.ts')).startWorkerProgram,
);
addHealthCommand(program);
addImportCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`error: ${describeFailure(error)}\n`);
  process.exitCode = 1;
}
