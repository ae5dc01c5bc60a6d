import type { Command } from 'commander';
import { Api } from './connection/api.ts';
import { apiTarget } from './connection/target.ts';
import { Output, type OutputFormat } from './output/output.ts';

/** What every command can be told. */
export interface GlobalOptions {
  readonly apiUrl?: string;
  readonly apiKey?: string;
  readonly profile?: string;
  readonly output?: OutputFormat;
}

/** What a command that speaks to a gateway works with. */
export interface Session {
  readonly api: Api;
  readonly out: Output;
}

/** The session that a command's flags and environment describe. */
export function openSession(command: Command): Session {
  const options = command.optsWithGlobals<GlobalOptions>();
  return { api: new Api(apiTarget(options)), out: new Output(options.output) };
}

/**
 * The action of a command that speaks to a gateway.
 *
 * @param run - gets the session, the command's own arguments in their order, and its options
 */
export function withSession<A extends unknown[], O extends object>(
  run: (session: Session, options: O, ...args: A) => Promise<void>,
): (...args: unknown[]) => Promise<void> {
  return async (...all) => {
    const command = all.at(-1) as Command;
    const args = all.slice(0, -2) as A;
    await run(openSession(command), command.opts<O>(), ...args);
  };
}
