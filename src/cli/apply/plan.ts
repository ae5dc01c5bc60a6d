import type { Automation } from '../../schemas/automations.ts';
import { usageError } from '../failure.ts';
import { canonicalOf, canonicalOfServer, requestBody, type Canonical } from './canonical.ts';
import type { Definition } from './definitions.ts';
import { differences, type Change } from './difference.ts';
import type { Names } from './names.ts';
import { automationsReferredTo } from './references.ts';
import type { Applied } from './state.ts';

/** What becomes of one automation. */
export interface Step {
  /** `leave`: it is not in the files any more, and stays because `--prune` was not given. */
  readonly action: 'create' | 'update' | 'switch' | 'delete' | 'leave' | 'unchanged';
  readonly name: string;
  /** File and line; absent for what is in no file. */
  readonly from?: string;
  /** On the server; absent for what is not there yet. */
  readonly id?: string;
  /** From what the server has to what the files want. */
  readonly changes: readonly Change[];
  /** What somebody else has changed on the server since the last apply. */
  readonly drift: readonly Change[];
  /** What the files want; absent for what is in no file. */
  readonly definition?: Canonical;
  /** The definition with the names as they stand in the file, to be resolved when its turn comes. */
  readonly source?: Record<string, unknown>;
}

/**
 * Finds out what has to be done, in the order in which it can be: what others refer to first, deletions last.
 *
 * @param found - the automations of the files
 * @param server - those of the server, all of them
 * @throws CommandError when a definition is wrong, or a name is not clear
 */
export async function makePlan(
  found: readonly Definition[],
  server: readonly Automation[],
  applied: Applied,
  names: Names,
  prune: boolean,
): Promise<Step[]> {
  const isThere = (name: string): boolean => matching(name, server, applied) !== undefined;
  const wanted = inOrder(uniquelyNamed(found), isThere);
  for (const { name } of wanted) {
    if (!isThere(name)) names.expect(name);
  }
  const steps: Step[] = [];
  for (const { name, body, from } of wanted) {
    const definition = await canonicalOf(await requestBody(body, names, from), names);
    const old = matching(name, server, applied);
    const common = { name, from, definition, source: body };
    if (old === undefined) {
      steps.push({ ...common, action: 'create', changes: [], drift: [] });
      continue;
    }
    const current = await canonicalOfServer(old, names);
    const changes = differences(comparable(current, definition), definition);
    const last = applied[old.id]?.definition;
    const drift = last === undefined ? [] : differences(last, comparable(current, last));
    const onlySwitched = changes.length > 0 && changes.every(({ path }) => path === 'enabled');
    const action = changes.length === 0 ? 'unchanged' : onlySwitched ? 'switch' : 'update';
    steps.push({ ...common, id: old.id, action, changes, drift });
  }
  const kept = new Set(steps.flatMap(({ id }) => (id === undefined ? [] : [id])));
  for (const [id] of Object.entries(applied)) {
    const old = server.find((one) => one.id === id);
    if (old === undefined || kept.has(id)) continue;
    steps.push({ action: prune ? 'delete' : 'leave', name: old.name, id, changes: [], drift: [] });
  }
  return steps;
}

/** Whether a plan changes anything on the server. */
export function changesSomething(steps: readonly Step[]): boolean {
  return steps.some(({ action }) => action !== 'unchanged' && action !== 'leave');
}

interface Wanted {
  readonly name: string;
  readonly body: Record<string, unknown>;
  readonly from: string;
}

function uniquelyNamed(found: readonly Definition[]): Wanted[] {
  const seen = new Map<string, string>();
  return found.map(({ body, from }) => {
    const { name } = body;
    if (typeof name !== 'string' || name === '') throw usageError(`${from}: an automation needs a name`);
    const before = seen.get(name);
    if (before !== undefined) throw usageError(`${from}: "${name}" is defined at ${before} already`);
    seen.set(name, from);
    return { name, body, from };
  });
}

/** By name; one that was applied under this name and renamed since is still the same. */
function matching(name: string, server: readonly Automation[], applied: Applied): Automation | undefined {
  const sameName = server.filter((one) => one.name === name);
  const ours = sameName.filter(({ id }) => Object.hasOwn(applied, id));
  if (ours.length === 1) return ours[0];
  if (sameName.length > 1) {
    const ids = sameName.map(({ id }) => `  ${id}`).join('\n');
    throw usageError(
      `The server has ${sameName.length} automations called "${name}"; delete or rename all but one:\n${ids}`,
    );
  }
  const [only] = sameName;
  if (only !== undefined) return only;
  return server.find(({ id }) => applied[id]?.name === name);
}

/** `enabled` counts only where the other side says something about it. */
function comparable(current: Canonical, other: Canonical): Canonical {
  if ('enabled' in other) return current;
  const { enabled: _enabled, ...rest } = current;
  return rest;
}

/** What others refer to, and is not there yet, comes first. @throws CommandError when there is no such order */
function inOrder(wanted: readonly Wanted[], isThere: (name: string) => boolean): Wanted[] {
  const byName = new Map(wanted.map((one) => [one.name, one]));
  const done = new Map<string, Wanted>();
  const visit = (one: Wanted, way: readonly string[]): void => {
    if (done.has(one.name)) return;
    if (way.includes(one.name)) {
      throw usageError(
        `${one.from}: automations refer to each other in a circle (${[...way, one.name].join(' → ')}); ` +
          'create one of them without the action first, or use its automation_id',
      );
    }
    for (const name of automationsReferredTo(one.body)) {
      const other = byName.get(name);
      if (other !== undefined && !isThere(name)) visit(other, [...way, one.name]);
    }
    done.set(one.name, one);
  };
  for (const one of wanted) visit(one, []);
  return [...done.values()];
}
