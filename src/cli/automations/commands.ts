import type { Command } from 'commander';
import { examples } from '../help.ts';
import { collect, wholeNumber } from '../input.ts';
import { withSession } from '../session.ts';
import type { BacktestOptions } from './backtest.ts';
import type { SourceOptions } from './change.ts';
import type { TestFireOptions } from './test-fire.ts';

const automationArgument = 'name or id of an automation';
const source = (command: Command): Command =>
  command
    .option('-f, --from-file <file>', 'YAML or JSON file, - for standard input')
    .option('-j, --from-json <text>', 'the definition itself');

/** Adds the commands about automations: `ls`, `inspect`, `create`, `update`, `pause`, `resume`, `delete`, `firings` … */
export function addAutomationCommands(program: Command): void {
  examples(
    program
      .command('ls')
      .description('list automations')
      .option('-t, --tag <tag>', 'only those with this tag; repeatable: with all of them', collect)
      .option('--paused', 'only those that are paused')
      .option('-l, --limit <n>', 'at most so many', wholeNumber)
      .action(
        withSession(async (session, options: { tag?: string[]; paused?: boolean; limit?: number }) =>
          (await import('./list.ts')).listAutomations(session, options),
        ),
      ),
    'automations ls',
    'automations ls --tag prod -o json',
  );
  examples(
    program
      .command('inspect')
      .description('show an automation whole')
      .argument('<automation>', automationArgument)
      .action(
        withSession(async ({ api, out }, _options, name: string) =>
          out.one(await (await import('./find.ts')).findAutomation(api, name)),
        ),
      ),
    'automations inspect model-runs',
    'automations inspect model-runs -o json',
  );
  examples(
    source(program.command('create').description('create automations from a file')).action(
      withSession(async (session, options: SourceOptions) =>
        (await import('./change.ts')).createAutomations(session, options),
      ),
    ),
    'automations create -f automation.yaml',
    'cat automation.json | automations create -f -',
  );
  examples(
    source(program.command('update').description('replace the definition of an automation'))
      .argument('<automation>', automationArgument)
      .action(
        withSession(async (session, options: SourceOptions, name: string) =>
          (await import('./change.ts')).updateAutomation(session, options, name),
        ),
      ),
    'automations update model-runs -f automation.yaml',
  );
  for (const [name, enabled, what] of [
    ['pause', false, 'pause automations: they see no events, their open windows are kept'],
    ['resume', true, 'resume automations'],
  ] as const) {
    examples(
      program
        .command(name)
        .description(what)
        .argument('<automation...>', automationArgument)
        .action(
          withSession(async (session, _options, names: string[]) =>
            (await import('./change.ts')).switchAutomations(session, enabled, names),
          ),
        ),
      `automations ${name} model-runs`,
    );
  }
  examples(
    program
      .command('delete')
      .description('delete automations')
      .argument('<automation...>', automationArgument)
      .option('-y, --yes', 'do not ask')
      .action(
        withSession(async (session, options: { yes?: boolean }, names: string[]) =>
          (await import('./change.ts')).deleteAutomations(session, options, names),
        ),
      ),
    'automations delete model-runs --yes',
  );
  examples(
    program
      .command('firings')
      .description('what fired, why, and how each action went; the latest first')
      .argument('[automation]', automationArgument)
      .option('--failed', 'only those with a failed action; without a name, of all automations')
      .option('-l, --limit <n>', 'at most so many', wholeNumber, 20)
      .action(
        withSession(async (session, options: { limit: number; failed?: boolean }, name: string | undefined) =>
          (await import('./firings.ts')).listFirings(session, options, name),
        ),
      ),
    'automations firings model-runs',
    'automations firings --failed -o json',
  );
  examples(
    program
      .command('test-fire')
      .description(
        'let an automation fire as a test: its actions are carried out, its windows know nothing of it',
      )
      .argument('<automation>', automationArgument)
      .option('-e, --event <uuid>', 'on this recorded event; without any it fires as an absence does')
      .option(
        '-f, --from-file <file>',
        'on an event that is made up, from a YAML or JSON file, - for standard input',
      )
      .option('--no-wait', 'do not wait for its actions')
      .option('--timeout <seconds>', 'how long to wait for them', wholeNumber, 60)
      .action(
        withSession(async (session, options: TestFireOptions, name: string) =>
          (await import('./test-fire.ts')).testFire(session, options, name),
        ),
      ),
    'automations test-fire model-runs --event 6f1b2c3d-0000-4000-8000-000000000000',
    `echo '{"event": "model.run", "resource": {"prefect.resource.id": "model.7"}}' | automations test-fire model-runs -f -`,
  );
  examples(
    source(
      program
        .command('backtest')
        .description(
          'how often an automation, or a draft of one, would have fired on the recorded events; nothing is carried out',
        ),
    )
      .argument('[automation]', `${automationArgument}; with a file: the one that the file is a draft of`)
      .option('--since <time>', 'from then on: 2026-01-31T09:00:00Z, or 15m, 2h, 7d for "ago"', '24h')
      .option('--until <time>', 'up to then; now when absent')
      .option('-l, --limit <n>', 'show so many firings', wholeNumber, 20)
      .action(
        withSession(async (session, options: BacktestOptions, name: string | undefined) =>
          (await import('./backtest.ts')).backtest(session, options, name),
        ),
      ),
    'automations backtest model-runs',
    'automations backtest -f automation.yaml --since 7d',
  );
  examples(
    program
      .command('retry')
      .description('send the failed actions of a firing again')
      .argument('<firing>', 'id of a firing')
      .option('-a, --action <index>', 'only this one; the first is 0', wholeNumber)
      .action(
        withSession(async (session, options: { action?: number }, firing: string) =>
          (await import('./firings.ts')).retryFiring(session, options, firing),
        ),
      ),
    'automations retry 6f1b2c3d-0000-4000-8000-000000000000',
  );
}
