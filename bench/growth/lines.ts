import type { FigureSpec } from '../figure.ts';

const MS_1000 = 'ms / 1,000';

/** What `measureCluster` measures, in the order of the table. */
export const CLUSTER_LINES: readonly FigureSpec[] = [
  { key: 'ignoredRate', what: 'events into the log that concern nobody', unit: '1/s' },
  { key: 'ignoredGateways', what: 'CPU of these, all gateways', unit: MS_1000 },
  { key: 'ignoredDispatching', what: '… the busiest gateway', unit: MS_1000 },
  { key: 'ignoredDatabase', what: '… Postgres', unit: MS_1000 },
  { key: 'ignoredCommits', what: '… commits', unit: '1 / 1,000' },
  { key: 'ignoredWaiters', what: '… connections that wait for a lock, mean', unit: '' },
  { key: 'ignoredHeld', what: "… the lock on the log's head is held, per event", unit: 'ms' },
  { key: 'denseRate', what: 'events evaluated', unit: '1/s' },
  { key: 'denseTotal', what: 'CPU of these, all processes', unit: MS_1000 },
  { key: 'denseGateways', what: '… all gateways', unit: MS_1000 },
  { key: 'denseDispatching', what: '… the busiest gateway', unit: MS_1000 },
  { key: 'denseWorkers', what: '… workers', unit: MS_1000 },
  { key: 'denseTemporal', what: "… Temporal's server", unit: MS_1000 },
  { key: 'denseDatabase', what: '… Postgres for us', unit: MS_1000 },
  { key: 'denseTemporalDatabase', what: '… Postgres for Temporal', unit: MS_1000 },
  { key: 'denseCommits', what: '… commits of ours', unit: '1 / 1,000' },
  { key: 'denseTemporalCommits', what: "… commits of Temporal's", unit: '1 / 1,000' },
  { key: 'denseWaiters', what: '… connections that wait for a lock, mean', unit: '' },
  { key: 'sparseGateways', what: 'CPU of one event by itself, gateways', unit: 'ms' },
  { key: 'sparseWorkers', what: '… workers', unit: 'ms' },
  { key: 'sparseTemporal', what: "… Temporal's server", unit: 'ms' },
  { key: 'sparseDatabase', what: '… Postgres for us', unit: 'ms' },
  { key: 'sparseTemporalDatabase', what: '… Postgres for Temporal', unit: 'ms' },
  { key: 'sparseTemporalCommits', what: "… commits of Temporal's", unit: '' },
  { key: 'sparseHeld', what: "… the lock on the log's head is held, per event", unit: 'ms' },
  { key: 'acknowledged50', what: 'event -> acknowledged, 50/s, p50', unit: 'ms' },
  { key: 'latency50', what: 'event -> webhook, 20/s, p50', unit: 'ms' },
  { key: 'latency99', what: 'event -> webhook, 20/s, p99', unit: 'ms' },
  { key: 'memoryGateway', what: 'memory of the largest gateway', unit: 'MiB' },
  { key: 'memoryWorker', what: 'memory of the largest worker', unit: 'MiB' },
  { key: 'memoryTemporal', what: "memory of Temporal's server", unit: 'MiB' },
];
