/** Automations as users have them, by their share in a hundred. */
const SHARES: readonly { readonly of: number; readonly trigger: (number: number) => Trigger }[] = [
  // "When any run of this deployment fails": all have the same event's name and differ by a related resource.
  {
    of: 30,
    trigger: (number) => ({
      expect: ['prefect.flow-run.Failed', 'prefect.flow-run.Crashed'],
      match: { 'prefect.resource.id': 'prefect.flow-run.*' },
      match_related: { 'prefect.resource.role': 'deployment', 'prefect.resource.id': deployment(number) },
    }),
  },
  // "When this resource completes": one exact label.
  {
    of: 20,
    trigger: (number) => ({
      expect: ['prefect.flow-run.Completed'],
      match: { 'prefect.resource.id': `bench.resource.of.${number}` },
    }),
  },
  { of: 12, trigger: (number) => ({ expect: [`shop.order-${number}.paid`] }) },
  // A prefix, and any event of a resource.
  { of: 5, trigger: (number) => ({ expect: [`bench.job-${number}.*`] }) },
  { of: 3, trigger: (number) => ({ match: { 'prefect.resource.id': `bench.machine.${number}` } }) },
  {
    of: 8,
    trigger: (number) => ({
      expect: ['bench.login.failed'],
      match: { 'bench.tenant': `tenant-${number}` },
      for_each: ['prefect.resource.id'],
      threshold: 5,
      within: 300,
    }),
  },
  {
    of: 7,
    trigger: (number) => ({
      type: 'sequence',
      within: 3_600,
      triggers: ['extracted', 'loaded'].map((step) => ({
        type: 'event',
        posture: 'Reactive',
        expect: [`bench.pipeline.${step}`],
        match: { 'bench.pipeline': `pipeline-${number}` },
        threshold: 1,
        within: 0,
      })),
    }),
  },
  // "No heartbeat for a day": one window each, from the start on.
  {
    of: 5,
    trigger: (number) => ({
      posture: 'Proactive',
      expect: [`bench.station-${number}.heartbeat`],
      threshold: 1,
      within: 86_400,
    }),
  },
  // "A run of this deployment does not end in time": a window for each run, and none while nothing runs.
  {
    of: 10,
    trigger: (number) => ({
      posture: 'Proactive',
      after: ['prefect.flow-run.Running'],
      expect: ['prefect.flow-run.Completed', 'prefect.flow-run.Failed'],
      match_related: { 'prefect.resource.role': 'deployment', 'prefect.resource.id': deployment(number) },
      for_each: ['prefect.resource.id'],
      threshold: 1,
      within: [60, 300, 1_800][number % 3]!,
    }),
  },
];

type Trigger = Record<string, unknown>;

const TEAMS = ['data', 'platform', 'finance', 'search', 'growth'];

/** The body of a request that creates the n-th automation of the mix; it calls a webhook block. */
export function automationOfMix(number: number, block: string): Record<string, unknown> {
  let place = number % 100;
  const share = SHARES.find(({ of }) => (place -= of) < 0)!;
  return {
    name: `automation ${String(number).padStart(5, '0')}`,
    description: 'One of many',
    tags: [`team:${TEAMS[number % TEAMS.length]}`, ...(number % 4 === 0 ? ['critical'] : [])],
    trigger: { type: 'event', posture: 'Reactive', threshold: 1, within: 0, ...share.trigger(number) },
    actions: [
      {
        type: 'call-webhook',
        block_document_id: block,
        payload: '{"text": "{{ event.event }} of {{ event.resource.id }}", "by": "{{ automation.name }}"}',
      },
    ],
  };
}

function deployment(number: number): string {
  return `prefect.deployment.00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
