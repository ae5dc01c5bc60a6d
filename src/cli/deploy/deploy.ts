import { isObject } from '../../schemas/scalars.ts';
import type { Api } from '../connection/api.ts';
import { CommandError, usageError } from '../failure.ts';
import { parseDocument, readDocument } from '../input.ts';
import type { Session } from '../session.ts';
import { deploymentOptions } from './options.ts';
import { chooseEntries, readEntries, type DeploymentEntry } from './read-file.ts';

/** What `automations deploy` can be told. */
export interface DeployOptions {
  readonly name?: string[];
  readonly all?: boolean;
  readonly file?: string;
  readonly trigger?: string[];
}

/** `automations deploy`: what was deployed under the same name is replaced, its triggers as well. */
export async function deploy({ api, out }: Session, options: DeployOptions): Promise<void> {
  const { entries, file } = await readEntries(options.file);
  const chosen = chooseEntries(entries, options.name ?? [], options.all ?? false, file);
  const { trigger } = options;
  if (trigger !== undefined && chosen.length > 1)
    throw usageError('--trigger goes with one deployment: choose it with --name');
  const given = trigger === undefined ? undefined : await triggersOf(trigger);
  const plans = chosen.map((entry) => ({
    entry,
    options: deploymentOptions(entry, given ?? entryTriggers(entry, file), file),
  }));
  const { deployWithTriggers } = await import('../../sdk/deployments/deploy.ts');
  for (const { entry, options: wanted } of plans) {
    await ensureWorkPool(api, entry, out);
    const { deployment, automations } = await deployWithTriggers(wanted, { client: api.client }).catch(
      (error: unknown) => {
        throw api.inOurWords(error);
      },
    );
    const count = automations.length;
    const tail =
      count === 0
        ? ''
        : `, ${count} trigger${count === 1 ? '' : 's'}: ${automations.map(({ name }) => name).join(', ')}`;
    await out.done(out.plain(`deployed ${wanted.flow}/${wanted.name} (${deployment.id})${tail}`), {
      deployment,
      automations,
    });
  }
}

/** `--trigger`: JSON itself, or a file with `triggers:`. */
async function triggersOf(given: readonly string[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const text of given) {
    const isFile = /\.(ya?ml|json)$/i.test(text);
    const value = isFile ? await readDocument(text) : await parseDocument(text, '--trigger');
    const found: unknown =
      isObject(value) && isFile && 'triggers' in value && !('type' in value) ? value['triggers'] : value;
    all.push(...(Array.isArray(found) ? (found as unknown[]) : [found]));
  }
  return all;
}

function entryTriggers(entry: DeploymentEntry, file: string): unknown[] {
  const { triggers } = entry;
  if (triggers == null) return [];
  if (Array.isArray(triggers)) return triggers as unknown[];
  throw usageError(`${file}: triggers of "${entry.name}" must be a list`);
}

/** A pool is only a name here: one that is not there yet is made. */
async function ensureWorkPool(api: Api, entry: DeploymentEntry, out: Session['out']): Promise<void> {
  const pool = isObject(entry['work_pool']) ? entry['work_pool']['name'] : undefined;
  if (typeof pool !== 'string') return;
  try {
    await api.get(`/work_pools/${encodeURIComponent(pool)}`);
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== 'not_found') throw error;
    await api.post('/work_pools/', { name: pool, type: 'temporal' });
    out.note(`made the work pool ${out.plain(pool)}`);
  }
}
