import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCeiling } from './ceiling/ceiling.ts';
import type { Measured } from './figure.ts';
import type { BenchOptions } from './options.ts';
import { startProduct } from './product.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { startSink } from './sink.ts';

/** What {@link measureScenario} works with. */
export interface RunOptions extends BenchOptions {
  /** A new folder for the data of both sides. */
  readonly folder: string;
  readonly cacheDir: string;
}

/** Runs a scenario on the product and then, when that has stopped, on bare Temporal. */
export async function measureScenario(
  scenario: Scenario,
  options: RunOptions,
): Promise<{ product: Measured; ceiling: Measured }> {
  const sink = await startSink();
  try {
    return {
      product: await measureProduct(),
      ceiling: options.ceiling ? await measureCeiling() : {},
    };
  } finally {
    await sink.close();
  }

  async function measureProduct(): Promise<Measured> {
    const product = await startProduct({ ...options, folder: newFolder('product') });
    try {
      return await scenario.product(product, sink, options.short);
    } finally {
      await product.api.close();
      await product.stop();
    }
  }

  async function measureCeiling(): Promise<Measured> {
    const ceiling = await startCeiling(newFolder('ceiling'), options.cacheDir);
    try {
      return await scenario.ceiling(ceiling, sink, options.short);
    } finally {
      await ceiling.stop();
    }
  }

  function newFolder(name: string): string {
    const folder = join(options.folder, name);
    mkdirSync(folder);
    return folder;
  }
}
