import type { z } from 'zod';
import { AutomationError } from '../errors.ts';
import { nulIn } from './nul.ts';

/** One reason for a refusal, as pydantic reports it. */
export interface ErrorDetail {
  /** Pydantic's error type, for example `missing` or `value_error`. */
  readonly type: string;
  /** The way to the field: `body`, then names and indexes; the model's name stands in where there was a choice. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  /** What was there; for a missing field, the object that lacks it. Left out when the input may hold secrets. */
  readonly input?: unknown;
}

/** The body of a 422, in Prefect's shape. */
export interface ValidationErrorBody {
  readonly exception_message: string;
  readonly exception_detail: readonly ErrorDetail[];
  readonly request_body?: unknown;
}

/** Options of {@link parseBody}. */
export interface ParseOptions {
  /** Whether the answer may show what was sent; false for anything that carries secrets. Default: true. */
  readonly echoInput?: boolean;
  /** Whether it is known that no text holds a NUL; then none is looked for. Default: false. */
  readonly hasNoNul?: boolean;
  /** Where the value came from, the first part of each `loc`. Default: `body`. */
  readonly from?: 'body' | 'path' | 'query';
}

/** A request that does not fit its schema: 422. `JSON.stringify` gives the body of the answer. */
export class ValidationError extends AutomationError {
  override readonly name = 'ValidationError';
  readonly detail: readonly ErrorDetail[];
  readonly #body: { readonly value: unknown } | undefined;

  /** @param body what was sent, in a box; without the box the answer does not show it */
  constructor(detail: readonly ErrorDetail[], body?: { readonly value: unknown }) {
    super('invalid_request', `Invalid request received. ${detail.map(describe).join('; ')}`, {
      httpStatus: 422,
    });
    this.detail = detail;
    this.#body = body;
  }

  toJSON(): ValidationErrorBody {
    return {
      exception_message: 'Invalid request received.',
      exception_detail: this.detail,
      ...(this.#body === undefined ? {} : { request_body: this.#body.value }),
    };
  }
}

function describe(detail: ErrorDetail): string {
  return `${detail.loc.join('.')}: ${detail.msg}`;
}

/**
 * Checks a request against a schema.
 *
 * @returns the value with its defaults filled in
 * @throws ValidationError when it does not fit, or has a NUL where no free JSON stands: databases refuse it in text
 * @example const automation = parseBody(automationCreateSchema, request.body);
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown, options: ParseOptions = {}): T {
  const { echoInput = true, hasNoNul = false, from = 'body' } = options;
  const place = hasNoNul ? undefined : nulIn(body);
  if (place !== undefined) {
    const refused = detailOf(
      'value_error',
      'Value error, the character U+0000 is not allowed',
      place,
      body,
      from,
      echoInput,
    );
    throw new ValidationError([refused], echoInput ? { value: body ?? null } : undefined);
  }
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const detail = result.error.issues.flatMap((issue) => toDetails(issue, body, from, echoInput));
  throw new ValidationError(detail, echoInput ? { value: body ?? null } : undefined);
}

/** One zod issue as pydantic's errors: unknown fields are one each. */
function toDetails(issue: z.core.$ZodIssue, body: unknown, from: string, echo: boolean): ErrorDetail[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      detailOf('extra_forbidden', 'Extra inputs are not permitted', [...issue.path, key], body, from, echo),
    );
  }
  if (issue.code === 'invalid_union') {
    const closest = closestBranch(issue);
    return closest.flatMap((inner) =>
      toDetails({ ...inner, path: [...issue.path, ...inner.path] }, body, from, echo),
    );
  }
  const [type, msg] = wording(issue, isAbsent(body, issue.path));
  return [detailOf(type, msg, issue.path, body, from, echo)];
}

/** Of the alternatives of a union, the one that got furthest into the value. */
function closestBranch(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] {
  const reach = (branch: z.core.$ZodIssue[]) => Math.max(...branch.map((inner) => inner.path.length));
  return [...issue.errors].sort((a, b) => reach(b) - reach(a))[0] ?? [];
}

function detailOf(
  type: string,
  msg: string,
  path: readonly PropertyKey[],
  body: unknown,
  from: string,
  echo: boolean,
): ErrorDetail {
  const loc = [from, ...path.map((part) => (typeof part === 'symbol' ? (part.description ?? '') : part))];
  const steps = path.filter((part) => typeof part !== 'symbol');
  const input = type === 'missing' ? valueAt(body, steps.slice(0, -1)) : valueAt(body, steps);
  return { type, loc, msg, ...(echo ? { input: input ?? null } : {}) };
}

/** Whether there is nothing where the issue is: then the field is missing, whatever the schema says. */
function isAbsent(body: unknown, path: readonly PropertyKey[]): boolean {
  const steps = path.filter((part) => typeof part !== 'symbol');
  return valueAt(body, steps) === undefined;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    body,
  );
}

const typeErrors: Readonly<Record<string, readonly [type: string, msg: string]>> = {
  string: ['string_type', 'Input should be a valid string'],
  array: ['list_type', 'Input should be a valid list'],
  tuple: ['list_type', 'Input should be a valid list'],
  object: ['model_attributes_type', 'Input should be a valid dictionary'],
  record: ['dict_type', 'Input should be a valid dictionary'],
  boolean: ['bool_type', 'Input should be a valid boolean'],
  number: ['float_type', 'Input should be a valid number'],
  int: ['int_type', 'Input should be a valid integer'],
};

function wording(issue: z.core.$ZodIssue, absent: boolean): readonly [type: string, msg: string] {
  switch (issue.code) {
    case 'custom': {
      const type: unknown = issue.params?.['type'];
      if (absent && type !== 'value_error') return ['missing', 'Field required'];
      return [typeof type === 'string' ? type : 'value_error', issue.message];
    }
    case 'invalid_type':
      if (absent) return ['missing', 'Field required'];
      return typeErrors[issue.expected] ?? ['value_error', issue.message];
    case 'invalid_value':
      if (absent) return ['missing', 'Field required'];
      return ['literal_error', `Input should be ${alternatives(issue.values)}`];
    case 'too_big':
      if (issue.origin === 'string') {
        return ['string_too_long', `String should have at most ${issue.maximum} characters`];
      }
      return ['less_than_equal', `Input should be less than or equal to ${issue.maximum}`];
    case 'too_small':
      return ['greater_than_equal', `Input should be greater than or equal to ${issue.minimum}`];
    case 'invalid_format':
      return [
        'string_pattern_mismatch',
        issue.pattern === undefined ? issue.message : `String should match pattern '${issue.pattern}'`,
      ];
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return ['value_error', issue.message];
  }
}

function alternatives(values: readonly unknown[]): string {
  const quoted = values.map((value) => `'${String(value)}'`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}
