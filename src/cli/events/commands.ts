import type { Command } from 'commander';
import { examples } from '../help.ts';
import { collect, wholeNumber } from '../input.ts';
import { withSession } from '../session.ts';
import type { EmitOptions } from './emit.ts';
import type { EventOptions } from './filter.ts';
import type { StreamOptions } from './stream.ts';

const filters = (command: Command): Command =>
  command
    .option(
      '-e, --event <name>',
      'only events of this name, * at its end for any ending; repeatable',
      collect,
    )
    .option(
      '-r, --resource <id>',
      'only events about this resource, * at its end for any ending; repeatable',
      collect,
    )
    .option('--related <id>', 'only events with this related resource; repeatable', collect)
    .option('--since <time>', 'from then on: 2026-01-31T09:00:00Z, or 15m, 2h, 7d ago')
    .option('--until <time>', 'up to then');

/** Adds `automations events …`. */
export function addEventCommands(program: Command): void {
  const events = program
    .command('events')
    .alias('event')
    .description('what happens: send it, watch it, look it up');
  examples(
    events
      .command('emit')
      .description('send an event; returns when it is on disk')
      .argument('[event]', 'its name')
      .option('-r, --resource <id>', 'what it is about: an id, or an object of labels')
      .option('--label <key=value>', 'a label of the resource; repeatable', collect)
      .option('--related <role=id>', 'a related resource, or an object of its labels; repeatable', collect)
      .option('-p, --payload <object>', 'JSON or YAML; @file reads it, @- from standard input')
      .option('--id <uuid>', 'its id; one that is on record already is not stored again')
      .option('--occurred <time>', 'when, in ISO 8601; now when absent')
      .option('--follows <uuid>', 'the id of the event before it')
      .option('-f, --from-file <file>', 'whole events from a file, one or a list; - for standard input')
      .action(
        withSession(async (session, options: EmitOptions, name: string | undefined) =>
          (await import('./emit.ts')).emitEvents(session, options, name),
        ),
      ),
    'automations events emit heartbeat --resource pump.7',
    `automations events emit model.run --resource model.adhoc --payload '{"runs": 10}'`,
    'automations events emit -f events.json',
  );
  examples(
    filters(events.command('ls').description('list events, the latest first'))
      .option('--text <words>', 'only events that hold this text')
      .option('-l, --limit <n>', 'at most so many', wholeNumber, 50)
      .action(
        withSession(async (session, options: EventOptions & { limit: number; text?: string }) =>
          (await import('./list.ts')).listEvents(session, options),
        ),
      ),
    "automations events ls --event 'prefect.flow-run.*' --since 2h",
    'automations events ls --resource pump.7 -o json',
  );
  examples(
    filters(events.command('stream').description('watch events as they come, until Ctrl-C'))
      .option('-n, --count <n>', 'end after so many', wholeNumber)
      .action(
        withSession(async (session, options: StreamOptions) =>
          (await import('./stream.ts')).streamEvents(session, options),
        ),
      ),
    'automations events stream',
    "automations events stream --event 'prefect.automation.*' -o json",
  );
}
