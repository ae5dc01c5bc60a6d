import { describe, expect, test } from 'vitest';
import { renderTemplate, TemplateError, validateTemplate } from '../../src/templates/index.ts';

const NESTED = '{% for i in range(100) %}{% for j in range(100) %}';
const END = '{% endfor %}{% endfor %}';

/** Each tries to take time, stack or memory in a way of its own. */
const bombs: readonly string[] = [
  "{{ 'a' * 10 ** 9 }}",
  "{{ '%999999999d' % 1 }}",
  "{{ '{:.999999999f}'.format(1.5) }}",
  "{{ '{:0999999,d}'.format(1) }}",
  '{{ 9 ** 9 ** 9 }}',
  '{% set x = 2 ** 19000 %}{{ x * x }}',
  "{{ ('a' * 500000).find('a' * 250000 ~ 'b') }}",
  "{{ ('a' * 900000).rfind('b' ~ 'a' * 450000) }}",
  "{{ ('a' * 900000).count('a' * 450000 ~ 'b') }}",
  "{{ ('a' * 300000) | replace('', 'bbbbbbbbbb') }}",
  "{{ ('x@' ~ 'a.' * 400000 ~ '!') | urlize }}",
  "{{ (('-' * 1900 ~ ' ') * 400) | wordwrap(3) }}",
  "{{ ('<!--' * 200000) | striptags | length }}{{ ('<' * 900000) | striptags | length }}",
  "{{ ('x' ~ ' ' * 900000 ~ 'x').rstrip() | length }}{{ (' ' * 900000 ~ 'x') | trim }}",
  '{% macro m(n) %}{{ m(n) ~ m(n) }}{% endmacro %}{{ m(1) }}',
  '{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}',
  `{% set ns = namespace(s='a') %}${NESTED}{% set ns.s = ns.s ~ ns.s %}${END}`,
  `{% set ns = namespace(l=[1]) %}${NESTED}{% set ns.l = [ns.l, ns.l] %}${END}{{ ns.l }}`,
  `{% set ns = namespace(l=[1]) %}${NESTED}{% set ns.l = (ns.l, ns.l) %}${END}{{ {ns.l: 1} }}`,
  `{% set ns = namespace(g=[1]) %}${NESTED}{% set ns.g = ns.g | map('abs') %}${END}{{ ns.g | list }}`,
  '{% set ns = namespace() %}{% set ns.x = [ns] %}{{ ns.x }}',
  `{% set s = '🚀' * 400000 %}${NESTED}{{ s[i] }}{{ s | length }}${END}`,
  `{% set s = 'a' * 900000 %}${NESTED}{% if s is lower and {s: 1}[s] and s == 'a' * 900000 %}{% endif %}${END}`,
  '{{ ([1] * 900000) | sort | unique | list | length }}',
  "{{ range(100) | batch(10 ** 9, 'x') | list }}",
  "{{ ('1' * 900000) | int }}{{ 1.5 | round(10 ** 9) }}{{ 5 | round(10 ** 6, 'ceil') }}",
  "{{ ('x y ' * 200000) | pprint | length }}",
];

const sources: readonly string[] = [
  `{{ ${'-'.repeat(50_000)}1 }}`,
  `{{ ${'not '.repeat(50_000)}1 }}`,
  `{{ 1${'+1'.repeat(50_000)} }}`,
  `{{ a${'.a'.repeat(50_000)} }}`,
  `{{ a${'|e'.repeat(50_000)} }}`,
  `{{ a${'()'.repeat(50_000)} }}`,
  `{{ 1${' if 1 else 1'.repeat(10_000)} }}`,
  `{{ ${'['.repeat(50_000)} }}`,
  '{% if 1 %}'.repeat(20_000),
  '{{'.repeat(100_000),
  `{{ ${'9'.repeat(200_000)} }}`,
  'x'.repeat(1_000_000),
];

describe('a hostile template', () => {
  test.each(bombs)('%s', (source) => {
    // The time of this process, since others may be at work, too.
    const start = process.cpuUsage();
    try {
      expect(renderTemplate(source, {}).length).toBeLessThanOrEqual(1_000_000);
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateError);
      expect((error as TemplateError).message).not.toContain('Internal');
    }
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(600);
    expect(renderTemplate('{{ 6 * 7 }}', {})).toBe('42');
  });

  test.each(sources.map((source) => [`${source.slice(0, 20)}… (${source.length})`, source]))(
    '%s',
    (_name, source) => {
      expect(() => validateTemplate(source)).toThrow(TemplateError);
    },
  );
});

describe('limits of a rendering', () => {
  const fails = (source: string, budget: object): string => {
    try {
      renderTemplate(source, {}, { budget });
    } catch (error) {
      return (error as Error).message;
    }
    return 'rendered';
  };

  test('each limit is its own', () => {
    const loop = '{% for i in range(100) %}{{ i }}{% endfor %}';
    expect(fails(loop, { steps: 50 })).toContain('50 steps');
    expect(fails(loop, { outputChars: 50 })).toContain('50 characters');
    expect(fails(loop, { memoryBytes: 500 })).toContain('500 bytes');
    expect(fails('{{ [[[[1]]]] }}', { depth: 3 })).toContain('3 levels');
    expect(fails(`${NESTED}{{ i ~ j ~ 'abc' | upper }}${END}`, { timeMs: 0 })).toContain('0 ms');
    expect(fails(loop, {})).toBe('rendered');
  });
});
