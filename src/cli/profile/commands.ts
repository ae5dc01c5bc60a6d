import type { Command } from 'commander';
import { examples } from '../help.ts';
import type { GlobalOptions } from '../session.ts';

const nameArgument = 'name of a profile';

/** Adds `automations profile …`. */
export function addProfileCommands(program: Command): void {
  const profile = program
    .command('profile')
    .alias('profiles')
    .description('servers that you work with: their addresses and keys, in a file of yours (mode 600)');
  examples(
    profile
      .command('ls')
      .description('list profiles; keys are not shown')
      .action(async (_options: object, command: Command) =>
        (await import('./profile.ts')).listProfiles(command.optsWithGlobals<GlobalOptions>().output),
      ),
    'automations profile ls',
  );
  examples(
    profile
      .command('use')
      .description('use a profile from now on')
      .argument('<profile>', nameArgument)
      .action(async (name: string) => (await import('./profile.ts')).useProfile(name)),
    'automations profile use staging',
  );
  examples(
    profile
      .command('set')
      .description('make or change a profile')
      .argument('<profile>', nameArgument)
      .option('--url <url>', 'base of the API')
      .option('--key <key>', 'its key; - reads it from standard input, which leaves no trace in the history')
      .option('--no-key', 'forget the key')
      .option('--use', 'use it from now on')
      .action(async (name: string, options: { url?: string; key?: string | false; use?: boolean }) => {
        const { key, ...rest } = options;
        const keyOptions = key === false ? { noKey: true } : typeof key === 'string' ? { key } : {};
        await (await import('./profile.ts')).setProfile(name, { ...rest, ...keyOptions });
      }),
    'automations profile set local --url http://127.0.0.1:4300/api',
    'automations profile set prod --url https://automations.example.com/api --key - < key.txt',
  );
  examples(
    profile
      .command('delete')
      .description('delete a profile')
      .argument('<profile>', nameArgument)
      .option('-y, --yes', 'do not ask')
      .action(async (name: string, options: { yes?: boolean }) =>
        (await import('./profile.ts')).deleteProfile(name, options),
      ),
    'automations profile delete staging',
  );
}
