import type { LabelPatterns, ResourceSpecification } from './definition.ts';
import { compileLabelPattern } from './label-pattern.ts';
import type { TextTest } from './label-pattern.ts';

/** Labels of one resource. */
export type Labels = Readonly<Record<string, string>>;

/** Tells whether a resource has all the labels asked for. */
export type ResourceTest = (resource: Labels) => boolean;

/** Tells whether an event's related resources have what is asked for. */
export type RelatedTest = (related: readonly Labels[]) => boolean;

/** The value of a label, without being fooled by names such as `constructor`. */
export function labelOf(resource: Labels, label: string): string | undefined {
  return Object.hasOwn(resource, label) ? resource[label] : undefined;
}

function compileAlternatives(patterns: LabelPatterns): TextTest {
  const tests = (typeof patterns === 'string' ? [patterns] : patterns).map(compileLabelPattern);
  const [only] = tests;
  if (only && tests.length === 1) return only;
  return (value) => tests.some((test) => test(value));
}

/** `match`: every label named must be there and fit (rules M4, M5). */
export function compileMatch(specification: ResourceSpecification): ResourceTest {
  const tests = Object.entries(specification).map(([label, patterns]) => ({
    label,
    test: compileAlternatives(patterns),
  }));
  return (resource) => {
    for (const { label, test } of tests) {
      const value = labelOf(resource, label);
      if (value === undefined || !test(value)) return false;
    }
    return true;
  };
}

/** `match_related`: one resource must fit the object, or each object of the list some resource (rules M7, M8). */
export function compileMatchRelated(
  specification: ResourceSpecification | readonly ResourceSpecification[],
): RelatedTest {
  const list: readonly ResourceSpecification[] = isList(specification) ? specification : [specification];
  // An empty object fits even if there are no related resources at all.
  const tests = list.filter((one) => Object.keys(one).length > 0).map(compileMatch);
  return (related) => tests.every((test) => related.some(test));
}

function isList(
  specification: ResourceSpecification | readonly ResourceSpecification[],
): specification is readonly ResourceSpecification[] {
  return Array.isArray(specification);
}
