import type { Logger } from '../logging.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { FlowRunControl } from '../orchestrators/flow-run-control.ts';
import type { ApiKey } from '../settings.ts';
import type { Store } from '../store/store.ts';
import type { AutomationViews } from './automation-views.ts';
import type { EventReader } from './event-reader/event-reader.ts';
import type { Upstream } from './upstream/routes.ts';

/** What the gateway is built from. */
export interface GatewayDeps {
  readonly store: Store;
  readonly settings: {
    readonly apiKeys: readonly ApiKey[];
    readonly uiUrl?: string | undefined;
    /** Origins whose pages may call; none when absent. */
    readonly corsOrigins?: readonly string[];
    /** Private hosts that calls may go to; none when absent. */
    readonly allowPrivateHosts?: readonly string[] | undefined;
  };
  readonly logger: Logger;
  /** Counts what happens here, for `/metrics`. */
  readonly metrics: Metrics;
  /** This program's own version, for the web page and `X-Automations-Version`. */
  readonly version: string;
  /**
   * Runs an action of a firing again that gave up.
   *
   * @throws NotFoundError when there is no such firing or action
   * @throws ConflictError when the action has not failed
   */
  readonly retryAction: (firingId: string, index: number) => Promise<unknown>;
  /** Carries out what callers want of flow runs; without it nothing is started. */
  readonly control?: FlowRunControl | undefined;
  /** Asks the workflows of automations how they stand; without it nothing is known of them. */
  readonly views?: AutomationViews | undefined;
  /** Why the program is not ready yet, or null when it is; ready when absent. */
  readonly notReady?: () => string | null;
  /** Where Temporal's web UI is, for links. */
  readonly temporalUiUrl?: string | undefined;
  /** The namespace of the workflows; `default` when absent. */
  readonly namespace?: string | undefined;
  /** The Prefect server to stand in front of, if there is one. */
  readonly upstream?: Upstream | undefined;
  /** Reads large lists of events; one that is made for it when absent. */
  readonly eventReader?: EventReader | undefined;
  /** Epoch ms; `Date.now` when absent. */
  readonly clock?: () => number;
}
