#!/usr/bin/env -S node --max-semi-space-size=64
import { CommanderError, type Command } from 'commander';
import { commandLine } from './command-line.ts';
import { CommandError, describeFailure, exitCodes } from './failure.ts';
import { endQuietlyWithReader } from './output/pipes.ts';

/** Commander's own refusals come as errors, so that they get our exit code. */
function withOwnExit(command: Command): Command {
  command.exitOverride();
  for (const one of command.commands) withOwnExit(one);
  return command;
}

endQuietlyWithReader();
try {
  await withOwnExit(commandLine()).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // It has said what is wrong. Help and the version are no failures.
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  } else {
    process.stderr.write(`error: ${describeFailure(error)}\n`);
    process.exitCode = error instanceof CommandError ? error.exitCode : exitCodes.failure;
  }
}
