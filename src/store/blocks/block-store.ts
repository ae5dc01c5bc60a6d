import type { Cipher } from '../../secrets/cipher.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { createBlockDocuments, type BlockDocuments } from './block-documents.ts';
import { createBlockSchemas, type BlockSchemas } from './block-schemas.ts';
import { createBlockTypes, type BlockTypes } from './block-types.ts';

/** Blocks: types, the schemas of their fields, and configured documents. */
export interface Blocks {
  readonly types: BlockTypes;
  readonly schemas: BlockSchemas;
  readonly documents: BlockDocuments;
}

/** Blocks over a database. */
export function createBlocks(backend: Backend, queue: CommitQueue, cipher?: Cipher): Blocks {
  return {
    types: createBlockTypes(backend, queue),
    schemas: createBlockSchemas(backend, queue),
    documents: createBlockDocuments(backend, queue, cipher),
  };
}
