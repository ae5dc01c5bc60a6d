import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { LiveServer } from '../support/live-server.ts';
import {
  clientEvent,
  createAutomation,
  createBlock,
  postEvents,
  untilFired,
  webhookAction,
} from '../support/product.ts';

// G9: a template cannot reach code, files, the network or another tenant's data, and cannot run longer than its
// deadline. The interpreter's own suite looks inside; here the running program is attacked.

interface HostileSet {
  readonly leaks: readonly string[];
  readonly context: Record<string, unknown>;
  readonly templates: readonly { readonly name: string; readonly kind: string; readonly template: string }[];
}

const FILE = join(import.meta.dirname, '..', 'fixtures', 'conformance', 'hostile-templates.json');
const hostile = JSON.parse(readFileSync(FILE, 'utf8')) as HostileSet;
const leaks = hostile.leaks.map((pattern) => new RegExp(pattern));

/** Longest time for a reply, in ms: the deadline of a template is 100 ms, the rest is a busy machine. */
const REPLY_MS = 2_000;
/** The limit on output, in characters of JSON. */
const OUTPUT = 2_100_000;

const SECRET = 'tenant-secret-5d1f';
let server: LiveServer;
let sink: HttpSink;

beforeAll(async () => {
  [server, sink] = await Promise.all([LiveServer.start({ AUTOMATIONS_ENCRYPTION_KEY: '' }), startSink()]);
  await createBlock(server, 'webhook', { method: 'POST', url: sink.url, headers: { k: SECRET } });
  await server.api('POST', '/variables/', { name: 'of_another', value: SECRET });
  await postEvents(server, [clientEvent('g9.of-another', 'other', { payload: { text: SECRET } })]);
});
afterAll(async () => {
  await server.close();
  await sink.close();
});

describe('G9: templates reach nothing', () => {
  // Fails when a method is looked up along prototypes: put `methods[name]` for the line with `Object.hasOwn` in
  // src/templates/methods/attributes.ts; or without budgets: put `return;` first in `step` of src/templates/budget.ts.
  test.each(hostile.templates.map(({ name, kind, template }) => [kind, name, template]))(
    '%s %s',
    async (_kind, _name, template) => {
      const began = performance.now();
      const { context } = hostile;
      const reply = await server.call('POST', '/templates/preview', { template, context });
      expect(performance.now() - began).toBeLessThan(REPLY_MS);
      expect([200, 422]).toContain(reply.status);
      const rendered = reply.status === 200 ? String(reply.body.rendered) : '';
      expect(rendered.length).toBeLessThan(OUTPUT);
      for (const leak of leaks) expect(rendered).not.toMatch(leak);
      const { rendered: after } = await server.api('POST', '/templates/preview', {
        template: '{{ event.payload.words | join(",") }}{{ {}.polluted }}{{ [].polluted }}',
        context,
      });
      expect(after).toBe('b,a');
    },
  );

  test('in an action: no blocks, environment, files or events but its own', async () => {
    const names = [
      'event',
      'automation',
      'labels',
      'firing',
      'firings',
      'events',
      'flow_run',
      'flow',
      'deployment',
    ];
    const more = [
      'work_pool',
      'work_queue',
      'blocks',
      'secrets',
      'process',
      'global',
      'globalThis',
      'require',
      'env',
    ];
    const payload = [...names, ...more]
      .map((name) => `{% if ${name} is defined %}{{ ${name} | tojson }}{% endif %}`)
      .join('\n');
    const id = await createAutomation(server, 'nosy', { expect: ['g9.nosy'] }, [
      await webhookAction(server, `${sink.url}/nosy`, payload),
    ]);
    await postEvents(server, [clientEvent('g9.nosy')]);
    await untilFired(server, id, 1);
    const [delivery] = sink.at('/nosy');
    expect(delivery?.body).toContain('g9.nosy');
    expect(delivery?.body).not.toContain(SECRET);
    for (const leak of leaks) expect(delivery?.body).not.toMatch(leak);
  });

  // Fails when a TemplateError is worth a retry (`failure` in activities/attempts.ts).
  test('in an action: one that runs too long fails for good, and the others go on', async () => {
    const bomb =
      '{% for a in range(100) %}{% for b in range(100) %}{{ "x" * 100000 }}{% endfor %}{% endfor %}';
    const id = await createAutomation(server, 'bomb', { expect: ['g9.bomb'] }, [
      await webhookAction(server, `${sink.url}/bomb`, bomb),
      await webhookAction(server, `${sink.url}/fine`),
    ]);
    await postEvents(server, [clientEvent('g9.bomb')]);
    const [firing] = await untilFired(server, id, 1);
    expect(firing?.actions.map(({ state }) => state)).toEqual(['failed', 'executed']);
    expect(firing?.actions[0]?.reason).toContain('Template');
    expect(sink.at('/bomb')).toEqual([]);
  });
});
