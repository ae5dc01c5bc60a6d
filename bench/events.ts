import { randomUUID } from 'node:crypto';
import type { PostedEvent } from './api.ts';

/** An event of about 600 bytes as JSON: the size of a flow run's. */
export function sampleEvent(name: string, resource = 'bench.resource.1'): PostedEvent {
  return {
    id: randomUUID(),
    occurred: new Date().toISOString(),
    event: name,
    resource: {
      'prefect.resource.id': resource,
      'prefect.resource.name': 'nightly-load',
      'bench.region': 'eu-central-1',
      'bench.team': 'data-platform',
      'bench.state-name': 'Completed',
    },
    payload: {
      initial_state: { type: 'RUNNING', name: 'Running', message: 'Run was started by the schedule' },
      validated_state: { type: 'COMPLETED', name: 'Completed', message: 'All states completed.' },
      run_count: 1,
      parameters: { source: 's3://bucket/path/to/input', rows: 120_394 },
    },
  };
}

/** Runs `task` for each item, `width` at a time, in order. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  task: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      await task(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}
