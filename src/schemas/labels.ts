import { z } from 'zod';
import { refuse, refuseValue, refuseWith } from './refusals.ts';
import { isObject } from './scalars.ts';

/** How many labels one resource may have. */
export const maxLabelsPerResource = 500;

/** The labels of a resource: names to strings, with `prefect.resource.id` among them. */
export type ResourceLabels = Record<string, string>;

function labels(required: readonly string[]) {
  return z.unknown().transform((input, ctx): ResourceLabels => {
    if (!isObject(input)) {
      if (input === undefined) refuse(ctx, 'missing', 'Field required', input);
      else refuse(ctx, 'dict_type', 'Input should be a valid dictionary', input);
      return z.NEVER;
    }
    let ok = true;
    const names = Object.keys(input);
    for (const name of names) {
      const value = input[name];
      if (typeof value === 'string') continue;
      ok = false;
      refuse(ctx, 'string_type', 'Input should be a valid string', value, [name]);
    }
    const complaint =
      names.length > maxLabelsPerResource
        ? `The maximum number of labels per resource is ${maxLabelsPerResource}`
        : required.map((label) => missingLabel(input, label)).find((text) => text !== undefined);
    if (ok && complaint !== undefined) refuseValue(ctx, complaint, input);
    return input as ResourceLabels;
  });
}

function missingLabel(input: Record<string, unknown>, label: string): string | undefined {
  const noun = label === 'prefect.resource.role' ? 'Related Resources' : 'Resources';
  if (!Object.hasOwn(input, label)) return `${noun} must include the ${label} label`;
  return input[label] === '' ? `The ${label} label must be non-empty` : undefined;
}

const shown = { type: 'object', additionalProperties: { type: 'string' } } as const;

/** An event's primary resource. */
export const resourceSchema = labels(['prefect.resource.id']).meta({
  ...shown,
  required: ['prefect.resource.id'],
});

/** A related resource of an event; it has a role besides its id. */
export const relatedResourceSchema = labels(['prefect.resource.id', 'prefect.resource.role']).meta({
  ...shown,
  required: ['prefect.resource.id', 'prefect.resource.role'],
});

/** Which resources are meant: label names to a pattern or to alternatives. */
export type ResourceSpecification = Record<string, string | string[]>;

/** The specification of resources in `match`, `match_related` and in filters. */
export const resourceSpecificationSchema = z
  .unknown()
  .transform((input, ctx): ResourceSpecification => {
    if (!isObject(input)) {
      if (input === undefined) refuse(ctx, 'missing', 'Field required', input);
      else refuse(ctx, 'dict_type', 'Input should be a valid dictionary', input);
      return z.NEVER;
    }
    for (const [name, value] of Object.entries(input)) {
      if (typeof value === 'string') continue;
      if (Array.isArray(value) && value.every((item) => typeof item === 'string')) continue;
      refuse(ctx, 'string_type', 'Input should be a valid string or a list of strings', value, [name]);
    }
    return input as ResourceSpecification;
  })
  .meta({
    type: 'object',
    additionalProperties: {
      anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
    },
  });

/** One specification, or a list of them, each of which some related resource must fit. */
export const relatedSpecificationSchema = z
  .unknown()
  .transform((input, ctx): ResourceSpecification | ResourceSpecification[] => {
    const schema = Array.isArray(input) ? z.array(resourceSpecificationSchema) : resourceSpecificationSchema;
    const result = schema.safeParse(input);
    if (result.success) return result.data;
    refuseWith(ctx, result.error);
    return z.NEVER;
  })
  .meta({
    anyOf: [
      { $ref: '#/components/schemas/ResourceSpecification' },
      { type: 'array', items: { $ref: '#/components/schemas/ResourceSpecification' } },
    ],
  });
