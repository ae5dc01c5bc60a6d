import { expect, it } from 'vitest';
import { describeStores } from '../support/stores.ts';

describeStores('causes of flow runs', ({ clock, open }) => {
  it('are kept, the later one of a run, for as long as events are', async () => {
    const { runCauses, meta, retention, log } = await open();
    const many = Array.from({ length: 1_200 }, (_, n) => [`run.${n}`, { source: 'a', depth: n }] as const);
    await runCauses.put(new Map(many));
    await runCauses.put(new Map([['run.7', { source: 'b', depth: 3 }]]));
    expect(await runCauses.get('run.1199')).toEqual({ source: 'a', depth: 1199 });
    expect(await runCauses.get('run.7')).toEqual({ source: 'b', depth: 3 });
    expect(await runCauses.get('run.1200')).toBeUndefined();

    clock.advance(2 * 86_400_000);
    await runCauses.put(new Map([['new', { source: 'a', depth: 1 }]]));
    await meta.setDispatcherPosition(await log.head());
    await retention.run({ olderThanMs: 86_400_000 });
    expect(await runCauses.get('run.1199')).toBeUndefined();
    expect(await runCauses.get('new')).toEqual({ source: 'a', depth: 1 });
  });
});
