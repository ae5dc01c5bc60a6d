import { NotFoundError } from '../../errors.ts';
import type { TestFire } from '../../evaluation/items.ts';
import type { Event } from '../../schemas/events.ts';
import { formatTime } from '../../schemas/times.ts';
import { derivedId } from '../ids.ts';
import type { AutomationControl } from '../log.ts';
import { toDraft } from '../log/entry.ts';
import type { Write } from '../log/write.ts';

/** What a test is to fire on. */
export interface TestRequest {
  /** The same for the same test, unique for each: the firing's id. */
  readonly firing: string;
  /** A recorded event. */
  readonly recorded: TestFire['event'];
  /** An event that was never recorded, and that nothing else is to see. */
  readonly given: (Event & { readonly received: string }) | null;
  /** The values of `for_each` in the event. */
  readonly labels: Record<string, string>;
}

/**
 * Puts into the log that an automation is to fire once, with the event that tells of it; a request that is there already
 * changes nothing.
 *
 * @returns the id of that event
 * @throws NotFoundError when there is no such automation
 */
export async function testFire(write: Write, id: string, request: TestRequest): Promise<string> {
  const { firing, recorded, given, labels } = request;
  const requestId = derivedId('test-fire', id, firing);
  if (await write.has(requestId)) return requestId;
  const row = await write.trx
    .selectFrom('automations')
    .select(['name', 'version'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new NotFoundError('Automation');
  const control: AutomationControl = {
    type: 'test-fired',
    version: row.version,
    test: { firing, request: requestId, event: recorded, labels },
  };
  await write.mark('control', id, control);
  const event = given ?? recorded;
  await write.append([
    toDraft({
      event: {
        id: requestId,
        occurred: formatTime(write.at),
        event: 'prefect.automation.test-fired',
        resource: { 'prefect.resource.id': `prefect.automation.${id}`, 'prefect.resource.name': row.name },
        related:
          event === null
            ? []
            : [
                {
                  'prefect.resource.id': `prefect.event.${event.id}`,
                  'prefect.resource.role': 'triggering-event',
                },
              ],
        payload: { firing, ...(given !== null && { event: given }) },
        follows: null,
      },
      origin: id,
    }),
  ]);
  return requestId;
}
