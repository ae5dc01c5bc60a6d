import type { Command } from 'commander';
import { examples } from '../help.ts';
import { collect, wholeNumber } from '../input.ts';
import { withSession } from '../session.ts';
import type { RunListOptions } from './runs.ts';

const runArgument = 'name or id of a flow run';

/** Adds `automations runs …`. */
export function addRunCommands(program: Command): void {
  const runs = program.command('runs').alias('run').description('flow runs: executions of workflows');
  examples(
    runs
      .command('ls')
      .description('list flow runs, the latest first')
      .option('-s, --state <name>', 'only those in this state, such as Failed; repeatable', collect)
      .option('--flow <name>', 'only those of this flow; repeatable', collect)
      .option('--deployment <name>', 'only those of this deployment; repeatable', collect)
      .option('-l, --limit <n>', 'at most so many', wholeNumber, 50)
      .action(
        withSession(async (session, options: RunListOptions) =>
          (await import('./runs.ts')).listRuns(session, options),
        ),
      ),
    'automations runs ls --state Failed --state Crashed',
    'automations runs ls --flow etl -o json',
  );
  examples(
    runs
      .command('inspect')
      .description('show a flow run whole')
      .argument('<run>', runArgument)
      .action(
        withSession(async (session, _options, name: string) =>
          (await import('./runs.ts')).inspectRun(session, name),
        ),
      ),
    'automations runs inspect brave-otter',
  );
  for (const [name, what] of [
    ['cancel', 'cancel flow runs; their code may clean up'],
    ['suspend', 'suspend flow runs until they are resumed'],
  ] as const) {
    examples(
      runs
        .command(name)
        .description(what)
        .argument('<run...>', runArgument)
        .option('-m, --message <text>', 'why, for the state of the run')
        .action(
          withSession(async (session, options: { message?: string }, names: string[]) =>
            (await import('./runs.ts')).setRunState(session, name, options, names),
          ),
        ),
      `automations runs ${name} brave-otter --message "by hand"`,
    );
  }
  examples(
    runs
      .command('resume')
      .description('resume flow runs that are suspended')
      .argument('<run...>', runArgument)
      .action(
        withSession(async (session, _options, names: string[]) =>
          (await import('./runs.ts')).resumeRuns(session, names),
        ),
      ),
    'automations runs resume brave-otter',
  );
  examples(
    runs
      .command('delete')
      .description('delete flow runs with their history')
      .argument('<run...>', runArgument)
      .option('-y, --yes', 'do not ask')
      .action(
        withSession(async (session, options: { yes?: boolean }, names: string[]) =>
          (await import('./runs.ts')).deleteRuns(session, options, names),
        ),
      ),
    'automations runs delete brave-otter',
  );
}
