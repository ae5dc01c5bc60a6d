import type { Command } from 'commander';
import { examples } from '../help.ts';
import { collect } from '../input.ts';
import { withSession } from '../session.ts';
import type { DeployOptions } from './deploy.ts';

/** Adds `automations deploy`. */
export function addDeployCommand(program: Command): void {
  examples(
    program
      .command('deploy')
      .description(
        'make deployments, with schedules and triggers, of a file like prefect.yaml; again replaces them',
      )
      .option('-n, --name <name>', 'the deployment, name or flow/name; repeatable', collect)
      .option('--all', 'all of the file')
      .option(
        '-f, --file <file>',
        'by default deployments.yaml or prefect.yaml in this folder; - for standard input',
      )
      .option(
        '--trigger <trigger>',
        'JSON, or a .yaml or .json file; in place of the triggers of the file; repeatable',
        collect,
      )
      .action(
        withSession(async (session, options: DeployOptions) =>
          (await import('./deploy.ts')).deploy(session, options),
        ),
      ),
    'automations deploy --all',
    `automations deploy -n nightly --trigger '{"expect": ["upload.done"], "parameters": {"file": "{{ event.payload.file }}"}}'`,
    'automations deploy -n nightly --trigger triggers.yaml',
  );
}
