import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  evaluateExpression,
  renderTemplate,
  renderValue,
  TemplateError,
  validateTemplate,
} from '../../src/templates/index.ts';

const NAMES = [
  'event',
  'n',
  's',
  'l',
  'm',
  'nope',
  'none',
  'true',
  'loop',
  'range',
  'dict',
  'namespace',
  'constructor',
  '__proto__',
];
const FILTERS =
  'abs attr batch capitalize center count default dictsort e filesizeformat first float format groupby indent int items join last length list lower map max min pprint random reject rejectattr replace reverse round safe select selectattr slice sort string striptags sum title tojson trim truncate unique upper urlencode urlize wordcount wordwrap xmlattr humanize_naturalsize humanize_intcomma humanize_intword humanize_ordinal humanize_apnumber humanize_fractional humanize_scientific humanize_clamp humanize_metric humanize_naturaldelta humanize_naturaltime humanize_precisedelta humanize_naturalday ui_url ui_resource_events_url from_cloud_event flow_run_id valueOf'.split(
    ' ',
  );
const METHODS =
  'upper format format_map split rsplit join center ljust zfill find replace strip partition splitlines translate expandtabs items keys get index count constructor toString __class__'.split(
    ' ',
  );
const TESTS =
  'defined none odd even string mapping sequence iterable lower upper divisibleby eq gt in sameas escaped'.split(
    ' ',
  );

const leaf = fc.oneof(
  fc.constantFrom(...NAMES),
  fc.constantFrom(
    '0',
    '1',
    '-3',
    '2.5',
    '1e300',
    '10**30',
    "'a'",
    "'{} {0.x}'",
    "'%s%d'",
    "'<b>'",
    '[]',
    '{}',
    "'🚀é'",
    '(1,)',
    'range(5)',
  ),
  fc.string({ maxLength: 8 }).map((text) => JSON.stringify(text)),
);

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const e = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc
        .tuple(e, fc.constantFrom(...FILTERS), fc.array(e, { maxLength: 3 }))
        .map(([v, f, a]) => `(${v})|${f}(${a.join(', ')})`),
      fc
        .tuple(e, fc.constantFrom(...METHODS), fc.array(e, { maxLength: 2 }))
        .map(([v, f, a]) => `(${v}).${f}(${a.join(', ')})`),
      fc
        .tuple(
          e,
          fc.constantFrom('+', '-', '*', '/', '//', '%', '**', '~', '==', '<', '>=', 'in', 'and', 'or'),
          e,
        )
        .map(([a, o, b]) => `(${a} ${o} ${b})`),
      fc.tuple(e, e).map(([a, b]) => `(${a})[${b}]`),
      fc.tuple(e, e, e).map(([a, b, c]) => `(${a})[${b}:${c}]`),
      fc.tuple(e, fc.constantFrom(...TESTS), e).map(([a, t, b]) => `(${a} is ${t}(${b}))`),
      fc.array(e, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc.tuple(e, e).map(([k, v]) => `{${k}: ${v}}`),
      fc.tuple(e, e, e).map(([a, b, c]) => `(${a} if ${b} else ${c})`),
    ),
  };
});

const template = fc.oneof(
  expression.map((e) => `{{ ${e} }}`),
  fc
    .tuple(expression, expression)
    .map(([a, b]) => `{% for x in ${a} %}{{ ${b} }}{{ loop.index }}{% else %}-{% endfor %}`),
  fc
    .tuple(expression, expression)
    .map(([a, b]) => `{% set x = ${a} %}{% if x %}{{ x }}{{ ${b} }}{% endif %}`),
  fc
    .tuple(expression, expression)
    .map(([a, b]) => `{% macro m(a, b=1) %}{{ ${a} }}{% endmacro %}{{ m(${b}) }}`),
  fc
    .array(
      fc.constantFrom(
        '{{',
        '}}',
        '{%',
        '%}',
        '{#',
        '#}',
        '-',
        '+',
        ' ',
        '\n',
        'if',
        'for',
        'in',
        'x',
        'endif',
        'endfor',
        '|',
        '(',
        ')',
        "'",
        '"',
        '1',
        '.',
        '%',
        'set',
        '=',
        'raw',
        'endraw',
        '\\',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const context = {
  event: { id: 'e-1', resource: { 'prefect.resource.id': 'a.b' }, payload: { x: [1, { y: null }] } },
  n: 3,
  s: 'some text',
  l: [3, 'a', null, [1]],
  m: { k: 'v', 2: 3 },
};

/** Runs `run`; anything but a result or a {@link TemplateError} fails the test. */
function guarded(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    expect(error.message).not.toContain('Internal error');
    expect(error.line).toBeGreaterThan(0);
  }
}

describe('any text as a template', () => {
  test('gives a text or a TemplateError, in time, and leaves everything as it was', () => {
    const before = JSON.stringify(context);
    fc.assert(
      fc.property(template, (source) => {
        const start = process.cpuUsage();
        guarded(() => validateTemplate(source));
        guarded(() =>
          expect(renderTemplate(source, context)).not.toMatch(/\[native code\]|\[object |function *\(/),
        );
        guarded(() => evaluateExpression(source, context));
        const { user, system } = process.cpuUsage(start);
        expect((user + system) / 1000).toBeLessThan(1000);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 1500) },
    );
    expect(JSON.stringify(context)).toBe(before);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('a value renders to a value of the same shape', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3, noUnicodeString: false }), (value) => {
        guarded(() => {
          const text = JSON.stringify(value);
          if (!text.includes('{{') && !text.includes('{%')) expect(renderValue(value, {})).toEqual(value);
        });
      }),
      { numRuns: 200 },
    );
  });
});
