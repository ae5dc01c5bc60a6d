import type { Backend } from '../backends/backend.ts';
import type { FiringStore } from './types.ts';

/**
 * The right to attempt an action, so that two workers do not at the same time. A store of one process (SQLite) grants
 * it always: there the attempts know of each other.
 */
export function createClaims({ db, dialect, now }: Backend): Pick<FiringStore, 'claim' | 'release'> {
  if (dialect === 'sqlite') {
    return {
      claim: () => Promise.resolve({ granted: true }),
      release: () => Promise.resolve(),
    };
  }
  return {
    async claim(firingId, index, owner, ttlMs) {
      const at = await now();
      const row = { firing_id: firingId, idx: index, owner, expires: at + ttlMs };
      const taken = await db
        .insertInto('action_claims')
        .values(row)
        .onConflict((c) =>
          c
            .columns(['firing_id', 'idx'])
            .doUpdateSet({ owner: row.owner, expires: row.expires })
            .where((eb) =>
              eb.or([eb('action_claims.owner', '=', owner), eb('action_claims.expires', '<=', at)]),
            ),
        )
        .returning('owner')
        .executeTakeFirst();
      if (taken !== undefined) return { granted: true };
      const holder = await db
        .selectFrom('action_claims')
        .select('expires')
        .where('firing_id', '=', firingId)
        .where('idx', '=', index)
        .executeTakeFirst();
      // Released in between: whoever asks again gets it.
      return { granted: false, heldUntil: holder?.expires ?? at };
    },
    async release(firingId, index, owner) {
      await db
        .deleteFrom('action_claims')
        .where('firing_id', '=', firingId)
        .where('idx', '=', index)
        .where('owner', '=', owner)
        .execute();
    },
  };
}
