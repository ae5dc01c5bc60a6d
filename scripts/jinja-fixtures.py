"""Makes test/fixtures/jinja/*.json: templates and what Prefect's own environment makes of them.

Run with a Python that has Prefect installed (the version goes into the files):

    python scripts/jinja-fixtures.py
"""

import json
import logging
import pathlib
import warnings

import jinja2
import prefect
from prefect.server.utilities.user_templates import (
    TemplateSecurityError,
    render_user_template_sync,
    validate_user_template,
)

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

CONTEXT = {
    "n": 7,
    "f": 2.5,
    "yes": True,
    "nil": None,
    "s": "Hello, World",
    "text": "The quick-brown fox -- jumps over the lazy dog, it's 42 years old; and extraordinarily well-known.",
    "lines": "one\ntwo\n\nthree\n",
    "html": "<p class=\"x\">Fish &amp; chips</p> <!-- no --> <b>now</b>",
    "uni": "Zoë 🚀 naïve ß Ǆ",
    "nums": [5, 3, 8, 3],
    "words": ["delta", "Alpha", "charlie", "Bravo", "alpha"],
    "map": {"b": 2, "a": 1, "C": 3, "with space": 4},
    "people": [
        {"name": "Ann", "age": 31, "tags": ["x"], "boss": {"name": "Zed"}},
        {"name": "bob", "age": 25, "tags": [], "boss": {"name": "Ann"}},
        {"name": "Cid", "age": 31, "tags": ["x", "y"]},
    ],
    "tree": [{"v": 1, "kids": [{"v": 2, "kids": [{"v": 3}]}, {"v": 4}]}, {"v": 5}],
    "event": {"resource": {"prefect.resource.id": "a.b.1", "kind": "k"}, "payload": {"items": [1, 2], "update": 3}},
}

