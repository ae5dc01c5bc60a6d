import { beforeAll, describe, expect, it } from 'vitest';
import { startCli } from '../support/cli-process.ts';
import { automationBody, type TestGateway } from '../support/gateway.ts';
import type { PrefectServer } from '../support/prefect-server.ts';

/** A Prefect server, and the gateway with the API key `s3cret` in front of it. */
export interface ImportParts {
  readonly prefect: PrefectServer;
  readonly gateway: TestGateway;
  /** The server's credentials. */
  readonly auth: string;
}

/** What `automations import` takes over from a real server. */
export function describeImport(parts: () => ImportParts): void {
  describe('automations import', () => {
    const trigger = { type: 'event', posture: 'Reactive', expect: ['import.me'], threshold: 1, within: 0 };
    const ids: Record<string, string> = {};
    const run = async (...more: string[]) => {
      const env = { PREFECT_UPSTREAM_API_AUTH_STRING: parts().auth, AUTOMATIONS_API_KEY: 'ci:s3cret' };
      const args = [
        'import',
        '--from',
        parts().prefect.apiUrl,
        '--to',
        `${parts().gateway.url}/api`,
        ...more,
      ];
      const cli = startCli(args, env);
      const code = await cli.exitCode();
      expect(cli.stderr()).toBe('');
      return { code, lines: cli.stdout().trim().split('\n') };
    };
    const ours = async () => {
      const list = await parts().gateway.store.automations.list({ sort: 'NAME_ASC' });
      return list.filter(({ name }) => name.startsWith('import-'));
    };

    beforeAll(async () => {
      const { id: typeId } = await parts().prefect.api('GET', '/block_types/slug/webhook');
      const [schema] = await parts().prefect.api('POST', '/block_schemas/filter', {
        block_schemas: { block_type_id: { any_: [typeId] } },
      });
      const block = async (name: string, url: string): Promise<string> => {
        const document = {
          name,
          block_type_id: typeId,
          block_schema_id: schema.id,
          data: { method: 'POST', url },
        };
        return (await parts().prefect.api('POST', '/block_documents/', document)).id;
      };
      const call = (id: string) => [{ type: 'call-webhook', block_document_id: id, payload: '{}' }];
      ids['block'] = await block('import-hook', 'https://example.com/classified');
      ids['masked'] = await block('import-masked', '********');
      for (const [name, actions, enabled] of [
        ['import-calls', call(ids['block']), true],
        ['import-masked', call(ids['masked']), true],
        ['import-nothing', [{ type: 'do-nothing' }], false],
        ['import-gone', call(crypto.randomUUID()), true],
      ] as const) {
        const body = { name, trigger, actions, enabled };
        ids[name] = (await parts().prefect.api('POST', '/automations/', body)).id;
      }
    });

    it('says what it would do, and does nothing', async () => {
      const { code, lines } = await run('--dry-run');
      expect(code).toBe(2);
      expect(lines).toContain('create     block webhook/import-hook');
      expect(lines).toContain('create     automation import-calls');
      expect(lines.join('\n')).toMatch(
        /skip +block webhook\/import-masked: The server does not show its secrets/,
      );
      expect(lines.join('\n')).toMatch(/skip +automation import-gone: Its block .* cannot be taken over/);
      expect(lines.at(-1)).toContain('dry run');
      expect(lines.join()).not.toContain('classified');
      expect(await ours()).toEqual([]);
    }, 60_000);

    it('takes over automations and blocks under their ids, and pauses them there', async () => {
      const { lines } = await run();
      expect(lines).toContain('created    automation import-calls');
      expect(lines).toContain('pause      automation import-calls on the server');
      const taken = await ours();
      expect(taken.map(({ id, name, enabled }) => ({ id, name, enabled }))).toEqual([
        { id: ids['import-calls'], name: 'import-calls', enabled: true },
        { id: ids['import-nothing'], name: 'import-nothing', enabled: false },
      ]);
      const block = await parts().gateway.store.blocks.documents.load(ids['block']!);
      expect(block).toMatchObject({ slug: 'webhook', data: { url: 'https://example.com/classified' } });
      expect((await parts().prefect.api('GET', `/automations/${ids['import-calls']}`)).enabled).toBe(false);
      // What could not be taken goes on where it is.
      expect((await parts().prefect.api('GET', `/automations/${ids['import-gone']}`)).enabled).toBe(true);
    }, 60_000);

    it('does nothing twice, and brings what has changed there', async () => {
      const { lines } = await run();
      expect(lines).toContain('unchanged  automation import-calls');
      expect((await ours()).map(({ enabled }) => enabled)).toEqual([true, false]);
      await parts().prefect.api('PUT', `/automations/${ids['import-calls']}`, {
        name: 'import-calls',
        trigger: { ...trigger, threshold: 3 },
        actions: [{ type: 'do-nothing' }],
        enabled: false,
      });
      expect((await run()).lines).toContain('updated    automation import-calls');
      const [changed] = await ours();
      expect(changed).toMatchObject({ enabled: true, trigger: { threshold: 3 } });
      const own = { ...automationBody('import-calls'), description: 'ours' };
      await parts().gateway.call('PUT', `/automations/${ids['import-calls']}`, own, {
        authorization: 'Bearer s3cret',
      });
      expect((await run()).lines).toContain(
        'unchanged  automation import-calls: Changed here since, and kept so',
      );
      expect((await ours())[0]).toMatchObject({ description: 'ours' });
    }, 90_000);
  });

  describe('automations of every kind that a server takes', () => {
    /** What an automation does; ids of triggers are the server's own. */
    const meaning = (automation: object): unknown =>
      JSON.parse(JSON.stringify(automation), (key, value: unknown) =>
        ['created', 'updated', 'enabled'].includes(key) || (key === 'id' && typeof value === 'string')
          ? undefined
          : value,
      );

    it('are taken over as they are', async () => {
      const { id: slackType } = await parts().prefect.api('GET', '/block_types/slug/slack-webhook');
      const [schema] = await parts().prefect.api('POST', '/block_schemas/filter', {
        block_schemas: { block_type_id: { any_: [slackType] } },
      });
      const slack = await parts().prefect.api('POST', '/block_documents/', {
        name: 'import-slack',
        block_type_id: slackType,
        block_schema_id: schema.id,
        data: { url: 'https://hooks.slack.com/services/T/B/import' },
      });
      const event = (name: string, more: object = {}) => ({
        type: 'event',
        posture: 'Reactive',
        expect: [name],
        threshold: 1,
        within: 0,
        ...more,
      });
      const children = [
        event('k.one', { match: { a: ['b*', 'c'] } }),
        event('k.two', { match_related: { r: '!s' } }),
      ];
      const triggers = {
        reactive: event('k.*', { for_each: ['prefect.resource.id'], threshold: 5, within: 60 }),
        proactive: event('k.end', { posture: 'Proactive', after: ['k.start'], within: 3600 }),
        compound: { type: 'compound', require: 2, within: 60, triggers: children },
        nested: {
          type: 'compound',
          require: 'any',
          within: null,
          triggers: [{ type: 'sequence', within: 600, triggers: children }, event('k.three')],
        },
        sequence: { type: 'sequence', within: 86_400, triggers: children },
      };
      const notify = {
        type: 'send-notification',
        block_document_id: slack.id,
        subject: '{{ automation.name }}',
        body: '{{ event.id }}',
      };
      const flow = await parts().prefect.api('POST', '/flows/', { name: 'import' });
      const pool = await parts().prefect.api('POST', '/work_pools/', { name: 'import', type: 'process' });
      const deployment = await parts().prefect.api('POST', '/deployments/', {
        name: 'import',
        flow_id: flow.id,
        work_pool_name: 'import',
        enforce_parameter_schema: false,
      });
      const actions = [
        notify,
        {
          type: 'run-deployment',
          source: 'selected',
          deployment_id: deployment.id,
          parameters: { p: { __prefect_kind: 'json', value: '{"a": 1}' }, q: [1] },
          job_variables: { a: 1 },
        },
        { type: 'pause-deployment', source: 'inferred' },
        { type: 'resume-work-queue', source: 'selected', work_queue_id: pool.default_queue_id },
        { type: 'pause-work-pool', source: 'selected', work_pool_id: pool.id },
        { type: 'pause-automation', source: 'selected', automation_id: crypto.randomUUID() },
        { type: 'change-flow-run-state', state: 'FAILED', name: 'x', message: null },
        { type: 'cancel-flow-run' },
        { type: 'suspend-flow-run' },
        { type: 'do-nothing' },
      ];
      const made: { id: string }[] = [];
      for (const [kind, trigger] of Object.entries(triggers)) {
        const body = {
          name: `kind-${kind}`,
          description: 'of a kind',
          tags: ['a'],
          trigger,
          actions,
          actions_on_trigger: [notify],
          actions_on_resolve: [{ type: 'do-nothing' }],
        };
        made.push(await parts().prefect.api('POST', '/automations/', body));
      }
      const args = ['import', '--from', parts().prefect.apiUrl, '--to', `${parts().gateway.url}/api`];
      for (let n = 0; n < 2; n++) {
        const cli = startCli(args, {
          PREFECT_UPSTREAM_API_AUTH_STRING: parts().auth,
          AUTOMATIONS_API_KEY: 'ci:s3cret',
        });
        await cli.exitCode();
        const lines = cli.stdout().split('\n');
        for (const kind of Object.keys(triggers))
          expect(lines, cli.stdout()).toContain(
            `${n === 0 ? 'created   ' : 'unchanged '} automation kind-${kind}`,
          );
      }
      for (const automation of made) {
        const headers = { authorization: 'Bearer s3cret' };
        const ours = await parts().gateway.call('GET', `/automations/${automation.id}`, undefined, headers);
        expect(ours.status).toBe(200);
        expect(meaning(ours.body)).toMatchObject(meaning(automation) as object);
        expect(ours.body.enabled).toBe(true);
        expect((await parts().prefect.api('GET', `/automations/${automation.id}`)).enabled).toBe(false);
      }
      expect(await parts().gateway.store.blocks.documents.load(slack.id)).toMatchObject({
        slug: 'slack-webhook',
      });
    }, 120_000);
  });
}
