import { AutomationError } from '../errors.ts';
import type { ImportStep } from '../schemas/imports.ts';
import { readSettings, type Settings } from '../settings.ts';
import { UpstreamClient } from '../upstream/client.ts';
import { readImport, type SourceAutomation } from '../upstream/read-import.ts';
import { upstreamTarget } from '../upstream/target.ts';
import type { ImportOptions } from './import.ts';
import { urlOf } from './url-of.ts';

/** `automations import`. @returns whether all was taken over */
export async function importFrom(options: ImportOptions): Promise<boolean> {
  const { from } = options;
  const settings = readSettings({
    ...process.env,
    ...(from !== undefined && { PREFECT_UPSTREAM_API_URL: from }),
  });
  return runImport(settings, options, (line) => void process.stdout.write(`${line}\n`));
}

/** Answers whether all was taken over. */
async function runImport(
  settings: Settings,
  options: ImportOptions,
  say: (line: string) => void,
): Promise<boolean> {
  if (settings.upstream === undefined) {
    throw new AutomationError('settings_invalid', 'Where from? Use --from, or set PREFECT_UPSTREAM_API_URL');
  }
  const { dryRun = false, keepRunning = false } = options;
  const key = settings.apiKeys[0]?.key;
  const apiUrl = (options.to ?? `${urlOf(settings.host, settings.port)}/api`).replace(/\/+$/, '');
  const source = new UpstreamClient(upstreamTarget(settings.upstream));
  const gateway = new UpstreamClient(upstreamTarget({ apiUrl, apiKey: key, authString: undefined }));
  if (apiUrl === settings.upstream.apiUrl) {
    throw new AutomationError('settings_invalid', 'The server and the gateway have the same address');
  }

  const { automations, blocks } = await readImport(source);
  const { status, body } = await gateway.call({
    method: 'POST',
    path: '/import',
    json: { dry_run: dryRun, automations, blocks },
  });
  if (status !== 200) {
    throw new AutomationError('import_refused', `The gateway at ${apiUrl} answered ${status}`);
  }
  const { steps } = body as { steps: ImportStep[] };
  if (steps.length === 0) say('The server has no automations.');
  for (const step of steps) say(lineOf(step, dryRun));
  if (!keepRunning) await pauseAll(source, automations, steps, dryRun, say);
  const skipped = steps.filter(({ step }) => step === 'skip').length;
  if (skipped > 0) say(`${skipped} of ${steps.length} cannot be taken over.`);
  if (dryRun) say('Nothing was changed: this was a dry run.');
  return skipped === 0;
}

/** What is here now must not act there as well. */
async function pauseAll(
  source: UpstreamClient,
  automations: readonly SourceAutomation[],
  steps: readonly ImportStep[],
  dryRun: boolean,
  say: (line: string) => void,
): Promise<void> {
  const taken = new Set(
    steps.flatMap(({ kind, id, step }) => (kind === 'automation' && step !== 'skip' ? [id] : [])),
  );
  for (const { id, name, enabled } of automations) {
    if (!enabled || !taken.has(id)) continue;
    if (!dryRun) {
      const path = `/automations/${id}`;
      const { status } = await source.call({ method: 'PATCH', path, json: { enabled: false } });
      if (status >= 300)
        throw new AutomationError('upstream_status', `The server answered ${status} for ${name}`);
    }
    say(`pause      automation ${name} on the server`);
  }
}

function lineOf({ kind, name, step, note }: ImportStep, dryRun: boolean): string {
  const done = { create: 'created', update: 'updated', unchanged: 'unchanged', skip: 'skipped' } as const;
  const word = dryRun ? step : done[step];
  return `${word.padEnd(10)} ${kind} ${name}${note === null ? '' : `: ${note}`}`;
}
