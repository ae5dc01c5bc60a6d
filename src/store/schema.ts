import type { Generated } from 'kysely';
import type { ObjectTables } from './objects/tables.ts';

/**
 * The tables, one interface each. What holds in all of them: times are epoch milliseconds (double),
 * booleans are 0 or 1 (SQLite binds no booleans), JSON is text, ids are lower-case UUIDs as text.
 */
export interface Database extends ObjectTables {
  log: LogTable;
  log_head: LogHeadTable;
  automations: AutomationTable;
  automation_tags: { automation_id: string; tag: string };
  automation_resources: { automation_id: string; resource_id: string; owned: number };
  automation_versions: AutomationVersionTable;
  automation_states: AutomationStateTable;
  firings: FiringTable;
  firing_events: FiringEventTable;
  firing_actions: FiringActionTable;
  action_claims: ActionClaimTable;
  snapshots: SnapshotTable;
  block_types: BlockTypeTable;
  block_schemas: BlockSchemaTable;
  block_documents: BlockDocumentTable;
  webhooks: WebhookTable;
  webhook_requests: WebhookRequestTable;
  variables: VariableTable;
  incidents: IncidentTable;
  run_causes: { run: string; source: string; depth: number; noted: number };
  positions: { name: string; seq: number };
  leases: { name: string; owner: string; expires: number };
  meta: { key: string; value: string };
}

/** One row an entry. A held follower has a negative `seq` until it gets its place. */
export interface LogTable {
  seq: number;
  kind: 'event' | 'control' | 'barrier' | 'online';
  /** The event's id; null for everything but events. */
  id: string | null;
  at: number;
  lag: number;
  /** Highest time that the events' clock (clock less lag) had shown when this got its turn, epoch ms. */
  reached: number;
  /** What it showed just before, epoch ms: less than `reached` after a late event. */
  shown: number;
  received: number;
  occurred: number | null;
  /**
   * The events' clock (highest `min(occurred, received)` so far) just after this event arrived; null for all but the last
   * of those that arrived together.
   */
  clock: number | null;
  event: string | null;
  resource_id: string | null;
  follows: string | null;
  origin: string | null;
  depth: number;
  automation_id: string | null;
  /** JSON: the event without `received`, the control, or `{downSince}`. */
  body: string | null;
}

/** The one row that every append reads, locks and writes. */
export interface LogHeadTable {
  id: number;
  seq: number;
  at: number;
  lag: number;
  /** Highest time that the events' clock (clock less lag) had shown when this got its turn, epoch ms. */
  reached: number;
  clock: number;
  /** How many events are held at present, and the number that the last one got. */
  held: number;
  held_number: number;
  /** The newest arrival that retention removed: the events' clock's history begins there. */
  floor_received: number | null;
  floor_clock: number | null;
}

/** An automation as it is now. `version` counts definitions, `revision` counts every change. */
export interface AutomationTable {
  id: string;
  name: string;
  enabled: number;
  owner_resource: string | null;
  version: number;
  revision: number;
  created: number;
  updated: number;
  body: string;
}

/** An automation as a version defined it. `updated` is when it did. */
export interface AutomationVersionTable {
  automation_id: string;
  version: number;
  definition: string;
  enabled: number;
  created: number;
  updated: number;
}

/** What became of an automation at which place in the log; outlives the control entries. */
export interface AutomationStateTable {
  automation_id: string;
  seq: number;
  at: number;
  version: number;
  enabled: number;
  deleted: number;
  /** Over how many partitions its keys are spread from there on. */
  partitions: Generated<number>;
}

/** One run of an automation's actions. `open` is 1 as long as one of them is unfinished or a dead letter. */
export interface FiringTable {
  id: string;
  automation_id: string;
  version: number;
  triggered: number;
  recorded: number;
  open: number;
  body: string;
}

/** Which events took part in a firing: they are kept as long as it is open. */
export interface FiringEventTable {
  firing_id: string;
  event_id: string;
}

/** How one action of a firing stands, or ended. */
export interface FiringActionTable {
  firing_id: string;
  idx: number;
  type: string;
  round: number;
  status: 'pending' | 'executed' | 'failed';
  reason: string | null;
  details: string;
  ended: number | null;
}

/** The right to attempt an action, for a while. */
export interface ActionClaimTable {
  firing_id: string;
  idx: number;
  owner: string;
  expires: number;
}

/** A chunk of an automation's state that is too large to travel. */
export interface SnapshotTable {
  automation_id: string;
  snapshot: string;
  chunk: number;
  saved: number;
  text: string;
}

/** A block type; `body` holds what only travels through. */
export interface BlockTypeTable {
  id: string;
  slug: string;
  name: string;
  created: number;
  updated: number;
  body: string;
}

/** A block schema; the same checksum may come in several versions. */
export interface BlockSchemaTable {
  id: string;
  checksum: string;
  version: string;
  block_type_id: string;
  created: number;
  updated: number;
  body: string;
}

/** A block document; `data` is encrypted as a whole. */
export interface BlockDocumentTable {
  id: string;
  name: string | null;
  block_type_id: string;
  block_schema_id: string;
  is_anonymous: number;
  data: string;
  created: number;
  updated: number;
}

/** A webhook; its slug is a secret of a kind, so it is looked up, never listed in logs. */
export interface WebhookTable {
  id: string;
  slug: string;
  name: string;
  enabled: number;
  created: number;
  updated: number;
  body: string;
}

/** A request that a webhook took lately. */
export interface WebhookRequestTable {
  id: Generated<number>;
  webhook_id: string;
  at: number;
  status: number;
  body: string;
}

/** An incident. `revision` counts its changes; `body` holds what only travels with it. */
export interface IncidentTable {
  id: string;
  name: string;
  status: string;
  severity: string;
  revision: number;
  started: number;
  acknowledged: number | null;
  ended: number | null;
  created: number;
  updated: number;
  body: string;
}

/** A variable of the workspace. */
export interface VariableTable {
  id: string;
  name: string;
  value: string;
  tags: string;
  created: number;
  updated: number;
}
