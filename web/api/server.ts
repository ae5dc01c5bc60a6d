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

/** The address of a workflow in Temporal's web pages, or undefined when they are not known. */
export function useWorkflowUrl(): (workflowId: string) => string | undefined {
  const { data } = useServer();
  return (workflowId) => {
    if (data?.temporal_ui_url == null) return undefined;
    const namespace = encodeURIComponent(data.temporal_namespace);
    return `${data.temporal_ui_url}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}`;
  };
}
