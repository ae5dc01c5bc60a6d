import { setTimeout as sleep } from 'node:timers/promises';
import type { PostedEvent } from '../api.ts';
import { inParallel, sampleEvent } from '../events.ts';
import type { FigureSpec, Measured } from '../figure.ts';
import type { Product } from '../product.ts';
import { openTemporalData, untilSettled } from '../settled.ts';
import { now } from '../sink.ts';

const EVENTS = 200_000;
const SHORT = 20_000;
const EVENTS_A_POST = 500;
const POSTS_AT_ONCE = 4;
/** Bodies are made before the clock starts, and sent in rounds so that they need not all be in memory. */
const ROUND = 100_000;

/** What becomes of events that concern none of the automations that are there. */
export const ignoredFigures: readonly FigureSpec[] = [
  {
    key: 'ignored',
    what: 'events that concern none of them, acknowledged',
    unit: '1/s',
    expected: { atLeast: 40_000 },
  },
  { key: 'ignoredRouted', what: 'of these: seen by the dispatcher', unit: '1/s' },
  { key: 'ignoredProgram', what: 'CPU time per 1,000 of these, our process', unit: 'ms' },
  { key: 'ignoredSignals', what: 'signals sent for them', unit: 'signals', expected: { atMost: 0 } },
];

/** Sends events that concern nobody, and looks in Temporal's own database whether anybody was told. */
export async function ignore(product: Product, short: boolean): Promise<Measured> {
  const total = short ? SHORT : EVENTS;
  await product.api.post([sampleEvent('bench.tick')]);
  await untilSettled(product.dataDir);
  // The workflow's task has to end before its signals are in the history.
  await sleep(1_000);
  const told = signals(product);
  if (told === 0) throw new Error('the signal of an event that concerns an automation is not found');
  let acknowledged = 0;
  let routed = 0;
  let program = 0;
  for (let sent = 0; sent < total; sent += ROUND) {
    const bodies = Array.from({ length: Math.min(ROUND, total - sent) / EVENTS_A_POST }, (_, post) =>
      Buffer.from(
        JSON.stringify(
          Array.from({ length: EVENTS_A_POST }, (__, index) => stranger(sent + post * EVENTS_A_POST + index)),
        ),
      ),
    );
    const before = product.cpu();
    const start = now();
    await inParallel(bodies, POSTS_AT_ONCE, (body) => product.api.postBody(body));
    acknowledged += now() - start;
    await untilSettled(product.dataDir);
    routed += now() - start;
    program += product.cpu().program - before.program;
  }
  await sleep(1_000);
  return {
    ignored: (total * 1_000) / acknowledged,
    ignoredRouted: (total * 1_000) / routed,
    ignoredProgram: (program * 1_000) / total,
    ignoredSignals: signals(product) - told,
  };
}

/** Events of kinds that many automations of the mix wait for, of resources that none of them names; and of kinds of their own. */
function stranger(index: number): PostedEvent {
  switch (index % 4) {
    case 0:
      return sampleEvent('prefect.flow-run.Completed', `bench.stranger.${index}`);
    case 1:
      return sampleEvent('prefect.flow-run.Failed', `prefect.flow-run.${index}`);
    case 2:
      return sampleEvent('bench.login.failed', `bench.stranger.${index % 100}`);
    default:
      return sampleEvent(`bench.stranger-${index % 1_000}.moved`, `bench.stranger.${index}`);
  }
}

/** Signals in the histories that told of events. Those of barriers come from deadlines that pass meanwhile. */
function signals({ dataDir }: Product): number {
  const data = openTemporalData(dataDir);
  try {
    return data.number(`select count(*) from history_node where instr(data, cast('"matches":' as blob)) > 0`);
  } finally {
    data.close();
  }
}
