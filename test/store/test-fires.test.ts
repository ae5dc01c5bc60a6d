import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { NotFoundError } from '../../src/errors.ts';
import { automationBody } from '../support/store-fixtures.ts';
import { describeStores } from '../support/stores.ts';

describeStores('tests of automations', ({ open }) => {
  it('stand in the log once, however often they are asked for', async () => {
    const store = await open();
    const { id } = await store.automations.create(automationBody());
    const before = await store.log.head();
    const request = { firing: randomUUID(), recorded: null, given: null, labels: {} };
    const [one, two] = await Promise.all([
      store.automations.testFire(id, request),
      store.automations.testFire(id, request),
    ]);
    const three = await store.automations.testFire(id.toUpperCase(), request);
    expect(new Set([one, two, three]).size).toBe(1);
    const entries = await store.log.read(before, 10);
    expect(entries.map(({ kind }) => kind)).toEqual(['control', 'event']);
    expect(entries[0]).toMatchObject({
      automationId: id,
      control: {
        type: 'test-fired',
        version: 1,
        test: { firing: request.firing, request: one, event: null },
      },
    });
    expect(entries[1]).toMatchObject({
      origin: id,
      event: { id: one, event: 'prefect.automation.test-fired' },
    });
    // It is no change of the automation.
    expect(await store.automations.stateAt(await store.log.head(), id)).toMatchObject({
      version: 1,
      enabled: true,
    });
  });

  it('need an automation', async () => {
    const store = await open();
    const request = { firing: randomUUID(), recorded: null, given: null, labels: {} };
    await expect(store.automations.testFire(randomUUID(), request)).rejects.toThrow(NotFoundError);
    expect(await store.log.head()).toBe(0);
  });
});
