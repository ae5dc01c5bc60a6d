import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import type { Automation } from '../api/types.ts';
import { told, toldFailure } from '../components/told.ts';

/** Pauses and resumes an automation; the switch shows it at once, and goes back when the server refuses. */
export function useSwitch(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (enabled: boolean) =>
      answer(api.PATCH('/automations/{id}', { params: { path: { id } }, body: { enabled } })),
    onError: toldFailure,
    onSettled: () => queries.invalidateQueries({ queryKey: ['automations'] }),
  });
}

/** Makes a copy of an automation, paused, so that nothing happens twice before it is changed. */
export function useDuplicate(onDone: (copy: Automation) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({
      name,
      description,
      tags,
      trigger,
      actions,
      actions_on_trigger,
      actions_on_resolve,
    }: Automation) =>
      answer(
        api.POST('/automations/', {
          body: {
            name: `${name} (copy)`,
            enabled: false,
            ...{ description, tags, trigger, actions, actions_on_trigger, actions_on_resolve },
          },
        }),
      ),
    onError: toldFailure,
    onSuccess: async (copy) => {
      await queries.invalidateQueries({ queryKey: ['automations'] });
      told(`“${copy.name}” is there, paused`);
      onDone(copy);
    },
  });
}
