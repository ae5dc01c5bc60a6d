import type { ApiTarget } from '../connection/target.ts';
import { VERSION } from '../../version.ts';
import { clockFinding } from './database.ts';
import { fail, ok, reasonOf, warn, type Finding } from './finding.ts';

const TIMEOUT_MS = 5_000;
/** `Date` of a reply has whole seconds, so a second of difference is none. */
const CLOCK_MS = 3_000;

/** The gateway: whether it answers, its version, its clock, and whether it takes our key. */
export async function checkGateway({ url, key, from }: ApiTarget): Promise<Finding[]> {
  const ask = (path: string, method = 'GET'): Promise<Response> =>
    fetch(`${url}${path}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'manual',
      headers: { ...(key !== undefined && { authorization: `Bearer ${key}` }) },
    });
  let health: Response;
  try {
    health = await ask('/health');
  } catch (error) {
    const { cause } = error as Error;
    const reason = reasonOf(cause ?? error);
    return [
      fail(
        'gateway',
        `${url} (from ${from}) does not answer: ${reason}`,
        'start `automations dev` or `automations gateway`, or name another one: --api-url',
      ),
    ];
  }
  const said = (await health.text()).slice(0, 200);
  if (health.status !== 200) {
    return [
      fail(
        'gateway',
        `${url}: ${health.status} ${said}`,
        health.status === 503
          ? 'it is not ready: see the checks above, and its log'
          : 'is that the base of the API, such as http://127.0.0.1:4300/api?',
      ),
    ];
  }
  const findings: Finding[] = [];
  const version = await ask('/version');
  const theirs = version.headers.get('x-automations-version');
  await version.arrayBuffer();
  if (version.status === 401) {
    findings.push(
      fail(
        'gateway',
        `${url} ${key === undefined ? 'asks for a key' : 'does not know the key'}`,
        'set AUTOMATIONS_API_KEY, --api-key or a profile',
      ),
    );
  } else if (theirs === null) {
    findings.push(
      warn(
        'gateway',
        `${url} is no gateway of ours (${version.status})`,
        'does the URL name the gateway, and not what is behind it?',
      ),
    );
  } else if (theirs !== VERSION) {
    findings.push(
      warn(
        'gateway',
        `${url} is version ${theirs}, this command is ${VERSION}`,
        'use the same version on both sides',
      ),
    );
  } else findings.push(ok('gateway', `version ${theirs} at ${url}`));
  const date = Date.parse(health.headers.get('date') ?? '');
  const off = date - Date.now();
  if (Number.isNaN(date)) return findings;
  return [
    ...findings,
    Math.abs(off) > CLOCK_MS ? clockFinding('gateway', off) : ok('clock', 'that of the gateway agrees'),
  ];
}
