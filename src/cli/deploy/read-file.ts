import { existsSync } from 'node:fs';
import { isObject } from '../../schemas/scalars.ts';
import { usageError } from '../failure.ts';
import { readDocument } from '../input.ts';

/** Where deployments are looked for when no file is named. */
const USUAL_FILES = ['deployments.yaml', 'deployments.yml', 'prefect.yaml', 'deployments.json'];

/** An entry under `deployments:`, in the manner of `prefect.yaml`. */
export type DeploymentEntry = Readonly<Record<string, unknown>> & { readonly name: string };

/**
 * Reads the entries of a deployments file.
 *
 * @param path - `-` is the standard input; the first of the usual files when absent
 * @throws CommandError when there is none, or it is none
 */
export async function readEntries(
  path: string | undefined,
): Promise<{ entries: DeploymentEntry[]; file: string }> {
  const file = path ?? USUAL_FILES.find((name) => existsSync(name));
  if (file === undefined)
    throw usageError(`No file with deployments: (${USUAL_FILES.join(', ')}); name one with --file`);
  const document = await readDocument(file);
  const list: unknown = isObject(document) ? document['deployments'] : undefined;
  if (!Array.isArray(list)) throw usageError(`${file}: has no list under deployments:`);
  const entries = (list as unknown[]).map((entry, index) => {
    const name = isObject(entry) ? entry['name'] : undefined;
    if (!isObject(entry) || typeof name !== 'string' || name === '') {
      throw usageError(`${file}: deployments[${index}] needs a name`);
    }
    return { ...entry, name };
  });
  return { entries, file };
}

/**
 * The entries that are meant.
 *
 * @param wanted - names, or `flow/name`
 * @throws CommandError when a name is not there, or it is not clear which one is meant
 */
export function chooseEntries(
  entries: readonly DeploymentEntry[],
  wanted: readonly string[],
  all: boolean,
  file: string,
): DeploymentEntry[] {
  const known = entries.map(({ name }) => name).join(', ');
  if (all) {
    if (wanted.length > 0) throw usageError('--all or --name: one of the two');
    return [...entries];
  }
  if (wanted.length === 0) {
    if (entries.length === 1) return [...entries];
    throw usageError(
      `${file} holds ${entries.length} deployments (${known}): choose with --name, or take --all`,
    );
  }
  return wanted.flatMap((name) => {
    const found = entries.filter(
      (entry) => entry.name === name || `${flowNameOf(entry, file)}/${entry.name}` === name,
    );
    if (found.length === 0) throw usageError(`${file} holds no deployment "${name}" (${known})`);
    return found;
  });
}

/** The name of the flow, which is the workflow's type: `flow_name`, else the function of `entrypoint`. */
export function flowNameOf(entry: DeploymentEntry, file: string): string {
  const { flow_name: flow, entrypoint } = entry;
  if (typeof flow === 'string' && flow !== '') return flow;
  const name = typeof entrypoint === 'string' ? entrypoint.split(/[:.]/).at(-1) : undefined;
  if (name !== undefined && name !== '') return name;
  throw usageError(`${file}: the deployment "${entry.name}" needs flow_name, the type of its workflow`);
}
