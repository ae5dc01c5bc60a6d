import { AutomationError } from '../errors.ts';

/** What the exit codes of the command mean. */
export const exitCodes = {
  ok: 0,
  /** Something failed: the server refused or did not answer, a check of `doctor` failed. */
  failure: 1,
  /** The command line or a file was wrong; nothing was done. `import`: something could not be taken over. */
  usage: 2,
  /** `apply --dry-run --exit-code`: there are differences. */
  differences: 3,
} as const;

/** A failure of a command that knows its exit code. */
export class CommandError extends AutomationError {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  constructor(code: string, message: string, exitCode: number = exitCodes.failure, cause?: unknown) {
    super(code, message, { cause });
    this.exitCode = exitCode;
  }
}

/** The command line or a file is wrong: exit code 2. */
export function usageError(message: string): CommandError {
  return new CommandError('usage', message, exitCodes.usage);
}

/** An error as the command line shows it: our own by their message, others with their stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof AutomationError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by: ${describeFailure(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
