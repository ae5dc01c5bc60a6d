import { expect, it } from 'vitest';
import { registerBlockTypes } from '../../src/gateway/blocks/register.ts';
import { builtInBlockTypes } from '../../src/notifiers/index.ts';
import { describeStores } from '../support/stores.ts';

describeStores('block types', ({ open }) => {
  it('are registered once by gateways that start at the same time', async () => {
    const stores = [await open(), await open(), await open()];
    await Promise.all(stores.map(registerBlockTypes));
    expect(await stores[0]!.blocks.types.list({})).toHaveLength(builtInBlockTypes.length);
    for (const store of stores) await store.close();
  });
});
