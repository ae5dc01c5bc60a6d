import type { Automation } from '../../schemas/automations.ts';
import type { Api } from '../connection/api.ts';
import { CommandError, usageError } from '../failure.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is the id of an object. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/**
 * The automation that a name or an id means.
 *
 * @throws CommandError when there is none, or several have the name
 */
export async function findAutomation(api: Api, nameOrId: string): Promise<Automation> {
  if (isId(nameOrId)) return api.get<Automation>(`/automations/${nameOrId}`);
  const found = await api.post<Automation[]>('/automations/filter', {
    automations: { name: { any_: [nameOrId] } },
  });
  const [one, ...others] = found;
  if (one === undefined) {
    throw new CommandError('not_found', `There is no automation "${nameOrId}". See: automations ls`);
  }
  if (others.length > 0) {
    const ids = found.map(({ id }) => `  ${id}`).join('\n');
    throw usageError(`${found.length} automations are called "${nameOrId}"; name one by its id:\n${ids}`);
  }
  return one;
}
