import { createLogger, type Logger } from '../logging.ts';
import { readSettings, type Settings } from '../settings.ts';
import { describeFailure } from './failure.ts';
import { createLifecycle, StopRequested, type Lifecycle } from './lifecycle.ts';

/** What a long-running command works with. */
export interface ProgramContext {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
  /** Prints a line for people. */
  readonly say: (line: string) => void;
}

/**
 * Runs a command until a signal ends it, and then ends the process: exit code 0 after a signal, 1 after a failure.
 *
 * @param start - starts all parts through the lifecycle and returns when they are up
 */
export async function runProgram(start: (context: ProgramContext) => Promise<void>): Promise<never> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  let failure: unknown;
  try {
    const settings = readSettings();
    const logger = createLogger({ level: settings.logLevel });
    const lifecycle = createLifecycle(logger, say);
    try {
      await start({ settings, logger, lifecycle, say });
      await lifecycle.untilStopped();
    } catch (error) {
      if (!(error instanceof StopRequested)) failure = error;
    }
    await lifecycle.stop();
  } catch (error) {
    failure = error;
  }
  if (failure !== undefined) process.stderr.write(`error: ${describeFailure(failure)}\n`);
  process.exit(failure === undefined ? 0 : 1);
}
