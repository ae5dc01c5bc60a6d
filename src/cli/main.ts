#!/usr/bin/env node
import { Command } from 'commander';
import { VERSION } from '../version.ts';
import { addDevCommand } from './dev.ts';
import { addGatewayCommand } from './gateway.ts';
import { addHealthCommand } from './health.ts';
import { describeFailure } from './program.ts';
import { addWorkerCommand } from './worker.ts';

const program = new Command('automations')
  .description("Event-driven automations made durable: Prefect's Automations as Temporal workflows.")
  .version(VERSION)
  .showHelpAfterError();

addDevCommand(program);
addGatewayCommand(program);
addWorkerCommand(program);
addHealthCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`error: ${describeFailure(error)}\n`);
  process.exitCode = 1;
}
