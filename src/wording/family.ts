import { code, listOf, spoken } from './lists.ts';
import type { WordedTrigger } from './definition.ts';

/** A kind of object whose events are named `prefect.<kind>.<what happened>`. */
export type Family = keyof typeof NOUNS;

const NOUNS = {
  'flow-run': 'flow run',
  'task-run': 'task run',
  'work-pool': 'work pool',
  'work-queue': 'work queue',
  deployment: 'deployment',
  automation: 'automation',
  flow: 'flow',
  incident: 'incident',
  block: 'block',
} as const;

/** The noun of a family. */
export function nounOf(family: Family): string {
  return NOUNS[family];
}

/** The family that an event's name or a resource's id belongs to. */
function familyOfName(name: string): Family | undefined {
  const family = /^prefect\.([a-z-]+)\./.exec(name)?.[1];
  return family !== undefined && Object.hasOwn(NOUNS, family) ? (family as Family) : undefined;
}

/** The one family that all events of a trigger belong to, or the resources it matches when it names none. */
export function familyOf({ after = [], expect = [], match = {} }: WordedTrigger): Family | undefined {
  const names = [...after, ...expect];
  const from = names.length > 0 ? names : listOf(match['prefect.resource.id']);
  const families = new Set(from.map(familyOfName));
  return families.size === 1 ? [...families][0] : undefined;
}

/** Names of events as a list; without what their family says already. */
export function eventNames(names: readonly string[], family: Family | undefined): string {
  const prefix = family === undefined ? '' : `prefect.${family}.`;
  const short = names.map((name) => (isPlain(name, prefix) ? name.slice(prefix.length) : name));
  return spoken(short.map(code), 'or');
}

/** Whether a name says what happened, rather than leaving it open with `*`. */
function isPlain(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && !name.slice(prefix.length).startsWith('*');
}
