import { inParallel } from '../../events.ts';
import { now } from '../../sink.ts';
import type { PeerScenario } from './scenario.ts';

const AUTOMATIONS = 600;
const AT_ONCE = 4;

/** Automations created by four clients at once; each is answered when it is saved. */
export const creation: PeerScenario = {
  name: 'creation',
  figures: [
    { key: 'rate', what: 'automations created', unit: '1/s', better: 'more' },
    { key: 'cpu', what: 'CPU time per automation, all processes', unit: 'ms', better: 'less' },
  ],

  async run(system, sink, short) {
    const { api } = system;
    const block = await api.webhookBlock('sink', sink.url);
    const create = (count: number, name: string): Promise<void> =>
      inParallel(Array.from({ length: count }), AT_ONCE, async (_, index) => {
        const trigger = { expect: [`bench.${name}.${index}`], threshold: 1 };
        await api.automation(`${name} ${index}`, trigger, block, '{{ event.id }}');
      });
    await create(20, 'warm-up');
    const automations = short ? AUTOMATIONS / 5 : AUTOMATIONS;
    const before = system.cpu();
    const start = now();
    await create(automations, 'many');
    const elapsed = now() - start;
    return { rate: (automations * 1_000) / elapsed, cpu: (system.cpu() - before) / automations };
  },
};
