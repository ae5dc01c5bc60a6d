import { sql } from 'kysely';
import type {
  Automation,
  AutomationCreate,
  AutomationFilter,
  AutomationSort,
  AutomationTag,
} from '../../schemas/automations.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import type { NewEvent } from '../log.ts';
import { newObjectId } from '../ids.ts';
import {
  createAutomation,
  deleteAutomation,
  partitionAutomation,
  replaceAutomation,
  setAutomationEnabled,
  stopAutomation,
  type PartitionChange,
} from './automation-changes.ts';
import type { Cause } from './automation-events.ts';
import { matching, sorted } from './automation-query.ts';
import { setOwnedAutomations } from './owned-automations.ts';
import {
  toAutomation,
  toVersion,
  type AutomationDefinition,
  type AutomationReplacement,
} from './automation-rows.ts';

import { testFire, type TestRequest } from './test-fires.ts';

/** Which automations, in which order, and how many of them. */
export interface AutomationQuery {
  readonly filter?: AutomationFilter | null;
  /** `NAME_ASC` when absent. */
  readonly sort?: AutomationSort | null;
  readonly limit?: number | null;
  readonly offset?: number | null;
}

/** What an automation was at a place in the log. */
export interface AutomationState {
  readonly automationId: string;
  readonly version: number;
  readonly enabled: boolean;
  /** Over how many workflows its keys were spread. */
  readonly partitions: number;
  readonly definition: AutomationDefinition;
}

/** Automations. Every change appends its control entry and its event in the transaction that changes the row. */
export interface Automations {
  /** @throws {ConflictError} when an id was given that is or was in use. */
  create(body: AutomationCreate & { readonly id?: string }, cause?: Cause): Promise<Automation>;
  get(id: string): Promise<Automation | undefined>;
  /** The newest of this name. */
  getByName(name: string): Promise<Automation | undefined>;
  list(query?: AutomationQuery): Promise<Automation[]>;
  count(filter?: AutomationFilter | null): Promise<number>;
  /** Tags that contain a text, whatever its case; those of the most automations first. */
  tags(query: { readonly search: string; readonly limit: number }): Promise<AutomationTag[]>;
  /** Those that the resource owns, or that act on it (`prefect.deployment.<id>`) or through it (`prefect.block-document.<id>`). */
  relatedTo(resourceId: string): Promise<Automation[]>;
  /** @throws {NotFoundError} */
  replace(id: string, body: AutomationReplacement, cause?: Cause): Promise<Automation>;
  /** Does nothing when it is so already. @throws {NotFoundError} */
  setEnabled(id: string, enabled: boolean, cause?: Cause): Promise<Automation>;
  /** Pauses an automation and appends the event that says why; nothing when that event is there, or the automation is not. */
  stop(id: string, event: NewEvent): Promise<void>;
  /** Spreads its keys over more partitions; answers false when that has been done already, or it has been replaced since. */
  partition(id: string, change: PartitionChange): Promise<boolean>;
  /** Makes it fire once, as a test, without touching its windows; answers the id of the event that tells of it. @throws {NotFoundError} */
  testFire(id: string, request: TestRequest): Promise<string>;
  /** @throws {NotFoundError} */
  delete(id: string, cause?: Cause): Promise<void>;
  /**
   * Makes these the automations that the resource owns, all or nothing: what has the same name and says the same is left
   * alone, with its windows; the others are replaced, made and deleted.
   *
   * @returns them in the order given
   */
  setOwnedBy(resourceId: string, bodies: readonly AutomationCreate[], cause?: Cause): Promise<Automation[]>;
  /** Deletes what the resource owns, all or nothing; answers the ids. */
  deleteOwnedBy(resourceId: string, cause?: Cause): Promise<string[]>;
  /**
   * An automation as a version defined it, also of one replaced or deleted since, until retention removes it.
   * `enabled` is what the version began with.
   */
  version(id: string, version: number): Promise<Automation | undefined>;
  /** The automations that there were after the entry `seq` of the log, as they were then: a page of them, by id. */
  statesAt(
    seq: number,
    page?: { readonly after?: string; readonly limit?: number },
  ): Promise<AutomationState[]>;
  /** One of them; undefined when it was not there. */
  stateAt(seq: number, id: string): Promise<AutomationState | undefined>;
}

