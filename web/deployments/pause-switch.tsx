import { Switch } from '@mantine/core';
import { answer, api } from '../api/client.ts';
import type { Deployment } from '../api/types.ts';
import { useChange } from '../components/use-change.ts';

/** Pauses and resumes the schedules of a deployment. */
export function DeploymentSwitch({ deployment: { id, name, paused } }: { deployment: Deployment }) {
  const change = useChange(['deployments'], async (on: boolean) => {
    const params = { params: { path: { id } } };
    await (on
      ? answer(api.POST('/deployments/{id}/resume_deployment', params))
      : answer(api.POST('/deployments/{id}/pause_deployment', params)));
  });
  return (
    <Switch
      checked={change.isPending ? change.variables : !paused}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
      aria-label={`The schedules of ${name} are on`}
    />
  );
}
