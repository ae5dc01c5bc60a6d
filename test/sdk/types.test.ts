import { expect, expectTypeOf, test } from 'vitest';
import * as sdk from '../../src/sdk/index.ts';

/*
 * What the compiler must refuse; `tsc` fails where one of these is no error. The bodies only need to compile.
 */
const { EventTrigger, MetricTrigger, CompoundTrigger, SequenceTrigger, Automation } = sdk;
const event = (): sdk.EventTrigger => new EventTrigger({ expect: ['a'] });
const id = '6f2e2d40-7c8f-4f4e-9b50-9c4bb4f2a001';

test('the compiler refuses triggers that the server would refuse', () => {
  expect(() => {
    // @ts-expect-error -- a proactive trigger needs a window
    new EventTrigger({ posture: 'Proactive', expect: ['a'] });
    // @ts-expect-error -- a window is a number of seconds
    new EventTrigger({ posture: 'Proactive', expect: ['a'], within: null });
    // @ts-expect-error -- a posture of metric triggers
    new EventTrigger({ posture: 'Metric' });
    // @ts-expect-error -- events are lists
    new EventTrigger({ expect: 'a' });
    // @ts-expect-error -- labels have texts
    new EventTrigger({ match: { count: 3 } });
    // @ts-expect-error -- wire names, not camel case
    new EventTrigger({ forEach: ['a'] });
    // @ts-expect-error -- a compound has no threshold
    new CompoundTrigger({ triggers: [event()], require: 'any', threshold: 2 });
    // @ts-expect-error -- how many of them?
    new CompoundTrigger({ triggers: [event()] });
    // @ts-expect-error -- there are two
    new CompoundTrigger({ triggers: [event(), event()], require: 3 });
    // @ts-expect-error -- one at least
    new CompoundTrigger({ triggers: [event(), event()], require: 0 });
    // @ts-expect-error -- no such word
    new CompoundTrigger({ triggers: [event()], require: 'some' });
    // @ts-expect-error -- a sequence takes all of them
    new SequenceTrigger({ triggers: [event()], require: 'all' });
    // @ts-expect-error -- a metric trigger needs its metric
    new MetricTrigger({ match: {} });
    // @ts-expect-error -- no such metric
    new MetricTrigger({ metric: { name: 'cost', threshold: 1, operator: '>' } });
    // @ts-expect-error -- no such operator
    new MetricTrigger({ metric: { name: 'successes', threshold: 1, operator: '=' } });
    // @ts-expect-error -- a metric counts no events
    new MetricTrigger({ metric: { name: 'successes', threshold: 1, operator: '<' }, within: 3 });
  }).toBeDefined();
  expectTypeOf(new CompoundTrigger({ triggers: [event(), event()], require: 2 })).toExtend<sdk.Trigger>();
  const many: sdk.Trigger[] = [event()];
  expectTypeOf(new CompoundTrigger({ triggers: many, require: many.length })).toExtend<sdk.Trigger>();
  expectTypeOf<sdk.UpTo<[1, 1, 1]>>().toEqualTypeOf<1 | 2 | 3>();
});

test('the compiler refuses actions that the server would refuse', () => {
  expect(() => {
    // @ts-expect-error -- which deployment?
    new sdk.RunDeployment({});
    // @ts-expect-error -- a selected one has an id
    new sdk.RunDeployment({ source: 'selected' });
    // @ts-expect-error -- an inferred one has none
    new sdk.PauseDeployment({ source: 'inferred', deployment_id: id });
    // @ts-expect-error -- which pool?
    new sdk.PauseWorkPool({ source: 'selected' });
    // @ts-expect-error -- that is a pool's
    new sdk.ResumeWorkQueue({ work_pool_id: id });
    // @ts-expect-error -- which automation?
    new sdk.PauseAutomation({});
    // @ts-expect-error -- into which state?
    new sdk.ChangeFlowRunState({ name: 'Broken' });
    // @ts-expect-error -- no such type of state
    new sdk.ChangeFlowRunState({ state: 'BROKEN' });
    // @ts-expect-error -- to whom?
    new sdk.SendEmailNotification({ emails: [], body: 'x' });
    // @ts-expect-error -- what does it say?
    new sdk.SendNotification({ block_document_id: id });
    // @ts-expect-error -- through which block?
    new sdk.CallWebhook({ payload: 'x' });
    // @ts-expect-error -- neither a severity nor a template
    new sdk.DeclareIncident({ severity: 'awful' });
    // @ts-expect-error -- actions come in lists
    new Automation({ name: 'x', trigger: event(), actions: new sdk.CancelFlowRun() });
    // @ts-expect-error -- no trigger
    new Automation({ name: 'x', actions: [] });
    // @ts-expect-error -- an action is no trigger
    new Automation({ name: 'x', trigger: new sdk.CancelFlowRun(), actions: [] });
    // @ts-expect-error -- an event is about something
    const nothing: sdk.EmitOptions = { event: 'x', resource: { name: 'x' } };
    // @ts-expect-error -- a related resource has a role
    const idle: sdk.RelatedResource = { 'prefect.resource.id': 'x' };
    return [nothing, idle];
  }).toBeDefined();
  new sdk.RunDeployment({ source: 'inferred' });
  new sdk.DeclareIncident({ severity: '{{ event.payload.severity }}' });
  expectTypeOf<sdk.Action['type']>().toExtend<string>();
  expectTypeOf<Extract<sdk.Action, { type: 'call-webhook' }>>().toEqualTypeOf<sdk.CallWebhook>();
});
