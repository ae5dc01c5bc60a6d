import type { LabelPatterns, ResourceSpecification } from './definition.ts';
import { compileLabelPattern, requiredText } from './label-pattern.ts';
import type { RequiredText, TextTest } from './label-pattern.ts';

/** Labels of one resource. */
export type Labels = Readonly<Record<string, string>>;

/** One of these texts must be what the label's value is, or begins with. */
export interface RequiredLabel {
  readonly label: string;
  readonly texts: readonly RequiredText[];
}

/** Tells whether a resource has all the labels asked for. */
export interface ResourceTest {
  (resource: Labels): boolean;
  /** What holds for every resource that fits: each of these. For an index. */
  readonly required: readonly RequiredLabel[];
}

/** Tells whether an event's related resources have what is asked for. */
export interface RelatedTest {
  (related: readonly Labels[]): boolean;
  /** Of each of these, one of the related resources must have the label. For an index. */
  readonly required: readonly RequiredLabel[];
}

/** The value of a label, without being fooled by names such as `constructor`. */
export function labelOf(resource: Labels, label: string): string | undefined {
  return Object.hasOwn(resource, label) ? resource[label] : undefined;
}

function alternatives(patterns: LabelPatterns): readonly string[] {
  return typeof patterns === 'string' ? [patterns] : patterns;
}

function requiredLabels(specification: ResourceSpecification): RequiredLabel[] {
  return Object.entries(specification).flatMap(([label, patterns]) => {
    const texts = alternatives(patterns).map(requiredText);
    return texts.every((text) => text !== null) ? [{ label, texts }] : [];
  });
}

function compileAlternatives(patterns: LabelPatterns): TextTest {
  const tests = alternatives(patterns).map(compileLabelPattern);
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
  const fits = (resource: Labels): boolean => {
    for (const { label, test } of tests) {
      const value = labelOf(resource, label);
      if (value === undefined || !test(value)) return false;
    }
    return true;
  };
  return Object.assign(fits, { required: requiredLabels(specification) });
}

/** `match_related`: one resource must fit the object, or each object of the list some resource (rules M7, M8). */
export function compileMatchRelated(
  specification: ResourceSpecification | readonly ResourceSpecification[],
): RelatedTest {
  const list: readonly ResourceSpecification[] = isList(specification) ? specification : [specification];
  // An empty object fits even if there are no related resources at all.
  const tests = list.filter((one) => Object.keys(one).length > 0).map(compileMatch);
  const fits = (related: readonly Labels[]): boolean => tests.every((test) => related.some(test));
  return Object.assign(fits, { required: tests.flatMap(({ required }) => required) });
}

function isList(
  specification: ResourceSpecification | readonly ResourceSpecification[],
): specification is readonly ResourceSpecification[] {
  return Array.isArray(specification);
}
