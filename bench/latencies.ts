import { setTimeout as sleep } from 'node:timers/promises';
import { now, type Sink } from './sink.ts';

/** Sends one thing and notes when, by the text with which it will arrive. */
export type Send = (sent: Map<string, number>) => Promise<void>;

/** Sends at a steady rate, whether or not answers have come; answers when each was sent. */
export async function sendSteadily(
  { rate, count }: { rate: number; count: number },
  send: Send,
): Promise<Map<string, number>> {
  const sent = new Map<string, number>();
  const sending: Promise<void>[] = [];
  const start = now();
  for (let index = 0; index < count; index += 1) {
    await sleep(Math.max(0, start + (index * 1_000) / rate - now()));
    sending.push(send(sent));
  }
  await Promise.all(sending);
  return sent;
}

/** Sends at a steady rate; answers the ms between sending and arrival. */
export async function latencies(
  sink: Sink,
  stream: { rate: number; count: number },
  send: Send,
): Promise<number[]> {
  sink.clear();
  const sent = await sendSteadily(stream, send);
  await sink.waitFor(stream.count, 30_000);
  return sink.arrivals.map(({ body, at }) => at - sent.get(body)!);
}
