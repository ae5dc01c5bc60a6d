import { isLoopbackAddress } from '../../gateway/loopback.ts';
import type { Settings } from '../../settings.ts';
import { wantsExistingTemporal } from '../../temporal/target.ts';
import { warn, type Finding } from './finding.ts';

/** Variables of ours that are not settings of the server. */
const OF_THE_CLIENT = ['AUTOMATIONS_API_URL', 'AUTOMATIONS_PROFILE', 'AUTOMATIONS_PROFILES'];

/**
 * Settings that are allowed, but hardly meant.
 *
 * @param known - the names of all settings
 */
export function oddSettings(
  settings: Settings,
  known: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Finding[] {
  const { host, apiKeys, databaseUrl, allowPrivateHosts, retentionDays, uiUrl, upstream, temporalMetrics } =
    settings;
  const findings: Finding[] = [];
  const odd = (text: string, mend: string): void => void findings.push(warn('settings', text, mend));

  for (const name of Object.keys(env)) {
    if (!name.startsWith('AUTOMATIONS_') || known.includes(name) || OF_THE_CLIENT.includes(name)) continue;
    const near = [...known, ...OF_THE_CLIENT].find((one) => isNear(one, name));
    odd(`${name} is no setting`, near === undefined ? `unset ${name}` : `did you mean ${near}?`);
  }
  const isLocal = host === 'localhost' || isLoopbackAddress(host);
  if (!isLocal && apiKeys.length === 0) {
    odd(
      `HOST=${host} without AUTOMATIONS_API_KEY: calls from elsewhere are refused all the same`,
      'set AUTOMATIONS_API_KEY (openssl rand -hex 24), or leave HOST out',
    );
  }
  for (const { name, key } of apiKeys) {
    if (key.length < 16)
      odd(
        `the key "${name}" of AUTOMATIONS_API_KEY has ${key.length} characters`,
        'take a longer one: openssl rand -hex 24',
      );
  }
  if (databaseUrl === undefined && wantsExistingTemporal(env)) {
    odd(
      'a Temporal of your own, but no DATABASE_URL: only `automations dev` runs so, one process over SQLite',
      'set DATABASE_URL to run gateways and workers apart',
    );
  }
  if (databaseUrl !== undefined && !wantsExistingTemporal(env)) {
    odd(
      'DATABASE_URL without TEMPORAL_ADDRESS: gateway and worker look for Temporal at localhost:7233',
      'set TEMPORAL_ADDRESS',
    );
  }
  if (allowPrivateHosts.includes('*')) {
    odd(
      'AUTOMATIONS_ALLOW_PRIVATE_HOSTS=*: whoever may write an automation can reach your whole network',
      'name the hosts that actions need',
    );
  }
  if (temporalMetrics !== undefined && !/^(127\.|\[::1\])/.test(temporalMetrics)) {
    odd(
      `AUTOMATIONS_TEMPORAL_METRICS=${temporalMetrics} asks nobody for credentials`,
      'name an address that only Prometheus reaches',
    );
  }
  if (retentionDays < 1) {
    odd(
      `AUTOMATIONS_RETENTION_DAYS=${retentionDays}: events are gone before most windows end`,
      'keep them for a day at least',
    );
  }
  if (uiUrl !== undefined && !isLocal && new URL(uiUrl).protocol === 'http:') {
    odd(
      `AUTOMATIONS_UI_URL=${uiUrl}: keys and events would travel in the clear`,
      'put a proxy with TLS in front, and name its https address',
    );
  }
  if (upstream !== undefined && /^(127\.|localhost)/.test(new URL(upstream.apiUrl).host) && !isLocal) {
    odd(
      `PREFECT_UPSTREAM_API_URL=${upstream.apiUrl} is this machine, or container, itself`,
      'name the host of the Prefect server',
    );
  }
  return findings;
}

/** Whether two names differ by a letter or two, or by their order. */
function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 2) return false;
  const letters = (text: string): string => [...text].sort().join('');
  if (letters(one) === letters(other)) return true;
  let [start, end] = [0, 0];
  while (one[start] !== undefined && one[start] === other[start]) start += 1;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end))
    end += 1;
  return Math.max(one.length, other.length) - start - end <= 2;
}
