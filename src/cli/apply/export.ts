import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Automation } from '../../schemas/automations.ts';
import { findAutomation } from '../automations/find.ts';
import { usageError } from '../failure.ts';
import { toYaml } from '../output/output.ts';
import type { Session } from '../session.ts';
import { canonicalOfServer, concise } from './canonical.ts';
import { Names } from './names.ts';

/** What `automations export` can be told. */
export interface ExportOptions {
  readonly dir?: string;
  readonly tag?: string[];
}

/**
 * `automations export`: files that `apply` finds unchanged. What deployments own is left out unless it is named: it belongs to them, and
 * the file of the deployment makes it again.
 */
export async function exportAutomations(
  { api, out }: Session,
  options: ExportOptions,
  given: readonly string[],
): Promise<void> {
  const { dir, tag = [] } = options;
  const names = new Names(api);
  const filter = {
    automations: { owner: { is_null_: true }, ...(tag.length > 0 && { tags: { all_: tag } }) },
  };
  const automations: Automation[] = [];
  if (given.length === 0) {
    automations.push(...(await api.list<Automation>('/automations/filter', { sort: 'NAME_ASC', ...filter })));
    const owned = { ...filter.automations, owner: { is_null_: false } };
    const left = await api.post<number>('/automations/count', { automations: owned });
    if (left > 0) out.note(`left out: ${left} that deployments own (automations deploy makes them)`);
    if (automations.length === 0) out.note('No automations to export.');
  }
  for (const name of given) automations.push(await findAutomation(api, name));
  const definitions = [];
  for (const automation of automations) {
    definitions.push({ name: automation.name, body: concise(await canonicalOfServer(automation, names)) });
  }
  if (dir === undefined) {
    const bodies = definitions.map(({ body }) => body);
    if (out.format === 'json') return out.done('', bodies);
    const documents = await Promise.all(bodies.map(toYaml));
    return void process.stdout.write(documents.join('---\n'));
  }
  if (out.format === 'table') throw usageError('-o table does not go with --dir: files are YAML or JSON');
  await mkdir(dir, { recursive: true });
  const taken = new Set<string>();
  for (const { name, body } of definitions) {
    const file = join(dir, `${freeName(name, taken)}.${out.format === 'json' ? 'json' : 'yaml'}`);
    await writeFile(file, out.format === 'json' ? `${JSON.stringify(body, null, 2)}\n` : await toYaml(body));
    out.note(`wrote ${file}`);
  }
}

/** A file name for an automation, another one for each; also where the file system takes `A` for `a`. */
function freeName(name: string, taken: Set<string>): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'automation';
  let candidate = plain;
  for (let number = 2; taken.has(candidate); number += 1) candidate = `${plain}-${number}`;
  taken.add(candidate);
  return candidate;
}
