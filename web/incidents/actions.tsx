import { Button } from '@mantine/core';
import { answer, api } from '../api/client.ts';
import type { Incident } from '../api/types.ts';
import { useChange } from '../components/use-change.ts';

/** Acknowledge, resolve, reopen: what fits where the incident stands. */
export function IncidentActions({ incident, small = false }: { incident: Incident; small?: boolean }) {
  const { id, name, status } = incident;
  const change = useChange(['incidents'], async (to: 'acknowledge' | 'resolve' | 'reopen') => {
    const params = { params: { path: { id } } };
    if (to === 'acknowledge') await answer(api.POST('/incidents/{id}/acknowledge', params));
    else if (to === 'resolve') await answer(api.POST('/incidents/{id}/resolve', params));
    else await answer(api.POST('/incidents/{id}/reopen', params));
  });
  const button = (to: 'acknowledge' | 'resolve' | 'reopen', label: string) => (
    <Button
      variant="default"
      size={small ? 'compact-sm' : 'sm'}
      loading={change.isPending && change.variables === to}
      onClick={() => change.mutate(to)}
      {...(small && { 'aria-label': `${label} ${name}` })}
    >
      {label}
    </Button>
  );
  return (
    <>
      {status === 'active' && button('acknowledge', 'Acknowledge')}
      {status === 'resolved' ? button('reopen', 'Reopen') : button('resolve', 'Resolve')}
    </>
  );
}
