import { setTimeout as sleep } from 'node:timers/promises';

/** Inserts rows, and takes a second for that. */
export async function insert(rows: number): Promise<number> {
  await sleep(1_000);
  return rows;
}

/** Publishes a report. */
export async function publish(about: string): Promise<string> {
  return `report about ${about}`;
}