TOPICS = {
    "whitespace": r"""
a  {{- n -}}  b
a {%- if yes -%} b {%- endif -%} c
{% if yes +%} x {%+ endif %} y
 {#- c -#} z{{ n }}
{%- raw -%}  {{ x }} {%- endraw -%}  y
{% raw %} {% raw %} {% endraw %}
{{ n }}\n
{{ n }}\n\n
\n{{ n }}
a\r\n{{ n }}\rb\n
{{ n -}}\n\n  x
x  \n{{- n }}
{%if yes%}{{n}}{%endif%}
{{'}}'}}{{ "{%" }}
{{ {'a':{'b':1}}.a.b }}
{# {{ #}{{ n }}
{{ n }}{# a #}{# b -#}   c
{% set x = 1 %}\n{% set y = 2 %}\n{{ x + y }}
{{\nn\n}}
{%- for i in [1,2] -%} {{ i }} {%- endfor -%} .
{ {n} } {{ n }} { % x % }
{{ n }}} {{ '{' }}
{{ n }}%} -}} #}
{%- set t -%}  pad  {%- endset -%}[{{ t }}]
""",
    "loops": r"""
{% for x in nums %}{{ loop.index }}/{{ loop.length }}:{{ loop.revindex }}:{{ loop.revindex0 }}:{{ loop.index0 }} {% endfor %}
{% for x in nums %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }};{% endfor %}
{% for x in nums %}{{ loop.first }}{{ loop.last }} {% endfor %}
{% for x in nums %}{{ loop.cycle('odd', 'even') }} {% endfor %}
{% for x in [1,1,2,2,1] %}{{ loop.changed(x) }} {% endfor %}
{% for x in [1,1,2] %}{{ loop.changed(x, n) }}{% endfor %}
{% for x in tree recursive %}{{ x.v }}@{{ loop.depth }}{{ loop.depth0 }}{% if x.kids %}({{ loop(x.kids) }}){% endif %}{% endfor %}
{% for x in nums %}{{ loop }}{% endfor %}
{% for x in [] %}a{% else %}{{ loop.index }}none{% endfor %}
{% for x in nums if x > 4 %}{{ loop.index }}of{{ loop.length }}:{{ x }} {% else %}none{% endfor %}
{% for x in nums if x > 9 %}{{ x }}{% else %}none{% endfor %}
{% for x in 'abc' %}{{ x }}-{% endfor %}
{% for x in map %}{{ x }}-{% endfor %}
{% for k, v in map.items() %}{{ k }}={{ v }};{% endfor %}
{% for k, v in map %}{{ k }}{% endfor %}
{% for x in nope %}a{% else %}b{% endfor %}
{% for x in nil %}a{% endfor %}
{% for x in 5 %}a{% endfor %}
{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}
{% for a, b in [(1, 2, 3)] %}{{ a }}{% endfor %}
{% for x in range(3) %}{% for y in range(x) %}{{ loop.index }}{% endfor %}|{{ loop.index }} {% endfor %}
{% for x in nums %}{% set n = x %}{% endfor %}{{ n }}
{% for x in nums %}{{ x }}{% if loop.index == 2 %}{% break %}{% endif %}{% endfor %}
{% for x in nums | map('string') %}{{ loop.length }}{{ x }}{% endfor %}
{% for x in nums %}{{ loop.nope is defined }}{% endfor %}
{% for x in people | sort(attribute='age,name') %}{{ x.name }} {% endfor %}
{% for i in range(0) %}{% else %}empty{% endfor %}
{% for x in nums %}{{ loop(x) }}{% endfor %}
{% for loop in nums %}{{ loop }}{% endfor %}
{% for x in [3,4] if loop.index %}{{ x }}{% else %}e{% endfor %}
{% for x in nums[1:] %}{{ x }}{% endfor %}
{% for item in event.payload['items'] %}{{ item }}{% endfor %}
{% for x in 1, 2 if yes else [3] %}{{ x }}{% endfor %}
{% for x in (1, 2) if yes %}{{ x }}{% endfor %}
{% for i in range(101) %}{{ i }}{% endfor %}
{{ range(100) | last }} {{ range(0, -100, -1) | last }} {{ range(1, 2, 3) | list }} {{ range(5)[1:3] }} {{ range(5)[-1] }}
{{ range(1, 5, 0) }}
{{ range(2.0) }}
{{ range() }}
""",
    "macros": r"""
{% macro m(a, b='x') %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(b=3, a=4) }}{{ m() }}
{% macro m(a) %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, 3, x=4) }}
{% macro m(a, b=a) %}{{ b }}{% endmacro %}{{ m(7) }}
{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}in{% endcall %}
{% macro m() %}{{ caller(1, 2) }}{% endmacro %}{% call(a, b) m() %}{{ a }}-{{ b }}{% endcall %}
{% macro m() %}{{ caller }}{% endmacro %}[{{ m() }}]
{% macro m() %}x{% endmacro %}{% call m() %}in{% endcall %}
{% macro m() %}x{% endmacro %}{{ m(1) }}
{% macro m() %}x{% endmacro %}{{ m(z=1) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, a=2) }}
{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(*[1, 2]) }}{{ m(**{'b': 3, 'a': 4}) }}
{% macro m(a) %}x{% endmacro %}{{ m.name }}{{ m.arguments }}{{ m.catch_kwargs }}{{ m.catch_varargs }}{{ m.caller }}
{% macro m(a) %}x{% endmacro %}{{ m }}
{% macro f(k) %}{{ k }}{% if k %}{{ f(k - 1) }}{% endif %}{% endmacro %}{{ f(3) }}
{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}B{% endmacro %}{{ a() }}
{% set x = 1 %}{% macro m() %}{{ x }}{% endmacro %}{% set x = 2 %}{{ m() }}
{% macro m(x) %}{% set x = 5 %}{{ x }}{% endmacro %}{{ m(1) }}{{ x }}
{% macro m() %}{% macro n() %}N{% endmacro %}{{ n() }}{% endmacro %}{{ m() }}{{ n }}
{% macro m() %} a {% endmacro %}[{{ m() | trim }}][{{ m() | length }}]
{% if yes %}{% macro m() %}Y{% endmacro %}{% endif %}{{ m() }}
{% for i in [1, 2] %}{% macro m() %}{{ i }}{% endmacro %}{{ m() }}{% endfor %}
{% macro m(a, a) %}{% endmacro %}x
{% macro m(a=1, b) %}{% endmacro %}
{% macro m(a, b=2) %}{{ a is defined }}{{ b is defined }}{% endmacro %}{{ m() }}
{{ m() }}{% macro m() %}late{% endmacro %}
{% macro m(caller) %}{% endmacro %}x
{% call nope() %}x{% endcall %}
{% call n %}x{% endcall %}
{% macro _p() %}p{% endmacro %}{{ _p() }}
{% macro m(l) %}{{ l | join('+') }}{% endmacro %}{{ m(nums) }}{{ m(l=[1]) }}
{{ n(a=1, a=2) }}
""",
    "sets": r"""
{% set x = 1 %}{{ x }}{% set x = x + 1 %}{{ x }}
{% set a, b = [1, 2] %}{{ b }}{{ a }}
{% set (a, b) = (1, 2) %}{{ a }}
{% set x = 1, 2 %}{{ x }}
{% set x %}a{{ n }}b{% endset %}{{ x }}{{ x is string }}
{% set x | upper %}abc{% endset %}{{ x }}
{% set x | replace('a', 'b') | upper %}abc{% endset %}{{ x }}
{% set ns = namespace(a=1, b='x') %}{% set ns.a = 5 %}{{ ns.a }}{{ ns.b }}{{ ns.c }}
{% set ns = namespace({'q': 1}, z=2) %}{{ ns.q }}{{ ns.z }}{{ ns }}
{% set ns = namespace() %}{% for i in nums %}{% set ns.last = i %}{% endfor %}{{ ns.last }}
{% set map.b = 5 %}
{% set nope.b = 5 %}
{% set true = 5 %}
{% set x.y.z = 5 %}
{% set a, b = 1 %}
{% set a, b = 'xy' %}{{ b }}
{% if yes %}{% set z = 1 %}{% endif %}{{ z }}
{% if nil %}{% set z = 1 %}{% endif %}[{{ z }}]
{% with %}{% set z = 1 %}{% endwith %}[{{ z }}]
{% with a = 1, b = a %}{{ a }}{{ b }}{% endwith %}[{{ a }}]
{% with n = n + 1 %}{{ n }}{% endwith %}{{ n }}
{% with a, b = (1, 2) %}{{ a }}{{ b }}{% endwith %}
{% filter upper %}{{ s }}{% set q = 1 %}{% endfilter %}{{ q }}
{% filter indent(2, true) %}a\nb{% endfilter %}
{% block x %}B{{ n }}{% endblock %}
{% block x %}B{% endblock x %}{{ self.x() }}
{% block x %}a{% endblock %}{% block x %}b{% endblock %}
{% set v = 1 %}{% block x %}{{ v }}{% endblock %}
{% for i in [1] %}{% block x %}[{{ i }}]{% endblock %}{% endfor %}
{% for i in [1] %}{% block x scoped %}[{{ i }}]{% endblock %}{% endfor %}
{% include 'a' %}
{% include 'a' ignore missing %}
{% extends 'a' %}
{% from 'a' import b %}
{% import 'a' as b %}
{% set j = joiner('; ') %}{% for i in nums %}{{ j() }}{{ i }}{% endfor %}
{% set c = cycler(1, 2, 3) %}{{ c.next() }}{{ c.next() }}{{ c.current }}{% set _ = c.reset() %}{{ c.next() }}
{{ cycler() }}
{% print n, s %}
{% do 1 %}
{% trans %}x{% endtrans %}
{% autoescape true %}{{ '<' }}{{ '<' | safe }}{{ ['<'] | join('&') }}{{ '<' ~ '>' }}{% endautoescape %}{{ '<' }}
{% autoescape true %}{% macro m() %}<{% endmacro %}{{ m() }}{% set x %}<b>{% endset %}{{ x }}{% endautoescape %}
{{ dict(a=1, **{'b': 2}) }}{{ dict([('x', 1)]) }}{{ dict(map, b=9).b }}{{ dict() }}
""",
    "expressions": r"""
{{ 1 if yes }}{{ 1 if nil }}{{ 1 if nil else 2 if nil else 3 }}
{{ 1 < 2 < 3 }}{{ 1 < 3 < 2 }}{{ 1 == 1.0 == true }}
{{ not n }}{{ not not n }}{{ not n == 7 }}
{{ n and s or 'x' }}{{ nil or 0 or '' }}|{{ nil and 1 }}
{{ 2 ** 3 ** 2 }} {{ -2 ** 2 }} {{ (-2) ** 2 }} {{ 2 ** -1 }}
{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 // -2 }} {{ 7.5 // 2 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ -7.5 % 2 }} {{ 5.5 % -2 }}
{{ 1 / 3 }} {{ 10 / 5 }} {{ 1e3 }} {{ 1.5e-7 }} {{ 123456789012345678 }} {{ 12345678901234567890.0 }} {{ 0.1 + 0.2 }}
{{ 1_000.5 }} {{ 0xFF }} {{ 0b11 }} {{ 0o17 }} {{ 1E5 }}
{{ 01 }}
{{ 1. }}
{{ .5 }}
{{ 1.e }}
{{ nums.0 }} {{ nums[-1] }} {{ nums[9] }} {{ nums['0'] }} {{ nums[true] }}
{{ map['with space'] }} {{ map.b }} {{ map.items()|list }} {{ map.keys() }} {{ map.values() }} {{ map.items() }}
{{ event.payload.items is callable }} {{ event.payload['items'] }} {{ event.payload.update }}
{{ 'a' in map }} {{ 'z' not in map }} {{ 3 in nums }} {{ 'ell' in s }} {{ [1] in [[1]] }} {{ 1 in 'abc' }}
{{ n is defined and s is string }} {{ n is not none }} {{ n is divisibleby 7 }} {{ n is divisibleby(2) }}
{{ n is even is odd }}
{{ n is odd | string }} {{ 'x' is in 'xyz' }} {{ n is eq 7 }} {{ n is in [7] and yes }} {{ n is number or nil }}
{{ s[0] }}{{ s[-1] }}{{ s[1:3] }}{{ s[::-1] }}{{ s[::2] }}{{ s[5:] }}{{ s[:-5] }}{{ s[10:2:-2] }}
{{ n[1:] }}
{{ map[1:] }}
{{ nums[0:'x'] }}
{{ nums[::0] }}
{{ uni[4] }}{{ uni[4:6] }}{{ uni | length }}{{ uni | upper }}{{ uni | lower }}{{ uni | title }}{{ uni.swapcase() }}{{ uni.casefold() }}
{{ 'a' 'b' }} {{ 'a' ~ 1 ~ none ~ 1.0 }} {{ 'a' + 'b' }} {{ 'ab' * 3 }} {{ 3 * 'ab' }} {{ 'a' * -1 }} {{ [1] * 2 }}
{{ 'a' + 1 }}
{{ 1 + '1' }}
{{ nil + 1 }}
{{ nope + 1 }}
{{ nope.a.b + 1 }}
{{ -nope }}
{{ nope < 1 }}
{{ nope == nope }} {{ nope == none }} {{ nope | list }} {{ nope | string }} {{ nope or 'd' }} {{ nope() is defined }}
{{ [1, 2] < [1, 3] }} {{ (1, 2) == (1, 2) }} {{ [1] == (1,) }} {{ 'a' < 'b' }} {{ 'B' < 'a' }} {{ true + true }} {{ 1 == true }}
{{ [1, 'a'] < [2] }}
{{ {} == {} }} {{ {'a': 1} == {'a': 1.0} }} {{ {'a': 1, 'a': 2} }} {{ {1: 'x', 1.0: 'y', true: 'z'} }}
{{ {[]: 1} }}
{{ (1) }} {{ (1,) }} {{ () }} {{ [1, 2,] }} {{ {'a': 1,} }} {{ 1, 2 }} {{ (1, (2, [3, {'x': none}])) }}
{{ 'it''s' }} {{ "\"" }} {{ '\'' }} {{ 'a\tb\\n\x41\u00e9\U0001F680\101\q' }}
{{ '\x4' }}
{{ 'unclosed }}
{{ ['it\'s', "q\"", 'both\'"', 'tab\t', 'é', '\u200b', '\x7f', '🚀'] }}
{{ [none, true, 1.0, 1e100, -0.0, 1e-7, 123456.789, 1e15, 1e16] }}
{{ foo.bar.baz['x'].y }}|{{ s.nope }}|{{ n.x }}|{{ none.x }}|{{ nums.x }}
{{ s.upper }}
{{ s() }}
{{ nums.append(1) }}
{{ map.pop('a') }}
{{ n.real }}{{ n.bit_length() }}{{ f.is_integer() }}{{ n.numerator }}
{{ s.__class__ }}|{{ s['__class__'] }}|{{ nums.__len__ }}
{{ s.__class__() }}
{{ [1, 2, 3][nope] }}|{{ nums[none] }}|{{ map[nope] }}
{{ 1 if yes else }}
{{ 1 + }}
{{ (1 }}
{{ [1 2] }}
{{ {'a' 1} }}
{{ a b }}
{{ 1 == }}
{{ x | }}
{{ x | 5 }}
{{ x is }}
{{ }}
{{ $x }}
{{ a.b.1.c }}|{{ nums.1.real }}
{{ n|string|length }} {{ n | d(1)|string }} {{ 5 | add }}
{% if nil %}{{ 5 | add }}{% endif %}ok
{{ 5 | add if nil }}ok
{% if nil %}{% for i in nums %}{{ i | nofilter }}{% endfor %}{% endif %}ok
{% if n is nosuchtest %}{% endif %}
{% if nil %}{{ n is nosuchtest }}{% endif %}ok
{{ f(*nums) }}
{{ 'x{}y{}'.format(*nums) }} {{ '{a}{b}'.format(**{'a': 1, 'b': 2}) }}
{{ dict(**nums) }}
{% if %}{% endif %}
{% if n %}{% elif %}{% endif %}
{% for %}{% endfor %}
{% for x in %}{% endfor %}
{% endfor %}
{% if n %}
{% if n %}{% endfor %}
{% nosuch %}
{% set %}
{% %}
{{ loop.index }}|{{ self }}
{{ true.x }}{{ none }}{{ None }}{{ True }}{{ False }}{{ TRUE }}
{{ 10 ** 30 }} {{ 2 ** 100 }} {{ 10 ** 30 / 10 ** 29 }} {{ -(10 ** 20) // 3 }} {{ 10 ** 20 % 7 }}
{{ 1 // 0 }}
{{ 1.0 / 0 }}
{{ 0 ** -1 }}
{{ 10.0 ** 400 }}
{{ 10 ** 400 * 1.0 }}
""",
    "text": r"""
{{ text | wordwrap(20) }}
{{ text | wordwrap(10, true, '|') }}
{{ text | wordwrap(10, false, '|') }}
{{ text | wordwrap(12, break_on_hyphens=false, wrapstring='/') }}
{{ lines | wordwrap(5) }}
{{ 'a-b-c-d-e-f extra--ordinary' | wordwrap(4, wrapstring='|') }}
{{ text | truncate(20) }}|{{ text | truncate(20, true) }}|{{ text | truncate(20, end='') }}|{{ text | truncate(96) }}|{{ text | truncate(20, leeway=0) }}
{{ text | truncate(2) }}
{{ text | wordcount }} {{ text | title }} {{ text | capitalize }} {{ 'foo-bar (baz) [q] {z} <t>' | title }} {{ "it's o'clock" | title }} {{ "it's o'clock".title() }}
{{ lines | indent }}|{{ lines | indent(2, true) }}|{{ lines | indent(2, blank=true) }}|{{ lines | indent('--', true, true) }}
{{ s | center(20) }}|{{ s.center(21, '*') }}|{{ s.ljust(15, '.') }}|{{ s.rjust(15) }}|{{ 'ab'.center(5) }}|{{ 'abc'.center(6) }}
{{ html | striptags }} {{ html | escape }} {{ '<b>' | e | upper }} {{ '&lt;&eacute;&#39;&#x41;' | striptags }}
{{ {'class': 'a b', 'id': none, 'n': 1, 'q': '"'} | xmlattr }}|{{ {'a': nope} | xmlattr }}|{{ {'a': 1} | xmlattr(false) }}
{{ {'a b': 1} | xmlattr }}
{{ 'see http://example.com/a?b=1&c=2, or www.test.org. (https://x.io) me@ex.com mailto:a@b.co foo.com ftp://x' | urlize }}
{{ 'http://example.com/long/path' | urlize(10, true, '_blank', 'me') }} {{ 'tel:123 x' | urlize(extra_schemes=['tel:']) }} {{ '<http://a.com>' | urlize }}
{{ 'a b&c/d?e=f+é' | urlencode }} {{ {'a': 1, 'b c': 'd&e'} | urlencode }} {{ [('x', 'y z')] | urlencode }} {{ 5 | urlencode }}
{{ '%s-%s' | format(1, 'a') }} {{ '%(a)s' | format(a=1) }} {{ '%05.1f|%-6s|%+d|% d|%x|%X|%o|%#x|%e|%g|%c|%%' | format(3.14159, 'ab', 5, 6, 255, 255, 8, 255, 12345.678, 0.0001, 'z') }}
{{ '%s' | format }}
{{ '%d' | format('a') }}
{{ '%z' | format(1) }}
{{ '%*d|%.*f' % (5, 42, 2, 3.14159) }} {{ '%.3s|%5.2s|' % ('abcdef', 'xyz') }} {{ '%r %a' % ('é', 'é') }} {{ '%i %u' % (3.9, 4) }}
{{ '{:>10}|{:<10}|{:^10}|{:*^9}|{:+}|{: }|{:05d}|{:,}|{:_}|{:x}|{:#b}|{:e}|{:.3f}|{:10.2f}|{:%}|{:g}|{:.2g}'.format('a', 'b', 'c', 'd', 1, 2, 42, 1234567, 1234567, 255, 5, 12345.678, 3.14159, 2.5, 0.25, 1e10, 1234) }}
{{ '{0}{1}{0}'.format('a', 'b') }} {{ '{a[k]} {b.x} {c[0]}'.format(a={'k': 1}, b={'x': 2}, c=[3]) }} {{ '{{}}'.format() }} {{ '{!r}'.format('x') }} {{ '{:{w}}|'.format('a', w=5) }}
{{ '{} {}'.format(1) }}
{{ '{'.format(1) }}
{{ '{a}'.format() }}
{{ '{:d}'.format('a') }}
{{ '{:08,.2f} {:08d} {:<08} {:+08.1f}'.format(1234.5, -42, 7, 2.25) }} {{ '{:s} {:5}|{:<5}|{:5}|'.format('a', true, 1, 'b') }}
{{ '{:.0f} {:.0f} {:.0f} {:.1f} {:.2f}'.format(0.5, 1.5, 2.5, 0.25, 1.005) }} {{ '{:n} {:c}'.format(1234, 65) }} {{ '{:.3} {:.3} {:.10} {}'.format(1234.5, 'abcdef', 0.1, 1e22) }}
{{ 'a,b,c'.split(',') }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ ' a  b '.split() }} {{ ' a  b c '.split(none, 1) }} {{ ' a b c '.rsplit(none, 1) }} {{ ''.split(',') }} {{ ''.split() }} {{ 'abc'.split('') }}
{{ 'a.b.c'.partition('.') }} {{ 'a.b.c'.rpartition('.') }} {{ 'abc'.partition('.') }} {{ 'abc'.rpartition('.') }}
{{ 'abcabc'.find('c') }} {{ 'abcabc'.rfind('c') }} {{ 'abc'.find('z') }} {{ 'abcabc'.find('a', 1) }} {{ 'abcabc'.find('c', 0, 2) }} {{ 'abcabc'.count('bc') }} {{ 'aaa'.count('aa') }} {{ 'abc'.count('') }} {{ 'abc'.index('b') }}
{{ 'abc'.index('z') }}
{{ 'xxabcxx'.strip('x') }} {{ 'abc'.startswith(('a', 'z')) }} {{ 'abc'.endswith('bc', 1) }} {{ 'abc'.startswith('b', 1) }} {{ 'aXbX'.replace('X', '') }} {{ 'abc'.replace('', '-') }} {{ 'aaa'.replace('a', 'b', 2) }}
{{ '42'.zfill(5) }} {{ '-42'.zfill(5) }} {{ '+4'.zfill(4) }} {{ 'a\tb'.expandtabs(4) }} {{ 'abc'.removeprefix('a') }} {{ 'abc'.removesuffix('c') }} {{ 'a\nb\r\nc'.splitlines() }} {{ 'a\nb\n'.splitlines(true) }}
{{ 'abc'.isalpha() }}{{ '12'.isdigit() }}{{ 'a1'.isalnum() }}{{ ' '.isspace() }}{{ 'Ab'.istitle() }}{{ 'AB'.isupper() }}{{ 'ab'.islower() }}{{ ''.isalpha() }}{{ 'x_1'.isidentifier() }}{{ '½'.isnumeric() }}{{ '²'.isdigit() }}{{ '²'.isdecimal() }}{{ 'é'.isascii() }}{{ 'a\n'.isprintable() }}
{{ 'ab'.join(['1', '2']) }} {{ ','.join('abc') }}
{{ ','.join([1]) }}
{{ 'abc'.translate({97: 'x', 98: none}) }} {{ 'Hello'.swapcase() }} {{ 'HELLO world'.capitalize() }} {{ 'ab'.encode is callable }}
{{ 'abc' | replace('b', 'x') }} {{ 123 | replace(2, 'x') }} {{ 'aaa' | replace('a', 'b', 1) }} {{ ' x ' | trim }}|{{ 'xax' | trim('x') }}
{{ '<a>' | safe ~ '<b>' }} {{ ('<a>' | safe) + '<b>' }} {{ ('<%s>' | safe) % '<' }} {{ ('<{}>' | safe).format('<') }} {{ '<' | e + '<' }} {{ ('a' | safe) is string }} {{ ['<' | safe] }} {{ '<' | forceescape | forceescape }} {{ ('<a>' | safe).upper() | e }} {{ ('<' | safe) * 2 }} {{ ('<' | e).join(['<', 'a']) }}
{{ {'b': [1, 2, {'x': 'y'}], 'a': none} | pprint }}
{{ [text, text, {'k': text}] | pprint }}
{{ {'a': nums, 'b': words, 'c': people} | pprint }}
{{ 'a' * 100 | pprint }} {{ text | pprint }}
{{ lines | length }} {{ lines.splitlines() | length }} {{ lines | list | length }} {{ 'a\u2028b\x0bc' .splitlines() }}
""",
    "collections": r"""
{{ words | sort }} {{ words | sort(true) }} {{ words | sort(case_sensitive=true) }} {{ nums | sort }} {{ 'hello' | sort }}
{{ people | sort(attribute='age') | map(attribute='name') | list }} {{ people | sort(attribute='age,name', reverse=true) | map(attribute='name') | list }} {{ people | sort(attribute='name') | map(attribute='age') | list }}
{{ people | sort(attribute='boss.name') | map(attribute='name') | list }}
{{ [3, 'a'] | sort }}
{{ [none, 1] | sort }}
{{ map | dictsort }} {{ map | dictsort(true) }} {{ map | dictsort(false, 'value') }} {{ map | dictsort(reverse=true) }} {{ map | dictsort(by='value', reverse=true) }}
{{ map | dictsort(by='x') }}
{{ nums | dictsort }}
{{ people | groupby('age') }}
{% for g in people | groupby('age') %}{{ g.grouper }}:{{ g.list | map(attribute='name') | join(',') }} {% endfor %}
{% for k, v in words | groupby(0) %}{{ k }}{{ v }} {% endfor %}
{% for k, v in people | groupby('boss.name', default='-') %}{{ k }}={{ v | length }} {% endfor %}
{% for k, v in ['a', 'B', 'A', 'b'] | map('list') | groupby(0, case_sensitive=true) %}{{ k }}{{ v | length }} {% endfor %}
{{ nums | batch(3) | list }} {{ nums | batch(3, 'x') | list }} {{ nums | slice(3) | list }} {{ nums | slice(3, 'x') | list }} {{ [] | batch(2) | list }} {{ nums | slice(0) | list }}
{{ nums | unique | list }} {{ words | unique | list }} {{ words | unique(true) | list }} {{ people | unique(attribute='age') | map(attribute='name') | list }}
{{ nums | min }} {{ nums | max }} {{ words | min }} {{ words | max(case_sensitive=true) }} {{ people | max(attribute='age') | attr('name') }} {{ (people | min(attribute='age')).name }} [{{ [] | min }}]
{{ nums | sum }} {{ people | sum(attribute='age') }} {{ nums | sum(start=100) }} {{ [[1], [2]] | sum(start=[]) }} {{ [] | sum }}
{{ words | sum }}
{{ words | join }} {{ nums | join(', ') }} {{ people | join('/', attribute='name') }} {{ 'abc' | join('-') }} {{ map | join(',') }} {{ [none, 1.0, true] | join('|') }}
{{ 5 | join }}
{{ nums | first }} {{ nums | last }} {{ map | first }} {{ map | last }} [{{ [] | first }}] [{{ '' | last }}] {{ 'abc' | last }} {{ map.items() | first }} {{ nums | map('string') | first }}
{{ nums | map('string') | last }}
{{ nums | length }} {{ map | count }} {{ map.items() | length }}
{{ nums | map('string') | length }}
{{ nums | reverse | list }} {{ 'abc' | reverse }} {{ map | reverse | list }} {{ nums | map('string') | reverse }}
{{ 5 | reverse }}
{{ nums | list }} {{ 'ab' | list }} {{ map | list }} {{ map | items | list }} {{ nope | items | list }}
{{ 5 | list }}
{{ nums | items | list }}
{{ words | map('upper') | list }} {{ words | map('truncate', 3, true, '.', leeway=0) | list }} {{ people | map(attribute='boss.name', default='?') | list }} {{ people | map(attribute='tags.0') | list }} {{ words | map('length') | list }}
{{ nums | map | list }}
{{ nums | map('nofilter') | list }}
{{ nums | map(attribute='x', foo=1) | list }}
{{ [] | map('nofilter') | list }}
{{ nums | select('odd') | list }} {{ nums | reject('gt', 4) | list }} {{ [0, 1, '', 'a', none] | select | list }} {{ [0, 1] | reject | list }} {{ nums | select('in', [3, 5]) | list }} {{ words | select('lower') | list }}
{{ people | selectattr('age', 'eq', 31) | map(attribute='name') | list }} {{ people | selectattr('tags') | list | length }} {{ people | rejectattr('boss', 'defined') | map(attribute='name') | list }} {{ people | selectattr('boss.name', '==', 'Zed') | map(attribute='name') | list }} {{ people | selectattr('age', '>', 30) | list | length }}
{{ nums | select('notest') | list }}
{{ people | selectattr | list }}
{{ map.get('a') }} {{ map.get('z') }} {{ map.get('z', 5) }} {{ map.copy() == map }} {{ map.get() is defined }}
{{ nums.index(8) }} {{ nums.count(3) }} {{ nums.copy() }} {{ (1, 2).index(2) }} {{ (1, 1).count(1) }}
{{ nums | default([]) }} {{ nope | default }} {{ nope | d('x') }} {{ '' | d('x') }} {{ '' | d('x', true) }} {{ nil | d('x') }} {{ nil | default('x', boolean=true) }} {{ nope.a.b | d('deep') }}
{{ map | attr('keys') is callable }} {{ people[0] | attr('name') is defined }} {{ nope | attr('x') }}
{{ map | tojson }} {{ map | tojson(2) }} {{ [1.0, 1e20, none, true, 'é<>&\'"'] | tojson }} {{ {1: 2} | tojson }} {{ {none: 1} | tojson }} {{ (1, 2) | tojson }} {{ [] | tojson(2) }} {{ 'a' | tojson(indent=2) }} {{ {'b': {'z': 1, 'a': [1, {'q': 2}]}} | tojson(indent=1) }} {{ [1, [2]] | tojson(0) }} {{ [1] | tojson('--') }}
{{ nope | tojson }}
{{ range(3) | tojson }}
{{ {'a': 1, 1: 2} | tojson }}
{{ nums | random in nums }} {{ [] | random }}
""",
    "numbers": r"""
{{ 42.55 | round }} {{ 42.55 | round(1) }} {{ 42.55 | round(1, 'floor') }} {{ 42.55 | round(1, 'ceil') }} {{ 42 | round }} {{ 1234 | round(-2) }} {{ 1250.0 | round(-2) }} {{ 25 | round(-1) }} {{ 35 | round(-1) }} {{ 2.5 | round }} {{ 3.5 | round }} {{ -2.5 | round }} {{ 0.5 | round(0, 'ceil') }} {{ 5 | round(1, 'ceil') }} {{ 1e20 | round(2) }} {{ true | round }}
{{ 1 | round(1, 'x') }}
{{ 'a' | round }}
{{ '42' | int }} {{ '42.9' | int }} {{ 'x' | int }} {{ 'x' | int(5) }} {{ 'ff' | int(0, 16) }} {{ '0xff' | int(0, 16) }} {{ '0b11' | int(base=2) }} {{ ' 12 ' | int }} {{ '1_000' | int }} {{ 3.99 | int }} {{ -3.99 | int }} {{ none | int }} {{ true | int }} {{ [] | int }} {{ '1e3' | int }} {{ '-5' | int }} {{ '' | int }} {{ '٣' | int }}
{{ '3.5' | float }} {{ '1e5' | float }} {{ 'x' | float }} {{ 'x' | float(1.5) }} {{ 5 | float }} {{ none | float }} {{ ' 2.5 ' | float }} {{ 'inf' | float }} {{ 'nan' | float }} {{ '1_0.5' | float }} {{ '.5' | float }} {{ '5.' | float }} {{ true | float }}
{{ -5 | abs }} {{ -2.5 | abs }} {{ true | abs }} {{ (-3) | abs }}
{{ 'x' | abs }}
{{ 0 | filesizeformat }} {{ 1 | filesizeformat }} {{ 999 | filesizeformat }} {{ 1000 | filesizeformat }} {{ 1536000 | filesizeformat }} {{ 1536000 | filesizeformat(true) }} {{ 10 ** 30 | filesizeformat }} {{ '2000' | filesizeformat }} {{ 1.5 | filesizeformat }}
{{ 1000000 | humanize_intcomma }} {{ 1234567.891 | humanize_intcomma }} {{ 1234.5 | humanize_intcomma(2) }} {{ '12345' | humanize_intcomma }} {{ 'x' | humanize_intcomma }} {{ none | humanize_intcomma }} {{ -1234567 | humanize_intcomma }} {{ '1,234.5' | humanize_intcomma }}
{{ 1200000 | humanize_intword }} {{ 999999 | humanize_intword }} {{ 1000 | humanize_intword }} {{ 100 | humanize_intword }} {{ 12400 | humanize_intword('%.3f') }} {{ 10 ** 101 | humanize_intword }} {{ -1500000 | humanize_intword }} {{ '1000000' | humanize_intword }}
{% for i in [1, 2, 3, 4, 11, 12, 13, 21, 101, 111, 112, 0, -1, '5', 'x'] %}{{ i | humanize_ordinal }} {% endfor %}
{% for i in [0, 1, 5, 9, 10, -1, '3', 'x', none] %}{{ i | humanize_apnumber }} {% endfor %}
{% for i in [0.3, 1.3, 0.3333333333, 1, 2.9999999, -1.3, 0.5, 'x', 12.125] %}{{ i | humanize_fractional }};{% endfor %}
{% for i in [1000, -1000, 5.5, 0.00005, 0, 'x', '300'] %}{{ i | humanize_scientific }};{{ i | humanize_scientific(1) }};{% endfor %}
{{ 123.456 | humanize_clamp(0, 100) }} {{ 5 | humanize_clamp }} {{ -5 | humanize_clamp(0) }} {{ 0.999 | humanize_clamp(ceil=0.99, format='{:.0%}', ceil_token='over ') }}
{% for i in [1500, 0.0015, 220, 0, 1e8, 999999, 9.999, -1500, 1e-7, 1e40] %}{{ i | humanize_metric('V') }};{{ i | humanize_metric }};{% endfor %}
{% for i in [0, 1, 999, 1000, 1500000, 999999, 3000000000, -4096, '3000'] %}{{ i | humanize_naturalsize }};{{ i | humanize_naturalsize(true) }};{{ i | humanize_naturalsize(gnu=true) }};{{ i | humanize_naturalsize(format='%.3f') }} {% endfor %}
{% for i in [0, 0.4, 1, 45, 59, 60, 90, 119, 3599, 3600, 5400, 86399, 86400, 200000, 2678400] %}{{ i | humanize_naturaldelta }};{% endfor %}
{% for i in [5000000, 31536000, 31622400, 34214400, 40000000, 63072000, 94608000, 10000000000, -60] %}{{ i | humanize_naturaldelta }};{{ i | humanize_naturaldelta(false) }};{% endfor %}
{% for i in [0.001, 0.5, 0.0001, 0.000001, 2] %}{{ i | humanize_naturaldelta(minimum_unit='milliseconds') }};{{ i | humanize_naturaldelta(minimum_unit='microseconds') }};{% endfor %}
{% for i in [0, 0.4, 1, 90, 5000, 100000, -5, 40000000] %}{{ i | humanize_naturaltime }};{{ i | humanize_naturaltime(true) }};{% endfor %}
{% for i in [0, 1, 59.9, 60, 90.5, 3661, 93784, 100000000, 0.5, 0.000123, -60, 31535999] %}{{ i | humanize_precisedelta }};{{ i | humanize_precisedelta('minutes') }};{{ i | humanize_precisedelta(format='%0.0f') }};{% endfor %}
{% for i in [93784.123456, 3661, 100000000] %}{{ i | humanize_precisedelta(minimum_unit='microseconds') }};{{ i | humanize_precisedelta(suppress=['days', 'hours']) }};{{ i | humanize_precisedelta('hours', ['days'], '%0.4f') }};{{ i | humanize_precisedelta('milliseconds') }};{% endfor %}
{{ 5 | humanize_precisedelta('nounit') }}
{{ 'x' | humanize_naturaldelta }} {{ none | humanize_naturaltime }} {{ 'x' | humanize_precisedelta }} {{ 'x' | humanize_naturalday }}
{{ 1e16 }} {{ 1e15 }} {{ 123456789.123456789 }} {{ 1e-4 }} {{ 1e-5 }} {{ 5e-324 }} {{ 1.7976931348623157e308 }} {{ 100000000000000000000.0 }} {{ 0.1 }} {{ 1/3 }} {{ 3.0 }} {{ -0.0 }} {{ 2e0 }}
{{ 7 / 2 }} {{ 6 / 3 }} {{ 7.0 // 2 }} {{ 2 ** 0.5 }} {{ 2 ** 3 }} {{ 2.0 ** 3 }} {{ 4 ** -1 }} {{ 10 ** 2 / 4 }} {{ true + 1 }} {{ 3 * 1.5 }} {{ 5 % 3.5 }}
""",
    "limits": r"""
{% for a in nums %}{% endfor %}{% for a in nums %}{% endfor %}{% for a in nums %}{% endfor %}{% for a in nums %}{% endfor %}{% for a in nums %}{% endfor %}{% for a in nums %}{% endfor %}{% for a in nums %}{% endfor %}{% for a in nums %}{% endfor %}{% for a in nums %}{% endfor %}{% for a in nums %}{% endfor %}{% for a in nums %}{% endfor %}
{% for a in nums %}{% if a %}{% for b in nums %}{% with %}{% for c in nums %}{% endfor %}{% endwith %}{% endfor %}{% endif %}{% endfor %}
{% for a in nums %}{% macro m() %}{% for b in nums %}{% for c in nums %}{% endfor %}{% endfor %}{% endmacro %}{% endfor %}
{% for a in [1, 2] %}{% for b in [3, 4] %}{{ a }}{{ b }} {% endfor %}{% endfor %}
{% macro m() %}{% for b in [1] %}{% for c in [2] %}x{% endfor %}{% endfor %}{% endmacro %}{% for a in [1, 2] %}{{ m() }}{% endfor %}
{% set x %}{% for a in [1] %}{% for b in [1] %}{% for c in [1] %}{% endfor %}{% endfor %}{% endfor %}{% endset %}
{{ range(0, 1000, 10) | length }} {{ range(100, 0, -1) | length }}
{{ range(0, 1010, 10) | length }}
{{ range(10 ** 12) }}
""",
}


def outcome(template):
    try:
        validate_user_template(template)
    except TemplateSecurityError:
        return {"error": "security"}
    except jinja2.TemplateSyntaxError:
        return {"error": "syntax"}
    try:
        return {"expect": render_user_template_sync(template, CONTEXT)}
    except Exception:
        return {"error": "render"}


def main():
    folder = pathlib.Path(__file__).parent.parent / "test" / "fixtures" / "jinja"
    folder.mkdir(parents=True, exist_ok=True)
    for topic, templates in TOPICS.items():
        cases = []
        for number, line in enumerate(templates.strip("\n").split("\n"), 1):
            # In "whitespace" and after a filter block, \n and \r in the plain text stand for themselves.
            template = line
            if topic == "whitespace" or "{% filter indent" in line:
                template = line.replace("\\n", "\n").replace("\\r", "\r")
            result = outcome(template)
            if " at 0x" not in result.get("expect", ""):
                cases.append({"name": f"{topic}/{number}", "template": template, "context": "main", **result})
        content = {"prefect": prefect.__version__, "jinja2": jinja2.__version__, "contexts": {"main": CONTEXT}, "cases": cases}
        (folder / f"{topic}.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        print(topic, len(cases))


main()
