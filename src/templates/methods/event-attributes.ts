import { bind } from '../values/arguments.ts';
import { PyCallable, PyDict, PyList, textKey } from '../values/types.ts';
import type { Entry, Value } from '../values/types.ts';

/** Reads an attribute of an event. */
type Attribute = (event: PyDict, related: readonly PyDict[]) => Value;

/** What Prefect's events have as attributes besides their fields. Always looked up with `Object.hasOwn`. */
const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  involved_resources: (event, related) => new PyList([event.text('resource') ?? null, ...related]),
  resource_in_role: (_event, related) => {
    const entries = new Map<string, Entry>();
    // Backwards, so that the first of a role stays: the order of roles is the one that Prefect's have.
    for (const resource of related.toReversed()) {
      const role = roleOf(resource);
      if (role !== undefined) entries.set(textKey(role), [role, resource]);
    }
    return new PyDict(entries);
  },
  resources_in_role: (_event, related) => {
    const roles = new Map<string, PyDict[]>();
    for (const resource of related) {
      const role = roleOf(resource);
      if (role !== undefined) roles.set(role, [...(roles.get(role) ?? []), resource]);
    }
    return new PyDict(
      new Map([...roles].map(([role, all]): [string, Entry] => [textKey(role), [role, new PyList(all)]])),
    );
  },
  find_resource_label: (event, related) =>
    new PyCallable('find_resource_label of Event object', (_rt, args, keywords) => {
      const label = bind('find_resource_label', args, keywords, ['label!']).text(0);
      const [, role, ofRelated] = /^related:(.*):([^:]*)$/s.exec(label) ?? [];
      const first = role === undefined ? undefined : related.find((resource) => roleOf(resource) === role);
      const resource = first ?? (event.text('resource') as PyDict);
      return resource.text(first === undefined ? label : (ofRelated ?? '')) ?? null;
    }),
};

/**
 * The attribute of an event by which templates find its resources: `resource_in_role`, `resources_in_role`, `involved_resources`, and the
 * method `find_resource_label`; undefined for other names and for what is no event.
 */
export function eventAttribute(target: PyDict, name: string): Value | undefined {
  if (!Object.hasOwn(ATTRIBUTES, name) || target.text(name) !== undefined) return undefined;
  const resource = target.text('resource');
  const related = target.text('related');
  const isEvent = resource instanceof PyDict && resource.text('prefect.resource.id') !== undefined;
  if (!isEvent || !(related instanceof PyList)) return undefined;
  return ATTRIBUTES[name]?.(
    target,
    related.items.filter((one) => one instanceof PyDict),
  );
}

function roleOf(resource: PyDict): string | undefined {
  const role = resource.text('prefect.resource.role');
  return typeof role === 'string' ? role : undefined;
}
