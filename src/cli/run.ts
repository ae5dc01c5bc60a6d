import { CommanderError, type Command } from 'commander';
import { commandLine } from './command-line.ts';
import { CommandError, describeFailure, exitCodes } from './failure.ts';

/** Commander's own refusals come as errors, so that they get our exit code. */
function withOwnExit(command: Command): Command {
  command.exitOverride();
  for (const one of command.commands) withOwnExit(one);
  return command;
}

/**
 * Runs one command to its end and sets the exit code of the process. Programs (`dev`, `gateway`, `worker`) end the process themselves.
 *
 * @param args - what follows the command's name
 */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  try {
    await withOwnExit(commandLine()).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has said what is wrong. Help and the version are no failures.
      process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    } else {
      process.stderr.write(`error: ${describeFailure(error)}\n`);
      process.exitCode = error instanceof CommandError ? error.exitCode : exitCodes.failure;
    }
  }
}
