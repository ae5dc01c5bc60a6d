import type { Command } from 'commander';
import { examples } from '../help.ts';
import { collect, wholeNumber } from '../input.ts';
import { withSession } from '../session.ts';
import type { RunOptions } from './deployments.ts';

const deploymentArgument = 'flow/name or id of a deployment';

/** Adds `automations deployments …`. */
export function addDeploymentCommands(program: Command): void {
  const deployments = program
    .command('deployments')
    .alias('deployment')
    .description('workflows that can be run with parameters and schedules');
  examples(
    deployments
      .command('ls')
      .description('list deployments')
      .option('-t, --tag <tag>', 'only those with this tag; repeatable: with all of them', collect)
      .action(
        withSession(async (session, options: { tag?: string[] }) =>
          (await import('./deployments.ts')).listDeployments(session, options),
        ),
      ),
    'automations deployments ls',
  );
  examples(
    deployments
      .command('inspect')
      .description('show a deployment whole')
      .argument('<deployment>', deploymentArgument)
      .action(
        withSession(async (session, _options, name: string) =>
          (await import('./deployments.ts')).inspectDeployment(session, name),
        ),
      ),
    'automations deployments inspect etl/nightly',
  );
  examples(
    deployments
      .command('run')
      .description('start a run of a deployment')
      .argument('<deployment>', deploymentArgument)
      .option('-p, --param <key=value>', 'a parameter; repeatable', collect)
      .option('--params <object>', 'parameters as JSON or YAML; @file reads them, @- from standard input')
      .option('--job-variable <key=value>', 'a job variable; repeatable', collect)
      .option('-t, --tag <tag>', 'a tag of the run; repeatable', collect)
      .option('--name <name>', 'a name for the run')
      .option('--start-at <time>', 'not now but then, such as 2026-01-31T09:00:00Z')
      .option('-w, --watch', 'wait for its end, telling its states on stderr; a run that fails is a failure')
      .option('--timeout <seconds>', 'how long --watch waits', wholeNumber)
      .action(
        withSession(async (session, options: RunOptions, name: string) =>
          (await import('./deployments.ts')).runDeployment(session, options, name),
        ),
      ),
    'automations deployments run etl/nightly --param day=2026-01-31 --watch',
    'automations deployments run etl/nightly --params @parameters.yaml',
  );
  for (const [name, paused, what] of [
    ['pause', true, 'pause deployments: their schedules start no runs'],
    ['resume', false, 'resume deployments'],
  ] as const) {
    examples(
      deployments
        .command(name)
        .description(what)
        .argument('<deployment...>', deploymentArgument)
        .action(
          withSession(async (session, _options, names: string[]) =>
            (await import('./deployments.ts')).switchDeployments(session, paused, names),
          ),
        ),
      `automations deployments ${name} etl/nightly`,
    );
  }
  examples(
    deployments
      .command('delete')
      .description('delete deployments with their schedules and triggers')
      .argument('<deployment...>', deploymentArgument)
      .option('-y, --yes', 'do not ask')
      .action(
        withSession(async (session, options: { yes?: boolean }, names: string[]) =>
          (await import('./deployments.ts')).deleteDeployments(session, options, names),
        ),
      ),
    'automations deployments delete etl/nightly',
  );
}
