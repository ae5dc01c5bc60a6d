import { Option, type Command } from 'commander';
import { examples } from '../help.ts';
import { collect, wholeNumber } from '../input.ts';
import { withSession } from '../session.ts';
import type { IncidentOptions } from './incidents.ts';

const incidentArgument = 'name or id of an incident';
const severities = ['minor', 'low', 'moderate', 'high', 'critical'];

/** Adds `automations incidents …`. */
export function addIncidentCommands(program: Command): void {
  const incidents = program
    .command('incidents')
    .alias('incident')
    .description('disruptions that somebody, or an automation, has declared');
  examples(
    incidents
      .command('ls')
      .description('list incidents that go on, the latest first')
      .option('-a, --all', 'those that are resolved as well')
      .option('--severity <severity>', 'only those of this severity; repeatable', collect)
      .option('-l, --limit <n>', 'at most so many', wholeNumber, 50)
      .action(
        withSession(async (session, options: { all?: boolean; severity?: string[]; limit: number }) =>
          (await import('./incidents.ts')).listIncidents(session, options),
        ),
      ),
    'automations incidents ls',
    'automations incidents ls --all --severity critical',
  );
  examples(
    incidents
      .command('inspect')
      .description('show an incident whole')
      .argument('<incident>', incidentArgument)
      .action(
        withSession(async (session, _options, name: string) =>
          (await import('./incidents.ts')).inspectIncident(session, name),
        ),
      ),
    'automations incidents inspect "shop is down"',
  );
  const fields = (command: Command): Command =>
    command
      .option('--summary <text>', 'what is known')
      .addOption(new Option('--severity <severity>', 'how bad it is').choices(severities))
      .option('-t, --tag <tag>', 'a tag; repeatable', collect)
      .option('--related <role=id>', 'a resource that it is about; repeatable', collect);
  examples(
    fields(incidents.command('declare').alias('create').description('declare an incident'))
      .argument('<name>', 'what it is called')
      .action(
        withSession(async (session, options: IncidentOptions, name: string) =>
          (await import('./incidents.ts')).declareIncident(session, options, name),
        ),
      ),
    'automations incidents declare "shop is down" --severity critical',
  );
  examples(
    fields(incidents.command('update').description('change what is known of an incident'))
      .argument('<incident>', incidentArgument)
      .option('--name <name>', 'another name')
      .action(
        withSession(async (session, options: IncidentOptions, name: string) =>
          (await import('./incidents.ts')).updateIncident(session, options, name),
        ),
      ),
    'automations incidents update "shop is down" --summary "the database is full"',
  );
  for (const [name, what] of [
    ['acknowledge', 'somebody sees to it'],
    ['resolve', 'it is over'],
    ['reopen', 'it was not over'],
  ] as const) {
    examples(
      incidents
        .command(name)
        .description(what)
        .argument('<incident...>', incidentArgument)
        .action(
          withSession(async (session, _options, names: string[]) =>
            (await import('./incidents.ts')).changeIncidents(session, name, names),
          ),
        ),
      `automations incidents ${name} "shop is down"`,
    );
  }
}
