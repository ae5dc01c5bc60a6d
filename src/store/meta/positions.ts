import type { Transaction } from 'kysely';
import type { Database } from '../schema.ts';

/** How far something of a name has come in what it reads. */
export interface Position {
  readonly name: string;
  readonly seq: number;
}

/** Moves positions; none of them back. */
export async function movePositions(
  trx: Transaction<Database>,
  positions: readonly Position[],
): Promise<void> {
  for (const { name, seq } of positions) {
    await trx
      .insertInto('positions')
      .values({ name, seq })
      .onConflict((c) => c.column('name').doUpdateSet({ seq }).where('positions.seq', '<', seq))
      .execute();
  }
}
