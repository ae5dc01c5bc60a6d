import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import type { ReceivedEvent } from '../../schemas/events.ts';
import type { ApiTarget } from '../connection/target.ts';
import { CommandError, exitCodes } from '../failure.ts';
import { toYaml } from '../output/output.ts';
import type { Session } from '../session.ts';
import { eventFilter, type EventOptions } from './filter.ts';

/** What `automations events stream` can be told. */
export interface StreamOptions extends EventOptions {
  readonly count?: number;
}

const RETRY_MS = 1_000;
/** How far back a new connection looks, so that nothing is missed that came while there was none. */
const OVERLAP_MS = 15 * 60_000;

/** `automations events stream`: until Ctrl-C, or `--count` events; a broken connection is made again. */
export async function streamEvents({ api, out }: Session, options: StreamOptions): Promise<void> {
  const { count = Infinity, since } = options;
  const filter = eventFilter(options);
  const seen = new Set<string>();
  let shown = 0;
  const show = async (event: ReceivedEvent): Promise<boolean> => {
    if (seen.has(event.id)) return true;
    seen.add(event.id);
    if (seen.size > 100_000) seen.clear();
    if (out.format === 'json') process.stdout.write(`${JSON.stringify(event)}\n`);
    else if (out.format === 'yaml') process.stdout.write(`---\n${await toYaml(event)}`);
    else out.lines([lineOf(event, out)]);
    shown += 1;
    return shown < count;
  };
  for (let started: number | undefined; ;) {
    const backfill = since !== undefined || started !== undefined;
    const from =
      since === undefined && started !== undefined ? new Date(started - OVERLAP_MS).toISOString() : undefined;
    const occurred = from === undefined ? {} : { occurred: { since: from } };
    started = Date.now();
    const ending = await listen(api.target, { ...filter, ...occurred }, backfill, show);
    if (ending === 'enough') return;
    out.note(`connection lost (${ending}); trying again`);
    await sleep(RETRY_MS);
  }
}

/**
 * One connection.
 *
 * @param show - answers whether more is wanted
 * @returns `enough`, or why it broke
 * @throws CommandError when the server refuses the stream
 */
function listen(
  { url, key }: ApiTarget,
  filter: Record<string, unknown>,
  backfill: boolean,
  show: (event: ReceivedEvent) => Promise<boolean>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/events/out`, 'prefect', {
      ...(key !== undefined && { headers: { authorization: `Bearer ${key}` } }),
    });
    let reason = 'no answer';
    let turn = Promise.resolve(true);
    const refuse = (text: string): void => reject(new CommandError('refused', text, exitCodes.failure));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'auth', token: key ?? null })));
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as { type: string; event?: ReceivedEvent };
      if (message.type === 'auth_success') socket.send(JSON.stringify({ type: 'filter', filter, backfill }));
      const { event } = message;
      if (event === undefined) return;
      turn = turn.then(async (wanted) => {
        if (!wanted) return false;
        const more = await show(event);
        if (!more) {
          socket.terminate();
          resolve('enough');
        }
        return more;
      });
    });
    socket.on('unexpected-response', (_request, response) => {
      const { statusCode = 0 } = response;
      if (statusCode < 500) refuse(`The gateway at ${url} answered ${statusCode} to the event stream`);
      else resolve(`the gateway answered ${statusCode}`);
      socket.terminate();
    });
    socket.on(
      'error',
      (error) => (reason = error.message || (error as NodeJS.ErrnoException).code || reason),
    );
    socket.on('close', (code, text) => {
      if (code === 1002 || code === 1008) refuse(`The gateway refused the stream: ${text.toString()}`);
      else resolve(code === 1006 ? reason : `code ${code}`);
    });
  });
}

function lineOf(event: ReceivedEvent, { paint, plain }: Session['out']): string {
  const time = event.occurred.slice(11, 19);
  return `${paint('dim', time)}  ${paint('strong', plain(event.event))}  ${plain(event.resource['prefect.resource.id'] ?? '')}`;
}
