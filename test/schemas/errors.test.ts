import { describe, expect, it } from 'vitest';
import { automationCreateSchema } from '../../src/schemas/automations.ts';
import { blockDocumentCreateSchema } from '../../src/schemas/blocks.ts';
import { validationErrorSchema } from '../../src/schemas/errors.ts';
import { parseBody, ValidationError, type ParseOptions } from '../../src/schemas/validation.ts';
import type { z } from 'zod';

function refusal(schema: z.ZodType, body: unknown, options?: ParseOptions): ValidationError {
  try {
    parseBody(schema, body, options);
  } catch (error) {
    if (error instanceof ValidationError) return error;
  }
  throw new Error('was accepted');
}

describe('a refused body', () => {
  it('is answered in Prefect’s shape', () => {
    const body = { name: 'n', actions: [] };
    const error = refusal(automationCreateSchema, body);
    expect(error.httpStatus).toBe(422);
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      exception_message: 'Invalid request received.',
      exception_detail: [{ type: 'missing', loc: ['body', 'trigger'], msg: 'Field required', input: body }],
      request_body: body,
    });
    expect(validationErrorSchema.safeParse(JSON.parse(JSON.stringify(error))).success).toBe(true);
  });

  it('names each field, in the branch that the type chose', () => {
    const error = refusal(automationCreateSchema, {
      name: 1,
      trigger: { type: 'compound', within: 1, require: 'any', triggers: [{ type: 'event', threshold: 'x' }] },
      actions: [{ type: 'run-deployment', deployment_id: 'YOUR-ID', parameters: '10' }],
      color: 'red',
    });
    const branch = ['body', 'trigger', 'CompoundTrigger', 'triggers', 0, 'EventTrigger'];
    expect(error.detail.map(({ type, loc, msg }) => [type, loc, msg])).toEqual([
      ['string_type', ['body', 'name'], 'Input should be a valid string'],
      ['missing', [...branch, 'posture'], 'Field required'],
      ['int_parsing', [...branch, 'threshold'], expect.stringContaining('Input should be a valid integer')],
      [
        'uuid_parsing',
        ['body', 'actions', 0, 'RunDeployment', 'deployment_id'],
        'Input should be a valid UUID',
      ],
      [
        'dict_type',
        ['body', 'actions', 0, 'RunDeployment', 'parameters'],
        'Input should be a valid dictionary',
      ],
      ['extra_forbidden', ['body', 'color'], 'Extra inputs are not permitted'],
    ]);
    expect(error.detail.find((detail) => detail.loc.at(-1) === 'parameters')?.input).toBe('10');
  });

  it('names the fields of a metric trigger', () => {
    const trigger = {
      type: 'metric',
      metric: { name: 'speed', threshold: 'high', operator: '=', range: 60 },
    };
    const error = refusal(automationCreateSchema, { name: 'n', trigger, actions: [] });
    const fields = error.detail.map(({ loc, msg }) => [loc.slice(2).join('.'), msg]);
    expect(fields).toEqual([
      ['MetricTrigger.metric.name', expect.stringContaining('lateness')],
      ['MetricTrigger.metric.threshold', expect.stringContaining('valid number')],
      ['MetricTrigger.metric.operator', expect.stringContaining('>=')],
      ['MetricTrigger.metric.range', expect.stringContaining('The minimum range is 300 seconds (5 minutes)')],
    ]);
  });

  it('is not echoed when it may hold secrets', () => {
    const body = {
      name: 'n',
      data: { password: 'hunter2' },
      block_type_id: 'hunter2',
      block_schema_id: 5,
      is_anonymous: 'hunter2',
    };
    const error = refusal(blockDocumentCreateSchema, body, { echoInput: false });
    expect(error.detail.length).toBe(3);
    expect(JSON.stringify(error) + error.message).not.toContain('hunter2');
  });
});
