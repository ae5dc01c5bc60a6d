import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client.ts';

/** What the page knows of the installation; undefined until it is known. */
export function useServer() {
  return useQuery({
    queryKey: ['server'],
    queryFn: () => answer(api.GET('/server')),
    staleTime: Infinity,
  });
}

/** A workflow in Temporal: the latest run of its id when none is named, in the installation's namespace when none is. */
export interface Workflow {
  readonly workflowId: string;
  readonly runId?: string | undefined;
  readonly namespace?: string | undefined;
}

/** The address of a workflow in Temporal's web pages, or undefined when they are not known. */
export function useWorkflowUrl(): (workflow: Workflow) => string | undefined {
  const { data } = useServer();
  return ({ workflowId, runId, namespace }) => {
    if (data?.temporal_ui_url == null) return undefined;
    const parts = [
      data.temporal_ui_url,
      'namespaces',
      encodeURIComponent(namespace ?? data.temporal_namespace),
      'workflows',
      encodeURIComponent(workflowId),
      ...(runId === undefined ? [] : [encodeURIComponent(runId)]),
    ];
    return parts.join('/');
  };
}