/** Automations over a database. */
export function createAutomations({ db, dialect }: Backend, queue: CommitQueue): Automations {
  /** Where a text is in another one, from 1; 0 when it is not. */
  const find = sql.raw(dialect === 'sqlite' ? 'instr' : 'strpos');
  return {
    create(body, cause = {}) {
      const id = (body.id ?? newObjectId()).toLowerCase();
      return queue.run((write) => createAutomation(write, id, body, cause));
    },
    async get(id) {
      const row = await db
        .selectFrom('automations')
        .selectAll()
        .where('id', '=', id.toLowerCase())
        .executeTakeFirst();
      return row && toAutomation(row);
    },
    async getByName(name) {
      const row = await db
        .selectFrom('automations')
        .selectAll()
        .where('name', '=', name)
        .orderBy('created', 'desc')
        .orderBy('id')
        .executeTakeFirst();
      return row && toAutomation(row);
    },
    async list({ filter, sort, limit, offset } = {}) {
      let query = sorted(db.selectFrom('automations').selectAll(), sort ?? 'NAME_ASC').where((eb) =>
        matching(eb, filter),
      );
      // SQLite knows no offset without a limit.
      if (limit != null || offset != null) query = query.limit(limit ?? Number.MAX_SAFE_INTEGER);
      if (offset != null) query = query.offset(offset);
      return (await query.execute()).map(toAutomation);
    },
    async count(filter) {
      const row = await db
        .selectFrom('automations')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where((eb) => matching(eb, filter))
        .executeTakeFirstOrThrow();
      return row.count;
    },
    tags({ search, limit }) {
      return db
        .selectFrom('automation_tags')
        .select((eb) => ['tag', eb.fn.countAll<number>().as('count')])
        .where(sql<boolean>`${find}(lower(tag), ${search.toLowerCase()}) > 0`)
        .groupBy('tag')
        .orderBy('count', 'desc')
        .orderBy('tag')
        .limit(limit)
        .execute();
    },
    async relatedTo(resourceId) {
      // Few ask for the automations that use a block: no index is kept for it.
      const block = /^prefect\.block-document\.([0-9a-f-]{36})$/.exec(resourceId)?.[1];
      if (block !== undefined) {
        const rows = await db
          .selectFrom('automations')
          .selectAll()
          .where(sql<boolean>`${find}(body, ${`"block_document_id":"${block}"`}) > 0`)
          .orderBy('name')
          .orderBy('id')
          .execute();
        return rows.map(toAutomation);
      }
      const rows = await db
        .selectFrom('automations')
        .selectAll('automations')
        .innerJoin('automation_resources', 'automation_resources.automation_id', 'automations.id')
        .where('automation_resources.resource_id', '=', resourceId)
        .orderBy('automations.name')
        .orderBy('automations.id')
        .execute();
      return rows.map(toAutomation);
    },
    replace: (id, body, cause = {}) =>
      queue.run((write) => replaceAutomation(write, id.toLowerCase(), body, cause)),
    setEnabled: (id, enabled, cause = {}) =>
      queue.run((write) => setAutomationEnabled(write, id.toLowerCase(), enabled, cause), {
        idempotent: true,
      }),
    stop: (id, event) =>
      queue.run((write) => stopAutomation(write, id.toLowerCase(), event), { idempotent: true }),
    partition: (id, change) =>
      queue.run((write) => partitionAutomation(write, id, change), { idempotent: true }),
    testFire: (id, request) =>
      queue.run((write) => testFire(write, id.toLowerCase(), request), { idempotent: true }),
    delete: (id, cause = {}) => queue.run((write) => deleteAutomation(write, id.toLowerCase(), cause)),
    setOwnedBy: (resourceId, bodies, cause = {}) =>
      queue.run((write) => setOwnedAutomations(write, resourceId, bodies, cause), { idempotent: true }),
    deleteOwnedBy: (resourceId, cause = {}) =>
      queue.run(
        async (write) => {
          const rows = await write.trx
            .selectFrom('automations')
            .select('id')
            .where('owner_resource', '=', resourceId)
            .orderBy('id')
            .execute();
          for (const { id } of rows) await deleteAutomation(write, id, cause);
          return rows.map(({ id }) => id);
        },
        { idempotent: true },
      ),
    async version(id, version) {
      const row = await db
        .selectFrom('automation_versions')
        .selectAll()
        .where('automation_id', '=', id.toLowerCase())
        .where('version', '=', version)
        .executeTakeFirst();
      return row && toVersion(row);
    },
    async statesAt(seq, { after = '', limit = Number.MAX_SAFE_INTEGER } = {}) {
      const rows = await states(db, seq)
        .where('state.automation_id', '>', after)
        .orderBy('state.automation_id')
        .limit(limit)
        .execute();
      return rows.map(toState);
    },
    async stateAt(seq, id) {
      const row = await states(db, seq)
        .where('state.automation_id', '=', id.toLowerCase())
        .executeTakeFirst();
      return row && toState(row);
    },
  };
}

/** What each automation was after an entry of the log, with the definition of that time; without those deleted. */
function states(db: Backend['db'], seq: number) {
  return db
    .selectFrom('automation_states as state')
    .innerJoin('automation_versions as version', (join) =>
      join
        .onRef('version.automation_id', '=', 'state.automation_id')
        .onRef('version.version', '=', 'state.version'),
    )
    .select([
      'state.automation_id',
      'state.version',
      'state.enabled',
      'state.partitions',
      'version.definition',
    ])
    .where('state.deleted', '=', 0)
    .where(
      'state.seq',
      '=',
      sql<number>`(select max(other.seq) from automation_states as other where other.automation_id = state.automation_id and other.seq <= ${seq})`,
    );
}

function toState(row: {
  automation_id: string;
  version: number;
  enabled: number;
  partitions: number;
  definition: string;
}): AutomationState {
  return {
    automationId: row.automation_id,
    version: row.version,
    enabled: row.enabled === 1,
    partitions: row.partitions,
    definition: JSON.parse(row.definition) as AutomationDefinition,
  };
}
