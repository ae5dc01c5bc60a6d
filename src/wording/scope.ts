import type { NameOf, WordedLabels, WordedTrigger } from './definition.ts';
import { nounOf, type Family } from './family.ts';
import { code, listOf, spoken } from './lists.ts';

const ID = 'prefect.resource.id';
const NAME = 'prefect.resource.name';
const ROLE = 'prefect.resource.role';

/** Which resources a trigger looks at, in words with a blank before; empty when it is any of the family. */
export function scopeOf(trigger: WordedTrigger, family: Family | undefined, nameOf: NameOf): string {
  const { match = {}, match_related = {} } = trigger;
  const related = Array.isArray(match_related) ? match_related : [match_related as WordedLabels];
  const parts = [ownScope(match, family, nameOf), ...related.map((one) => relatedScope(one, nameOf))];
  return parts
    .filter((part) => part !== '')
    .map((part) => ` ${part}`)
    .join('');
}

/** What happens apart for each: `, for each flow run`; empty when nothing does. */
export function forEach({ for_each = [] }: WordedTrigger, family: Family | undefined): string {
  if (for_each.length === 0) return '';
  const noun = family === undefined ? 'resource' : nounOf(family);
  return `, for each ${spoken(
    for_each.map((label) => (label === ID ? noun : label === 'event' ? 'event name' : readableLabel(label))),
    'and',
  )}`;
}

function readableLabel(label: string): string {
  const role = /^related:([a-z-]+):prefect\.resource\.id$/.exec(label)?.[1];
  return role === undefined ? code(label) : role.replaceAll('-', ' ');
}

function ownScope(match: WordedLabels, family: Family | undefined, nameOf: NameOf): string {
  const labels = Object.entries(match).map(([label, value]) => [label, listOf(value)] as const);
  const ids = labels.filter(([label, values]) => label === ID && !isWhole(values, family));
  const names = labels.filter(([label]) => label === NAME);
  const others = labels.filter(([label]) => label !== ID && label !== NAME);
  return [
    ...ids.map(([, values]) => `with the id ${oneOf(values, (id) => idInWords(id, nameOf))}`),
    ...names.map(([, values]) => `called ${oneOf(values, code)}`),
    ...(others.length > 0 ? [`where ${spoken(others.map(condition), 'and')}`] : []),
  ].join(' ');
}

/** "`genus` is `Marmota`"; a `!` before a pattern is a "not". */
function condition([label, values]: readonly [string, readonly string[]]): string {
  const wanted = values.filter((value) => !value.startsWith('!'));
  const unwanted = values.filter((value) => value.startsWith('!')).map((value) => value.slice(1));
  const parts = [
    ...(wanted.length > 0 ? [`is ${spoken(wanted.map(code), 'or')}`] : []),
    ...(unwanted.length > 0 ? [`is not ${spoken(unwanted.map(code), 'or')}`] : []),
  ];
  return `${code(label)} ${parts.join(' and ')}`;
}

/** "`a` or `b` but not `c`": values of which one must fit, and with a `!` before them none. */
function oneOf(values: readonly string[], inWords: (value: string) => string): string {
  const wanted = values.filter((value) => !value.startsWith('!')).map(inWords);
  const unwanted = values.filter((value) => value.startsWith('!')).map((value) => inWords(value.slice(1)));
  if (unwanted.length === 0) return spoken(wanted, 'or');
  const others = spoken(unwanted, 'or');
  return wanted.length === 0 ? `other than ${others}` : `${spoken(wanted, 'or')} but not ${others}`;
}

/** Whether these ids are just any resource of the family, or any resource at all. */
function isWhole(ids: readonly string[], family: Family | undefined): boolean {
  return ids.length === 1 && (ids[0] === '*' || (family !== undefined && ids[0] === `prefect.${family}.*`));
}

function relatedScope(labels: WordedLabels, nameOf: NameOf): string {
  const roles = listOf(labels[ROLE]);
  const ids = listOf(labels[ID]);
  const rest = Object.entries(labels).filter(([label]) => label !== ROLE && label !== ID && label !== NAME);
  const names = listOf(labels[NAME]);
  const conditions = rest.map(([label, value]) => condition([label, listOf(value)]));
  if (roles.length === 1 && roles[0] === 'tag' && ids.length > 0 && conditions.length === 0) {
    return `tagged ${oneOf(ids, (id) => code(id.replace(/^prefect\.tag\./, '')))}`;
  }
  const known = [
    ...(ids.length > 0 ? [oneOf(ids, (id) => idInWords(id, nameOf))] : []),
    ...(names.length > 0 ? [oneOf(names, code)] : []),
  ];
  const where = conditions.length > 0 ? ` where ${spoken(conditions, 'and')}` : '';
  if (roles.length === 0 && known.length === 0)
    return conditions.length > 0 ? `related to a resource${where}` : '';
  const role = spoken(
    roles.map((one) => one.replaceAll('-', ' ')),
    'or',
  );
  if (known.length === 0) return `of a ${role}${where}`;
  return `${roles.length === 0 ? 'related to' : `of the ${role}`} ${spoken(known, 'or')}${where}`;
}

/** The name of a resource where it is known, else its id. */
function idInWords(id: string, nameOf: NameOf): string {
  const uuid = /^prefect\.[a-z-]+\.([0-9a-f-]{36})$/.exec(id)?.[1];
  return code((uuid === undefined ? undefined : nameOf(uuid)) ?? id);
}
