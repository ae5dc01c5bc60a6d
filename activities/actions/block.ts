import { AutomationError } from '../../src/errors.ts';
import type { ActionServices } from '../services.ts';

/** A block ready for use: its type's slug and its data with secrets in clear. Never to be logged. */
export interface LoadedBlock {
  readonly slug: string;
  readonly data: Record<string, unknown>;
}

/**
 * Loads the block an action names, with the related resources that its events mention.
 *
 * @throws AutomationError, final, when the block document does not exist
 */
export async function loadBlock(
  id: string,
  services: ActionServices,
): Promise<{ block: LoadedBlock; related: Record<string, string>[] }> {
  const found = await services.blocks.load(id);
  if (!found)
    throw new AutomationError('block_missing', `Block document ${id} not found`, { httpStatus: 404 });
  const { slug, data, name } = found;
  return {
    block: { slug, data },
    related: [
      {
        'prefect.resource.id': `prefect.block-document.${id}`,
        'prefect.resource.role': 'block',
        'prefect.resource.name': name ?? '',
      },
      { 'prefect.resource.id': `prefect.block-type.${slug}`, 'prefect.resource.role': 'block-type' },
    ],
  };
}
