import type { SelectQueryBuilder } from 'kysely';
import { ConflictError, NotFoundError } from '../../errors.ts';
import type {
  Incident,
  IncidentCreate,
  IncidentFilter,
  IncidentPatch,
  IncidentSort,
} from '../../schemas/incidents.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { newObjectId } from '../ids.ts';
import { toDraft } from '../log/entry.ts';
import type { Write } from '../log/write.ts';
import type { Database, IncidentTable } from '../schema.ts';
import { readTime } from '../time.ts';
import { incidentEvent, type IncidentCause, type IncidentEventKind } from './incident-events.ts';
import { changedFields, patchedRow, toIncident, type IncidentBody } from './incident-rows.ts';

/** Which incidents, in which order, and how many of them. */
export interface IncidentQuery {
  readonly filter?: IncidentFilter | null;
  /** `START_TIME_DESC` when absent. */
  readonly sort?: IncidentSort;
  readonly limit?: number | null;
  readonly offset?: number | null;
}

/** Incidents. Every change appends its event in the transaction that changes the row. */
export interface Incidents {
  /** Declares an incident; one whose id is there already is answered as it is, and nothing happens. */
  declare(
    body: IncidentCreate & { readonly id?: string; readonly declared_by?: string | null },
    cause?: IncidentCause,
  ): Promise<Incident>;
  get(id: string): Promise<Incident | undefined>;
  list(query?: IncidentQuery): Promise<Incident[]>;
  count(filter?: IncidentFilter | null): Promise<number>;
  /** An event for each field that changes. @throws {NotFoundError} */
  patch(id: string, body: IncidentPatch): Promise<Incident>;
  /** Nothing happens when it is so already. @throws {NotFoundError} @throws {ConflictError} when it is resolved. */
  acknowledge(id: string): Promise<Incident>;
  /** Nothing happens when it is so already. @throws {NotFoundError} */
  resolve(id: string): Promise<Incident>;
  /** Makes a resolved incident active; of others nothing is changed. @throws {NotFoundError} */
  reopen(id: string): Promise<Incident>;
}

/** Incidents over a database. */
export function createIncidents({ db }: Backend, queue: CommitQueue): Incidents {
  return {
    declare: ({ id = newObjectId(), declared_by = null, ...body }, cause = {}) =>
      queue.run(
        async (write) => {
          const known = await findRow(write, id);
          if (known !== undefined) return toIncident(known);
          const row = newRow(write, id, body, declared_by);
          await write.trx.insertInto('incidents').values(row).execute();
          await tell(write, row, ['declared'], cause);
          return toIncident(row);
        },
        // With an id that was given out before the first try, a second one finds what the first one did.
        { idempotent: true },
      ),
    async get(id) {
      const row = await db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toIncident(row);
    },
    async list({ filter, sort = 'START_TIME_DESC', limit, offset } = {}) {
      let query = sorted(matching(db.selectFrom('incidents').selectAll(), filter), sort);
      if (limit != null) query = query.limit(limit).offset(offset ?? 0);
      return (await query.execute()).map(toIncident);
    },
    async count(filter) {
      const query = db.selectFrom('incidents').select((eb) => eb.fn.countAll<number>().as('count'));
      return Number((await matching(query, filter).executeTakeFirstOrThrow()).count);
    },
    patch: (id, body) =>
      queue.run(async (write) => {
        const old = await readRow(write, id);
        const changed = changedFields(toIncident(old), body);
        return change(write, old, changed.length === 0 ? null : patchedRow(old, body), () =>
          changed.map((field) => `updated.${field}` as const),
        );
      }),
    acknowledge: (id) =>
      queue.run(async (write) => {
        const old = await readRow(write, id);
        if (old.status === 'resolved') throw new ConflictError('The incident is resolved');
        const isNew = old.status !== 'acknowledged';
        const row = { ...old, status: 'acknowledged', acknowledged: write.at };
        return change(write, old, isNew ? row : null, () => ['acknowledged']);
      }),
    resolve: (id) =>
      queue.run(async (write) => {
        const old = await readRow(write, id);
        const row = { ...old, status: 'resolved', ended: write.at };
        return change(write, old, old.status === 'resolved' ? null : row, () => ['resolved']);
      }),
    reopen: (id) =>
      queue.run(async (write) => {
        const old = await readRow(write, id);
        const row = { ...old, status: 'active', acknowledged: null, ended: null };
        return change(write, old, old.status === 'resolved' ? row : null, () => ['reopened']);
      }),
  };
}

function newRow(write: Write, id: string, body: IncidentCreate, declaredBy: string | null): IncidentTable {
  const { name, severity, start_time, summary, tags, related_resources } = body;
  const rest: IncidentBody = { summary, tags, related_resources, declared_by: declaredBy };
  return {
    id,
    name,
    status: 'active',
    severity,
    revision: 1,
    started: start_time === null ? write.at : readTime(start_time),
    acknowledged: null,
    ended: null,
    created: write.at,
    updated: write.at,
    body: JSON.stringify(rest),
  };
}

/** Writes a changed row and tells of it; null means that there is nothing to change. */
async function change(
  write: Write,
  old: IncidentTable,
  changed: IncidentTable | null,
  kinds: () => readonly IncidentEventKind[],
): Promise<Incident> {
  if (changed === null) return toIncident(old);
  const row = { ...changed, revision: old.revision + 1, updated: write.at };
  await write.trx.updateTable('incidents').set(row).where('id', '=', row.id).execute();
  await tell(write, row, kinds(), {});
  return toIncident(row);
}

async function tell(
  write: Write,
  row: IncidentTable,
  kinds: readonly IncidentEventKind[],
  cause: IncidentCause,
): Promise<void> {
  const incident = toIncident(row);
  await write.append(
    kinds.map((kind) => toDraft(incidentEvent(kind, incident, row.revision, write.at, cause))),
  );
}

async function findRow(write: Write, id: string): Promise<IncidentTable | undefined> {
  return write.trx.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
}

async function readRow(write: Write, id: string): Promise<IncidentTable> {
  const row = await findRow(write, id);
  if (row === undefined) throw new NotFoundError('Incident');
  return row;
}

type Query<O> = SelectQueryBuilder<Database, 'incidents', O>;

function matching<O>(query: Query<O>, filter: IncidentFilter | null | undefined): Query<O> {
  if (filter == null) return query;
  let found = query;
  for (const field of ['id', 'name', 'status', 'severity'] as const) {
    const values = filter[field]?.any_;
    // A list without any value means nothing at all; SQL would not even take it.
    if (values != null) found = found.where(field, 'in', values.length === 0 ? [''] : values);
  }
  const { after_, before_ } = filter.start_time ?? { after_: null, before_: null };
  if (after_ !== null) found = found.where('started', '>=', readTime(after_));
  if (before_ !== null) found = found.where('started', '<=', readTime(before_));
  return found;
}

function sorted<O>(query: Query<O>, sort: IncidentSort): Query<O> {
  switch (sort) {
    case 'START_TIME_DESC':
      return query.orderBy('started', 'desc').orderBy('id');
    case 'START_TIME_ASC':
      return query.orderBy('started').orderBy('id');
    case 'UPDATED_DESC':
      return query.orderBy('updated', 'desc').orderBy('id');
    case 'NAME_ASC':
      return query.orderBy('name').orderBy('id');
  }
}
