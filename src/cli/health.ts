import type { Command } from 'commander';
import { AutomationError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { examples } from './help.ts';
import { urlOf } from './url-of.ts';

const TIMEOUT_MS = 5_000;

/** Adds `automations health`: exit code 0 when a gateway or a worker is well, for the checks of containers. */
export function addHealthCommand(program: Command): void {
  examples(
    program
      .command('health')
      .description('ask a running gateway or worker whether it is well; the exit code says it')
      .argument('[url]', 'where to ask; by default the one that this environment describes')
      .action(async (url?: string) => {
        const { readSettings } = await import('../settings.ts');
        await checkHealth(url ?? healthUrl(readSettings()));
        process.stdout.write('ok\n');
      }),
    'automations health',
    'automations health http://127.0.0.1:4300/api/health',
  );
}

/** Where the process that these settings belong to says how it is: a worker on its own port, else the gateway. */
export function healthUrl(settings: Pick<Settings, 'host' | 'port' | 'healthPort'>): string {
  const { host, port, healthPort } = settings;
  return healthPort === undefined ? `${urlOf(host, port)}/api/health` : `${urlOf(host, healthPort)}/health`;
}

/** @throws AutomationError `unhealthy` with what the process said, or that it said nothing */
async function checkHealth(url: string): Promise<void> {
  let answer: string;
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
    answer = (await response.text()).slice(0, 200);
  } catch (cause) {
    const { cause: reason, message } = cause as Error;
    const text = reason instanceof Error ? reason.message : message;
    throw new AutomationError('unhealthy', `${url} does not answer: ${text}`, { cause });
  }
  if (response.status !== 200 || answer !== 'true') {
    throw new AutomationError('unhealthy', `${url}: ${response.status} ${answer}`);
  }
}
