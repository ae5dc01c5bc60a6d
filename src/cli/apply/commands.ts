import type { Command } from 'commander';
import { examples } from '../help.ts';
import { collect } from '../input.ts';
import { withSession } from '../session.ts';
import type { ApplyOptions } from './apply.ts';
import type { ExportOptions } from './export.ts';

/** Adds `automations apply` and `automations export`. */
export function addApplyCommands(program: Command): void {
  examples(
    program
      .command('apply')
      .description('create and update automations as files say, by name, with a plan first')
      .requiredOption('-f, --file <path>', 'file, folder, or - for standard input; repeatable', collect)
      .option('--dry-run', 'only show the plan, field by field')
      .option('--exit-code', 'with --dry-run: exit code 3 when there are differences')
      .option('--prune', 'delete what this set applied before and is in no file any more')
      .option('--set <name>', 'what belongs together, when several sets of files go to one server', 'default')
      .option('-y, --yes', 'do not ask')
      .action(
        withSession(async (session, options: ApplyOptions) =>
          (await import('./apply.ts')).applyFiles(session, options),
        ),
      ),
    'automations apply -f automations/ --dry-run',
    'automations apply -f automations/ --prune --yes',
    'automations export | automations --profile staging apply -f -',
  );
  examples(
    program
      .command('export')
      .description('write automations as files that apply takes; references stand in them by name')
      .argument('[automation...]', 'names or ids; when absent all but those that belong to deployments')
      .option('-d, --dir <folder>', 'one file each; to standard output when absent')
      .option('-t, --tag <tag>', 'only those with this tag; repeatable', collect)
      .action(
        withSession(async (session, options: ExportOptions, names: string[]) =>
          (await import('./export.ts')).exportAutomations(session, options, names),
        ),
      ),
    'automations export --dir automations/',
    'automations export model-runs -o json',
  );
}
