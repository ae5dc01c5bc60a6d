import type { Automation } from '../../schemas/automations.ts';
import { usageError } from '../failure.ts';
import { objectArgument, readDocument } from '../input.ts';
import { confirm } from '../output/confirm.ts';
import type { Session } from '../session.ts';
import { findAutomation } from './find.ts';

/** Where a definition comes from. */
export interface SourceOptions {
  readonly fromFile?: string;
  readonly fromJson?: string;
}

/** `automations create`: one or several, all of them new. */
export async function createAutomations(session: Session, options: SourceOptions): Promise<void> {
  const { api, out } = session;
  const { resolveReferences } = await import('../apply/references.ts');
  const { Names } = await import('../apply/names.ts');
  const names = new Names(api);
  for (const definition of await readDefinitions(options)) {
    const body = await resolveReferences(definition, names);
    const made = await api.post<Automation>('/automations/', body);
    await out.done(`created ${made.name} (${made.id})`, made);
  }
}

/** `automations update NAME`: the definition is replaced, its windows start afresh. */
export async function updateAutomation(
  { api, out }: Session,
  options: SourceOptions,
  nameOrId: string,
): Promise<void> {
  const { resolveReferences } = await import('../apply/references.ts');
  const { Names } = await import('../apply/names.ts');
  const [definition, ...others] = await readDefinitions(options);
  if (definition === undefined || others.length > 0) throw usageError('The file must hold one automation');
  const { id, name } = await findAutomation(api, nameOrId);
  const body = await resolveReferences({ name, ...definition }, new Names(api));
  await api.put(`/automations/${id}`, body);
  const now = await api.get<Automation>(`/automations/${id}`);
  await out.done(`updated ${now.name}`, now);
}

/** `automations pause` and `automations resume`. */
export async function switchAutomations(
  { api, out }: Session,
  enabled: boolean,
  namesOrIds: readonly string[],
): Promise<void> {
  for (const nameOrId of namesOrIds) {
    const { id, name } = await findAutomation(api, nameOrId);
    await api.patch(`/automations/${id}`, { enabled });
    await out.done(`${enabled ? 'resumed' : 'paused'} ${name}`, await api.get(`/automations/${id}`));
  }
}

/** `automations delete` */
export async function deleteAutomations(
  { api, out }: Session,
  options: { yes?: boolean },
  namesOrIds: readonly string[],
): Promise<void> {
  const found = [];
  for (const nameOrId of namesOrIds) found.push(await findAutomation(api, nameOrId));
  await confirm(`Delete ${found.map(({ name }) => `"${name}"`).join(', ')}?`, options.yes);
  for (const automation of found) {
    await api.delete(`/automations/${automation.id}`);
    await out.done(`deleted ${automation.name}`, automation);
  }
}

/** The definitions of a file, or of an argument. @throws CommandError when there is no source, or two */
export async function readDefinitions({
  fromFile,
  fromJson,
}: SourceOptions): Promise<Record<string, unknown>[]> {
  if ((fromFile === undefined) === (fromJson === undefined)) {
    throw usageError(
      'Where is the definition? Use --from-file FILE (- for standard input) or --from-json TEXT',
    );
  }
  if (fromJson !== undefined) return [await objectArgument(fromJson, '--from-json')];
  const document = await readDocument(fromFile ?? '-');
  const { definitionsIn } = await import('../apply/definitions.ts');
  return definitionsIn(document, fromFile ?? '-');
}
