import type { Command } from 'commander';
import { examples } from '../help.ts';
import { withSession } from '../session.ts';
import type { WebhookOptions } from './webhooks.ts';

const webhookArgument = 'name or id of a webhook';

/** Adds `automations webhooks …`. */
export function addWebhookCommands(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .alias('webhook')
    .description('addresses that turn HTTP calls into events');
  examples(
    webhooks
      .command('ls')
      .description('list webhooks')
      .action(withSession(async (session) => (await import('./webhooks.ts')).listWebhooks(session))),
    'automations webhooks ls',
  );
  examples(
    webhooks
      .command('inspect')
      .description('show a webhook with its address')
      .argument('<webhook>', webhookArgument)
      .action(
        withSession(async (session, _options, name: string) =>
          (await import('./webhooks.ts')).inspectWebhook(session, name),
        ),
      ),
    'automations webhooks inspect github',
  );
  const change = (command: Command): Command =>
    command
      .option('-d, --description <text>', 'what it is for')
      .option('--template <text>', 'the template that makes an event of a call')
      .option('-f, --from-file <file>', 'the template from a file, - for standard input')
      .option('--enabled', 'takes calls')
      .option('--disabled', 'answers 404');
  examples(
    change(webhooks.command('create').description('create a webhook').argument('<name>', 'its name')).action(
      withSession(async (session, options: WebhookOptions, name: string) =>
        (await import('./webhooks.ts')).createWebhook(session, options, name),
      ),
    ),
    'automations webhooks create github -f github.template',
  );
  examples(
    change(webhooks.command('update').description('change a webhook'))
      .argument('<webhook>', webhookArgument)
      .option('--name <name>', 'another name')
      .action(
        withSession(async (session, options: WebhookOptions, name: string) =>
          (await import('./webhooks.ts')).updateWebhook(session, options, name),
        ),
      ),
    'automations webhooks update github -f github.template',
    'automations webhooks update github --disabled',
  );
  examples(
    webhooks
      .command('rotate')
      .description('give a webhook another address; the old one ends at once')
      .argument('<webhook>', webhookArgument)
      .option('-y, --yes', 'do not ask')
      .action(
        withSession(async (session, options: { yes?: boolean }, name: string) =>
          (await import('./webhooks.ts')).rotateWebhook(session, options, name),
        ),
      ),
    'automations webhooks rotate github',
  );
  examples(
    webhooks
      .command('delete')
      .description('delete a webhook')
      .argument('<webhook>', webhookArgument)
      .option('-y, --yes', 'do not ask')
      .action(
        withSession(async (session, options: { yes?: boolean }, name: string) =>
          (await import('./webhooks.ts')).deleteWebhook(session, options, name),
        ),
      ),
    'automations webhooks delete github',
  );
  examples(
    webhooks
      .command('requests')
      .description('the latest calls of a webhook and what came of them')
      .argument('<webhook>', webhookArgument)
      .action(
        withSession(async (session, _options, name: string) =>
          (await import('./webhooks.ts')).listRequests(session, name),
        ),
      ),
    'automations webhooks requests github -o json',
  );
}
