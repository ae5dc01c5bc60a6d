import type { NewEvent } from '../src/store/log.ts';
import type { Incident, IncidentCreate } from '../src/schemas/incidents.ts';
import type { Orchestrator } from '../src/orchestrators/orchestrator.ts';
import type { LoadedBlock } from './actions/block.ts';

/** What the actions may use of the rest: narrow, so that each can be read and tested by itself. */
export interface ActionServices {
  /** What flow runs, deployments, pools and queues are acted on in; null without any. */
  readonly orchestrator: Orchestrator | null;
  readonly automations: {
    setEnabled(id: string, enabled: boolean, cause: Pick<NewEvent, 'origin' | 'depth'>): Promise<unknown>;
  };
  readonly incidents: {
    /** Declares an incident unless there is one of this id. */
    declare(
      body: IncidentCreate & { readonly id: string; readonly declared_by: string },
      cause: Pick<NewEvent, 'origin' | 'depth'>,
    ): Promise<Incident>;
  };
  readonly blocks: {
    /** A block document with its secrets in clear; null when there is none. */
    load(id: string): Promise<(LoadedBlock & { name: string | null }) | null>;
  };
  /** Sends an e-mail through the installation's own server; null when it has none. */
  readonly email:
    | ((
        emails: readonly string[],
        notification: { subject: string; body: string; idempotencyKey: string },
        options: { signal: AbortSignal },
      ) => Promise<{ details: Record<string, unknown> }>)
    | null;
  readonly notifiers: {
    notify(
      block: LoadedBlock,
      notification: { subject: string; body: string; idempotencyKey: string },
      options: { signal: AbortSignal; depth?: number },
    ): Promise<{ details: Record<string, unknown> }>;
    callWebhook(
      block: LoadedBlock,
      payload: string,
      options: { idempotencyKey: string; signal: AbortSignal; depth?: number },
    ): Promise<{ details: Record<string, unknown> }>;
  };
}
