import type { LabelPatterns, MatchableEvent, ResourceSpecification } from '../../src/triggers/index.ts';
import type { EventTriggerDefinition } from '../../src/triggers/index.ts';

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Rules M1 and M3, as a regular expression. */
export function referenceEventPattern(pattern: string): RegExp {
  if (/\[(?:!.|[^!])[^\]]*\]/su.test(pattern)) return /(?!)/;
  return new RegExp(`^${pattern.split('*').map(escape).join('[^]+')}$`, 'u');
}

/** Rules M5 and M6, as a regular expression. */
export function referenceLabelPattern(pattern: string): (value: string) => boolean {
  if (pattern.startsWith('!')) {
    const positive = referenceGlob(pattern.slice(1));
    return (value) => !positive.test(value);
  }
  const glob = referenceGlob(pattern);
  return (value) => glob.test(value);
}

function referenceGlob(pattern: string): RegExp {
  const set = /\[(?:!([^][^\]]*)|([^!][^\]]*))\]|[^]/gu;
  const source = pattern.replace(set, (whole, not: string | undefined, body: string | undefined) => {
    const characters = not ?? body;
    if (characters === undefined) return whole === '*' ? '[^]*' : whole === '?' ? '[^]' : escape(whole);
    return `[${not === undefined ? '' : '^'}${characters.replace(/[\\^[\]]/g, '\\$&')}]`;
  });
  return new RegExp(`^${source}$`, 'u');
}

function fitsLabels(
  specification: ResourceSpecification,
  resource: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(specification).every(([label, patterns]: [string, LabelPatterns]) => {
    const value = resource[label];
    const list = typeof patterns === 'string' ? [patterns] : patterns;
    return value !== undefined && list.some((pattern) => referenceLabelPattern(pattern)(value));
  });
}

/** Rules M2, M4, M7, M8. */
export function referenceMatch(
  leaf: EventTriggerDefinition,
  event: MatchableEvent,
): { expect: boolean; after: boolean } | null {
  const expect =
    leaf.expect.length === 0 || leaf.expect.some((one) => referenceEventPattern(one).test(event.event));
  const after = leaf.after.some((one) => referenceEventPattern(one).test(event.event));
  const related = [leaf.match_related].flat() as ResourceSpecification[];
  const fits =
    fitsLabels(leaf.match, event.resource) &&
    related.every(
      (one) => Object.keys(one).length === 0 || event.related.some((resource) => fitsLabels(one, resource)),
    );
  return fits && (expect || after) ? { expect, after } : null;
}

/** Rules F1 to F3. */
export function referenceKey(leaf: EventTriggerDefinition, event: MatchableEvent): Record<string, string> {
  const labels = leaf.for_each.map((entry) => {
    const [, role, label] = /^related:(.*):([^:]*)$/.exec(entry) ?? [];
    if (role === undefined || label === undefined) return [entry, event.resource[entry] ?? ''];
    return [entry, event.related.find((one) => one['prefect.resource.role'] === role)?.[label] ?? ''];
  });
  return Object.fromEntries(labels) as Record<string, string>;
}
