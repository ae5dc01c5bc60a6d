import { subscribe, type ReceivedEvent } from '../../sdk/index.ts';
import { CommandError, exitCodes } from '../failure.ts';
import { toYaml } from '../output/output.ts';
import { readTime } from '../output/times.ts';
import type { Session } from '../session.ts';
import { eventFilter, type EventOptions } from './filter.ts';

/** What `automations events stream` can be told. */
export interface StreamOptions extends EventOptions {
  readonly count?: number;
}

/** `automations events stream`: until Ctrl-C, or `--count` events; after a break it goes on where it was. */
export async function streamEvents({ api, out }: Session, options: StreamOptions): Promise<void> {
  const { count = Infinity, since, until, ...which } = options;
  const filter = {
    ...eventFilter(which),
    ...(until !== undefined && { occurred: { until: readTime(until) } }),
  };
  let shown = 0;
  try {
    const events = subscribe(filter, {
      client: api.client,
      ...(since !== undefined && { since: readTime(since) }),
      onGap: () => out.note('events may be missing here: away for longer than the gateway keeps them'),
      onBreak: ({ message }) => out.note(`connection lost (${out.plain(message)}); trying again`),
    });
    for await (const event of events) {
      await show(event, out);
      shown += 1;
      if (shown >= count) return;
    }
  } catch (error) {
    throw api.inOurWords(error);
  }
  if (shown < count && Number.isFinite(count)) {
    throw new CommandError('stream_ended', `The stream ended after ${shown} events`, exitCodes.failure);
  }
}

/** JSON is one event a line, YAML one a document: both can be read as they come. */
async function show(event: ReceivedEvent, out: Session['out']): Promise<void> {
  if (out.format === 'json') process.stdout.write(`${JSON.stringify(event)}\n`);
  else if (out.format === 'yaml') process.stdout.write(`---\n${await toYaml(event)}`);
  else out.lines([lineOf(event, out)]);
}

function lineOf(event: ReceivedEvent, { paint, plain }: Session['out']): string {
  const time = event.occurred.slice(11, 19);
  const about = plain(event.resource['prefect.resource.id'] ?? '');
  return `${paint('dim', time)}  ${paint('strong', plain(event.event))}  ${about}`;
}
