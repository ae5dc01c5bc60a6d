import { describe, expect, test } from 'vitest';
import {
  evaluateExpression,
  renderTemplate,
  renderValue,
  TemplateError,
  validateTemplate,
} from '../../src/templates/index.ts';

function failure(run: () => unknown): TemplateError {
  try {
    run();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('TemplateError', () => {
  test('tells stage, line and source, and is a final 422', () => {
    const source = 'one\ntwo {{ 1 + }}';
    const error = failure(() => validateTemplate(source));
    expect(error).toMatchObject({
      stage: 'syntax',
      line: 2,
      source,
      httpStatus: 422,
      retryable: false,
      code: 'template_syntax',
    });
  });

  test('points at the line that fails while rendering', () => {
    const error = failure(() => renderTemplate('a\n{% if true %}\n{{ nope.x + 1 }}\n{% endif %}', {}));
    expect(error).toMatchObject({ stage: 'render', line: 3 });
    expect(error.message).toContain("'nope' is undefined");
  });

  test('has the stage security for too many or too deep loops', () => {
    const loop = '{% for i in [1] %}{% endfor %}';
    expect(failure(() => validateTemplate(loop.repeat(11)))).toMatchObject({ stage: 'security' });
    expect(() => validateTemplate(loop.repeat(10))).not.toThrow();
  });

  test('does not wait for rendering to refuse nesting, nor for validation to refuse an unknown filter', () => {
    expect(failure(() => validateTemplate(`{{ ${'('.repeat(5000)} }}`))).toMatchObject({ stage: 'syntax' });
    expect(() => validateTemplate('{{ x | shout }}')).not.toThrow();
    expect(failure(() => renderTemplate('{{ x | shout }}', {}))).toMatchObject({ stage: 'render' });
  });
});

describe('renderTemplate', () => {
  test('leaves a text without tags alone, comments and all', () => {
    expect(renderTemplate('a {# b #}\n', {})).toBe('a {# b #}\n');
  });

  test('does not change its context', () => {
    const context = { list: [3, 1, 2], map: { b: 1, a: 2 } };
    const before = structuredClone(context);
    renderTemplate('{{ list | sort }}{{ map | dictsort }}{% set list = 5 %}{{ dict(map, c=1) }}', context);
    expect(context).toEqual(before);
  });

  test('sees own properties of plain data only', () => {
    const context = Object.create({ inherited: 'secret' }) as Record<string, unknown>;
    context.own = Object.assign(Object.create({ hidden: 'secret' }) as object, {
      shown: 1,
      run: () => 'secret',
    });
    expect(renderTemplate('[{{ inherited }}{{ own.hidden }}{{ own.run }}{{ own.shown }}]', context)).toBe(
      '[1]',
    );
  });

  test('keeps a key __proto__ as data', () => {
    const context = JSON.parse('{"a": {"__proto__": {"x": 1}}}') as Record<string, unknown>;
    expect(renderTemplate('{{ a.__proto__.x }}', context)).toBe('1');
    const value = evaluateExpression("{{ {'__proto__': {'polluted': 1}} }}", {});
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('shares nothing between renderings', () => {
    expect(renderTemplate('{% set x = 1 %}{{ x }}', {})).toBe('1');
    expect(renderTemplate('[{{ x }}]', {})).toBe('[]');
  });

  test('keeps None apart from what is missing', () => {
    expect(renderTemplate('{{ a is defined }}{{ a.b is defined }}{{ a | default(1) }}', { a: null })).toBe(
      'TrueFalseNone',
    );
  });
});

describe('renderValue', () => {
  test('renders every text of a JSON value and nothing else', () => {
    const value = { a: '{{ n }}', b: [1, null, true, { '{{ n }}': 'x{{ n + 1 }}' }], c: 'plain' };
    expect(renderValue(value, { n: 1 })).toEqual({
      a: '1',
      b: [1, null, true, { '{{ n }}': 'x2' }],
      c: 'plain',
    });
  });

  test('has one budget for all of it', () => {
    const text = "{{ 'a' * 400000 }}";
    expect(() => renderValue([text], {}, { budget: { memoryBytes: 4_000_000 } })).not.toThrow();
    expect(
      failure(() => renderValue(Array(10).fill(text), {}, { budget: { memoryBytes: 4_000_000 } })),
    ).toMatchObject({ stage: 'render' });
  });
});

describe('evaluateExpression', () => {
  test.each([
    ['{{ n }}', 3],
    ['{{ n / 2 }}', 1.5],
    ['{{ [n, none, true, "a"] }}', [3, null, true, 'a']],
    ['{{ {"a": (1, 2)} }}', { a: [1, 2] }],
    ['{{ range(3) }}', [0, 1, 2]],
    ['{{ [1, 2] | map("string") }}', ['1', '2']],
    ['{{ nope }}', undefined],
    ['{{ [nope] }}', [null]],
    ['{{ m | tojson }}', '{"k": "v"}'],
    ['{{ m }}', { k: 'v' }],
    ['n = {{ n }}', 'n = 3'],
    ['plain', 'plain'],
  ])('%s', (source, expected) => {
    expect(evaluateExpression(source, { n: 3, m: { k: 'v' } })).toEqual(expected);
  });

  test('refuses what has no JSON form', () => {
    expect(failure(() => evaluateExpression('{{ range }}', {}))).toMatchObject({ stage: 'render' });
    expect(failure(() => evaluateExpression("{{ 'inf' | float }}", {}))).toMatchObject({ stage: 'render' });
  });
});

describe('filters of Prefect', () => {
  const options = { uiUrl: 'http://ui.example/', now: Date.parse('2025-03-14T12:00:00Z') };
  const id = '7a1c2f0e-5b7d-4a57-9d0e-6d1c0b8f4e21';

  test.each([
    ['{{ flow_run | ui_url }}', `http://ui.example/runs/flow-run/${id}`],
    ['{% set r = flow_run %}{{ r | ui_url }}', `http://ui.example/runs/flow-run/${id}`],
    ['{{ work_pool | ui_url }}', 'http://ui.example/work-pools/work-pool/k8s'],
    ['{{ event | ui_url }}', 'http://ui.example/events/event/2025-03-14/e-1'],
    ['{{ event.resource | ui_url }}', `http://ui.example/runs/flow-run/${id}`],
    ['{{ event.related[0] | ui_url }}', 'None'],
    ['{{ flow_run | ui_resource_events_url }}', `http://ui.example/events?resource=prefect.flow-run.${id}`],
    ['{{ event.related[0] | ui_resource_events_url }}', 'http://ui.example/events?resource=shop.order.1'],
    ['{{ "x" | ui_url }}', 'None'],
    [`{{ 'see http://x/runs/flow-run/${id}' | flow_run_id }}`, id],
    ['{{ event.occurred | humanize_naturaltime }}', '3 hours ago'],
    ['{{ event.occurred | humanize_naturalday }}', 'today'],
  ])('%s', (source, expected) => {
    const context = {
      event: {
        id: 'e-1',
        occurred: '2025-03-14T09:00:00Z',
        resource: { 'prefect.resource.id': `prefect.flow-run.${id}` },
        related: [{ 'prefect.resource.id': 'shop.order.1' }],
      },
      flow_run: { id, name: 'otter' },
      work_pool: { id: 'w', name: 'k8s' },
    };
    expect(renderTemplate(source, context, options)).toBe(expected);
  });

  test('make None without an address', () => {
    expect(renderTemplate('{{ flow_run | ui_url }}', { flow_run: { id } })).toBe('None');
  });

  test('from_cloud_event reads both modes', () => {
    const body = {
      specversion: '1.0',
      id,
      source: '/shop/1',
      type: 'order.placed',
      time: '2025-01-01T00:00:00Z',
      data: { n: 1 },
    };
    const expected = {
      id,
      event: 'order.placed',
      occurred: '2025-01-01T00:00:00Z',
      resource: {
        'prefect.resource.id': '/shop/1',
        'cloudevents.source': '/shop/1',
        'cloudevents.specversion': '1.0',
      },
      payload: { n: 1 },
    };
    const render = (context: Record<string, unknown>): unknown =>
      JSON.parse(renderTemplate('{{ body | from_cloud_event(headers) }}', context));
    expect(render({ body, headers: {} })).toEqual(expected);
    const headers = {
      'Ce-Specversion': '1.0',
      'ce-id': id,
      'CE-Source': '/shop/1',
      'ce-type': 'order.placed',
      'ce-time': body.time,
    };
    expect(render({ body: { n: 1 }, headers })).toEqual(expected);
    expect(failure(() => render({ body: {}, headers: {} }))).toMatchObject({ stage: 'render' });
  });
});
