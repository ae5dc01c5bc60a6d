import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../../support/gateway.ts';
import { installedProject, type Project } from './project.ts';

let gateway: TestGateway;
let project: Project;
let env: Record<string, string>;

beforeAll(async () => {
  [gateway, project] = await Promise.all([
    startGateway({ apiKeys: [{ name: 'ci', key: 's3cret' }] }),
    installedProject(),
  ]);
  env = { AUTOMATIONS_API_URL: `${gateway.url}/api`, AUTOMATIONS_API_KEY: 's3cret' };
}, 300_000);
afterAll(async () => {
  project?.remove();
  await gateway?.close();
});

test('the SDK is used from ECMAScript modules, and loads nothing of the server', async () => {
  project.write(
    'note-imports.mjs',
    `import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(\`
      import { appendFileSync } from 'node:fs';
      export async function resolve(name, context, next) {
        appendFileSync('imports.txt', name + '\\\\n');
        return next(name, context);
      }\`));`,
  );
  project.write(
    'app.mjs',
    `import { readFileSync } from 'node:fs';
    import { Automation, CancelFlowRun, EventTrigger, emitEvent, flushEvents } from 'temporal-automations';
    const made = await new Automation({
      name: 'woodchonk',
      trigger: new EventTrigger({
        expect: ['animal.walked'], match: { genus: 'Marmota', species: 'monax' }, posture: 'Reactive', threshold: 3,
      }),
      actions: [new CancelFlowRun()],
    }).create();
    const read = await Automation.read('woodchonk');
    await emitEvent({ event: 'animal.walked', resource: { 'prefect.resource.id': 'animal.rocky' } });
    await flushEvents();
    const imports = readFileSync('imports.txt', 'utf8').split('\\n');
    console.log(JSON.stringify({ same: made.id === read.id, threshold: read.trigger.threshold, imports }));`,
  );
  const output = await project.node(['--import', './note-imports.mjs', 'app.mjs'], env);
  const { same, threshold, imports } = JSON.parse(output) as {
    same: boolean;
    threshold: number;
    imports: string[];
  };
  expect({ same, threshold }).toEqual({ same: true, threshold: 3 });
  const packages = imports.filter((name) => !/^(node:|\.|file:|data:)/.test(name) && name !== '');
  expect(packages).toEqual(['temporal-automations']);
}, 60_000);

test('it is used from CommonJS by a dynamic import', async () => {
  project.write(
    'app.cjs',
    `async function main() {
      const { Automation, DoNothing, EventTrigger, subscribe, AutomationsClient } = await import('temporal-automations');
      const names = [];
      for await (const { name } of Automation.list()) names.push(name);
      const client = new AutomationsClient();
      for await (const { event } of subscribe({ event: { name: ['cjs.ping'] } }, {
        onOpen: () => client.post('/events', [{
          id: '6f2e2d40-7c8f-4f4e-9b50-9c4bb4f2a001', event: 'cjs.ping', occurred: new Date().toISOString(),
          resource: { 'prefect.resource.id': 'x' },
        }]),
      })) { names.push(event); break; }
      console.log(names.join());
    }
    main();`,
  );
  expect((await project.node(['app.cjs'], env)).trim()).toBe('woodchonk,cjs.ping');
}, 60_000);

test('only what is public can be imported', async () => {
  project.write('deep.mjs', `import 'temporal-automations/dist/src/store/index.js';`);
  await expect(project.node(['deep.mjs'])).rejects.toThrow(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
});

test('its types hold, in both kinds of modules', async () => {
  const compilerOptions = {
    ...{ target: 'ES2022', module: 'NodeNext', strict: true, exactOptionalPropertyTypes: true },
    ...{ noEmit: true, skipLibCheck: true, types: ['node'] },
  };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['uses.mts', 'uses.cts'] }));
  project.write(
    'uses.mts',
    `import { Automation, CompoundTrigger, EventTrigger, RunDeployment, serve, type Firing } from 'temporal-automations';
    import { withAutomations } from 'temporal-automations/worker';
    import { emitEvent } from 'temporal-automations/workflow';
    const event = new EventTrigger({ expect: ['a'] });
    // @ts-expect-error -- a proactive trigger needs a window
    new EventTrigger({ posture: 'Proactive' });
    // @ts-expect-error -- there is one
    new CompoundTrigger({ triggers: [event], require: 2 });
    // @ts-expect-error -- which deployment?
    new RunDeployment({});
    export const firings: AsyncGenerator<Firing> = (await Automation.read('x')).firings();
    export const taskQueue: string = withAutomations({ taskQueue: 'q', workflowsPath: 'w' }).taskQueue;
    await emitEvent({ event: 'x', resource: { 'prefect.resource.id': 'y' } });
    // @ts-expect-error -- on which task queue?
    await serve({ deployments: [] });`,
  );
  project.write(
    'uses.cts',
    `export async function main(): Promise<string> {
      const { Automation } = await import('temporal-automations');
      // @ts-expect-error -- a number it is not
      const wrong: number = (await Automation.read('x')).name;
      return (await Automation.read('x')).name + wrong;
    }`,
  );
  await project.node([join('node_modules', 'typescript', 'bin', 'tsc')]);
}, 120_000);

test('workflows are bundled with its interceptors', async () => {
  project.write(
    'workflows.mjs',
    `import { emitEvent } from 'temporal-automations/workflow';
    export async function tell() { await emitEvent({ event: 'x', resource: { 'prefect.resource.id': 'y' } }); }`,
  );
  project.write(
    'bundle.mjs',
    `import { bundleWorkflowCode } from '@temporalio/worker';
    import { workflowInterceptorModules } from 'temporal-automations/worker';
    const { code } = await bundleWorkflowCode({
      workflowsPath: new URL('./workflows.mjs', import.meta.url).pathname,
      workflowInterceptorModules: workflowInterceptorModules(),
      logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
    });
    console.log(code.includes('automations.suspend'), code.includes('automationsEmitEvent'));`,
  );
  expect((await project.node(['bundle.mjs'])).trim()).toBe('true true');
}, 120_000);
