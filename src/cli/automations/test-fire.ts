import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Firing } from '../../schemas/firings.ts';
import { isObject } from '../../schemas/scalars.ts';
import { CommandError, usageError } from '../failure.ts';
import { readDocument } from '../input.ts';
import { startProgress } from '../output/progress.ts';
import type { Session } from '../session.ts';
import { findAutomation } from './find.ts';

/** What `automations test-fire` can be told. */
export interface TestFireOptions {
  readonly event?: string;
  readonly fromFile?: string;
  readonly wait: boolean;
  readonly timeout: number;
}

const POLL_MS = 200;

/** `automations test-fire`: what its actions came to; one that failed is a failure. */
export async function testFire({ api, out }: Session, options: TestFireOptions, name: string): Promise<void> {
  const { event: eventId, fromFile, wait, timeout } = options;
  if (eventId !== undefined && fromFile !== undefined)
    throw usageError('--event or --from-file: one of the two');
  const event = fromFile === undefined ? undefined : await eventIn(fromFile);
  const { id, name: whole } = await findAutomation(api, name);
  const fired = await api.post<{ firing_id: string }>(`/automations/${id}/test-fire`, {
    key: randomUUID(),
    ...(eventId !== undefined && { event_id: eventId }),
    ...(event !== undefined && { event }),
  });
  if (!wait) return out.done(out.plain(`test of ${whole} asked for: firing ${fired.firing_id}`), fired);
  const firing = await ended(api, fired.firing_id, timeout);
  const lines = firing.actions.map(
    ({ index, type, state, reason }) => `  ${index} ${type}: ${state}${reason === null ? '' : `, ${reason}`}`,
  );
  await out.done(
    [`tested ${out.plain(whole)} (firing ${firing.id})`, ...lines.map((line) => `  ${out.plain(line)}`)].join(
      '\n',
    ),
    firing,
  );
  const failed = firing.actions.filter(({ state }) => state === 'failed').length;
  if (failed > 0)
    throw new CommandError('test_failed', `${failed} of ${firing.actions.length} actions failed`);
}

/** The firing with all its actions ended. @throws CommandError when the time is over first */
async function ended(api: Session['api'], id: string, timeoutSeconds: number): Promise<Firing> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  const progress = startProgress();
  try {
    for (;;) {
      const firing = await api.get<Firing>(`/firings/${id}`).catch((error: unknown) => {
        // It is there as soon as the automation has got to it.
        if (error instanceof CommandError && error.code === 'not_found') return undefined;
        throw error;
      });
      const open = firing?.actions.filter(({ state }) => state === 'pending').length;
      if (firing !== undefined && open === 0) return firing;
      const state = open === undefined ? 'the automation has not got to it' : `${open} actions are not done`;
      if (Date.now() >= deadline) {
        throw new CommandError(
          'test_not_ended',
          `After ${timeoutSeconds} s ${state} (firing ${id}); does a worker run?`,
        );
      }
      if (process.stderr.isTTY) progress.say(`waiting: ${state} …`);
      await sleep(POLL_MS);
    }
  } finally {
    progress.end();
  }
}

/** What the file leaves out, id and time, is filled in. */
async function eventIn(path: string): Promise<Record<string, unknown>> {
  const event = await readDocument(path);
  if (!isObject(event)) throw usageError(`${path}: must hold one event`);
  return { id: randomUUID(), occurred: new Date().toISOString(), ...event };
}
