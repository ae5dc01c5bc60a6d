const PAGES: Readonly<Record<string, string>> = {
  automation: '/automations/',
  deployment: '/deployments/',
  event: '/events/',
  'flow-run': '/runs/',
  incident: '/incidents/',
};

/** The view of an object that a resource stands for, if there is one. */
export function resourcePage(id: string): string | undefined {
  const [, kind = '', own = ''] = /^prefect(?:-cloud)?\.([a-z-]+)\.([0-9a-f-]{36})$/.exec(id) ?? [];
  return Object.hasOwn(PAGES, kind) ? `${PAGES[kind] ?? ''}${own}` : undefined;
}
