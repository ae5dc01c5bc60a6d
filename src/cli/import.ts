import type { Command } from 'commander';
import { exitCodes } from './failure.ts';
import { examples } from './help.ts';

/** What `automations import` can be told. */
export interface ImportOptions {
  readonly from?: string;
  readonly to?: string;
  readonly dryRun?: boolean;
  readonly keepRunning?: boolean;
}

/** Adds `automations import`: takes over the automations of a Prefect server and the blocks that they use. */
export function addImportCommand(program: Command): void {
  examples(
    program
      .command('import')
      .description('take over the automations of a Prefect server and the blocks they use; repeatable')
      .option('--from <url>', "the server's API; by default PREFECT_UPSTREAM_API_URL")
      .option(
        '--to <url>',
        'the API of a running gateway; by default the one that this environment describes',
      )
      .option('--dry-run', 'only say what would be done')
      .option('--keep-running', 'do not pause what was taken over on the server: it then acts in both places')
      .action(async (options: ImportOptions) => {
        const complete = await (await import('./run-import.ts')).importFrom(options);
        // Something could not be taken over.
        if (!complete) process.exitCode = exitCodes.usage;
      }),
    'automations import --from http://prefect:4200/api --dry-run',
  );
}
