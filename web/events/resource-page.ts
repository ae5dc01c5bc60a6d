const PAGES: Readonly<Record<string, string>> = {
  automation: '/automations/',
  'block-document': '/blocks/',
  deployment: '/deployments/',
  event: '/events/',
  'flow-run': '/runs/',
  flow: '/flows/flow/',
  incident: '/incidents/',
  'work-pool': '/work-pools/work-pool/',
  'work-queue': '/work-queues/',
};

/** The view of an object that a resource stands for, if there is one. */
export function resourcePage(id: string): string | undefined {
  const [, kind = '', own = ''] = /^prefect(?:-cloud)?\.([a-z-]+)\.([0-9a-f-]{36})$/.exec(id) ?? [];
  return Object.hasOwn(PAGES, kind) ? `${PAGES[kind] ?? ''}${own}` : undefined;
}
