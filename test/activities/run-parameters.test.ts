import { describe, expect, it } from 'vitest';
import { runParameters } from '../../activities/actions/run-parameters.ts';
import { evaluateExpression, renderTemplate } from '../../src/templates/index.ts';

const context = { event: { id: 'e-1', payload: { n: 3, list: [1, 'a'], text: 'hi' } } };
const variables: Record<string, unknown> = { threshold: 5 };

function resolve(parameters: Record<string, unknown>, schema: unknown = null): Promise<unknown> {
  return runParameters(parameters, {
    templates: {
      render: async (template) => renderTemplate(template, context),
      evaluate: async (template) => evaluateExpression(template, context) ?? null,
    },
    variables: async (names) =>
      Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name))),
    schema,
  });
}

describe('the parameters of a run', () => {
  it('keep the type of a sole expression, also inside lists and objects', async () => {
    const parameters = {
      count: '{{ event.payload.n }}',
      spaced: '  {{ event.payload.list }} ',
      nested: { deep: ['{{ event.payload.n + 1 }}', { text: '{{ event.payload.text }}' }] },
      absent: '{{ event.payload.nothing }}',
    };
    expect(await resolve(parameters)).toEqual({
      count: 3,
      spaced: [1, 'a'],
      nested: { deep: [4, { text: 'hi' }] },
      absent: null,
    });
  });

  it('are text where there is more than one expression, and untouched without any', async () => {
    expect(await resolve({ a: ' n={{ event.payload.n }} ', b: '{{ 1 }}{{ 2 }}', c: ' x ' })).toEqual({
      a: ' n=3 ',
      b: '12',
      c: ' x ',
    });
  });

  it('become JSON text where the schema says string', async () => {
    const schema = { properties: { p: { type: 'string' }, q: { type: 'object' } } };
    expect(await resolve({ p: '{{ event }}', q: '{{ event }}' }, schema)).toEqual({
      p: JSON.stringify(context.event),
      q: context.event,
    });
    expect(await resolve({ p: '{{ event.payload.text }}' }, schema)).toEqual({ p: 'hi' });
  });

  it("follow Prefect's __prefect_kind objects, within each other", async () => {
    const jinja = { __prefect_kind: 'jinja', template: '{{ event.payload | tojson }}' };
    const parameters = {
      json: { __prefect_kind: 'json', value: '{"a": [1]}' },
      both: { __prefect_kind: 'json', value: jinja },
      text: { __prefect_kind: 'jinja', template: '{{ event.payload.n }}' },
      variable: { __prefect_kind: 'workspace_variable', variable_name: 'threshold' },
      none: { __prefect_kind: 'none', value: { x: '{{ event.id }}' } },
      leftOut: { __prefect_kind: 'json' },
      list: [{ __prefect_kind: 'workspace_variable' }, 1],
    };
    expect(await resolve(parameters)).toEqual({
      json: { a: [1] },
      both: context.event.payload,
      text: '3',
      variable: 5,
      none: { x: 'e-1' },
      list: [1],
    });
  });

  it('keep their type in a jinja object of one expression where the parameter takes no text', async () => {
    const jinja = (template: string) => ({ __prefect_kind: 'jinja', template });
    const properties = {
      count: { type: 'integer' },
      maybe: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      object: { type: 'object' },
      mixed: { type: 'integer' },
      text: { type: 'string' },
      either: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
      anything: { title: 'Anything' },
    };
    const parameters = {
      count: jinja('{{ event.payload.n }}'),
      maybe: jinja(' {{ event.payload.n }} '),
      object: jinja('{{ event.payload }}'),
      mixed: jinja('{{ event.payload.n }}{{ event.payload.n }}'),
      text: jinja('{{ event.payload.n }}'),
      either: jinja('{{ event.payload.n }}'),
      anything: jinja('{{ event.payload.n }}'),
      unknown: jinja('{{ event.payload.n }}'),
    };
    expect(await resolve(parameters, { properties })).toEqual({
      count: 3,
      maybe: 3,
      object: context.event.payload,
      mixed: '33',
      text: '3',
      either: '3',
      anything: '3',
      unknown: '3',
    });
  });

  it('are refused for good when they cannot be made', async () => {
    const broken = { __prefect_kind: 'json', value: '{' };
    await expect(resolve({ broken })).rejects.toMatchObject({ code: 'bad_parameters', retryable: false });
    const unknown = { __prefect_kind: 'workspace_variable', variable_name: 'nope' };
    await expect(resolve({ unknown })).rejects.toThrow("Variable 'nope' not found in workspace.");
  });
});
