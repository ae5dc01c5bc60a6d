import type { CommitQueue } from '../commit-queue.ts';

/** Named leases: at most one owner at a time, for as long as it renews. */
export interface Leases {
  /** Takes the lease, or renews one's own; false while another owner's holds. */
  tryAcquire(name: string, owner: string, ttlMs: number): Promise<boolean>;
  /** Renews one's own lease; false when it was lost. */
  renew(name: string, owner: string, ttlMs: number): Promise<boolean>;
  /** Gives up one's own lease. */
  release(name: string, owner: string): Promise<void>;
}

/** Leases over a database, by its clock. */
export function createLeases(queue: CommitQueue): Leases {
  const idempotent = { idempotent: true };
  return {
    tryAcquire: (name, owner, ttlMs) =>
      queue.run(async ({ trx, now }) => {
        const taken = await trx
          .insertInto('leases')
          .values({ name, owner, expires: now + ttlMs })
          .onConflict((c) =>
            c
              .column('name')
              .doUpdateSet({ owner, expires: now + ttlMs })
              .where((eb) => eb.or([eb('leases.owner', '=', owner), eb('leases.expires', '<=', now)])),
          )
          .returning('owner')
          .executeTakeFirst();
        return taken !== undefined;
      }, idempotent),
    renew: (name, owner, ttlMs) =>
      queue.run(async ({ trx, now }) => {
        const renewed = await trx
          .updateTable('leases')
          .set({ expires: now + ttlMs })
          .where('name', '=', name)
          .where('owner', '=', owner)
          .returning('owner')
          .executeTakeFirst();
        return renewed !== undefined;
      }, idempotent),
    release: (name, owner) =>
      queue.run(async ({ trx }) => {
        await trx.deleteFrom('leases').where('name', '=', name).where('owner', '=', owner).execute();
      }, idempotent),
  };
}
