import type { Command } from 'commander';
import { examples } from '../help.ts';
import { collect } from '../input.ts';
import { withSession } from '../session.ts';
import type { BlockOptions } from './blocks.ts';

const blockArgument = 'type/name or id of a block';

/** Adds `automations blocks …`. */
export function addBlockCommands(program: Command): void {
  const blocks = program
    .command('blocks')
    .alias('block')
    .description('where actions go: addresses and credentials, encrypted at rest');
  examples(
    blocks
      .command('types')
      .description('list the types that blocks can have')
      .action(withSession(async (session) => (await import('./blocks.ts')).listTypes(session))),
    'automations blocks types',
  );
  examples(
    blocks
      .command('ls')
      .description('list blocks')
      .option('--type <type>', 'only those of this type')
      .action(
        withSession(async (session, options: { type?: string }) =>
          (await import('./blocks.ts')).listBlocks(session, options),
        ),
      ),
    'automations blocks ls --type slack-webhook',
  );
  examples(
    blocks
      .command('inspect')
      .description('show a block; its secrets stay masked')
      .argument('<block>', blockArgument)
      .action(
        withSession(async (session, _options, name: string) =>
          (await import('./blocks.ts')).inspectBlock(session, name),
        ),
      ),
    'automations blocks inspect slack-webhook/alerts',
  );
  const data = (command: Command): Command =>
    command
      .option('-s, --set <key=value>', 'a field; repeatable', collect)
      .option('--data <object>', 'fields as JSON or YAML; @file reads them, @- from standard input')
      .option('-f, --from-file <file>', 'fields from a YAML or JSON file, - for standard input');
  examples(
    data(blocks.command('create').description('create a block'))
      .argument('<type>', 'a type of `blocks types`')
      .argument('<name>', 'lower-case letters, digits and dashes')
      .action(
        withSession(async (session, options: BlockOptions, type: string, name: string) =>
          (await import('./blocks.ts')).createBlock(session, options, type, name),
        ),
      ),
    'automations blocks create webhook sink --set url=https://example.com/hook',
    'automations blocks create slack-webhook alerts --data @- < alerts.json',
  );
  examples(
    data(blocks.command('update').description('change fields of a block'))
      .argument('<block>', blockArgument)
      .option('--replace', 'fields that are not given are removed')
      .action(
        withSession(async (session, options: BlockOptions, name: string) =>
          (await import('./blocks.ts')).updateBlock(session, options, name),
        ),
      ),
    'automations blocks update webhook/sink --set method=PUT',
  );
  examples(
    blocks
      .command('delete')
      .description('delete a block')
      .argument('<block>', blockArgument)
      .option('-y, --yes', 'do not ask')
      .action(
        withSession(async (session, options: { yes?: boolean }, name: string) =>
          (await import('./blocks.ts')).deleteBlock(session, options, name),
        ),
      ),
    'automations blocks delete webhook/sink',
  );
}
