import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { Automation } from '../../api/types.ts';
import { Answer } from '../../components/answer.tsx';
import { getIn, isObject, type Json } from '../../editor/paths.ts';
import { AutomationEditor } from './editor.tsx';

/** `/automations/<id>/edit`. */
export function EditAutomation({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ['automation', id, 'definition'],
    queryFn: () => answer(api.GET('/automations/{id}', { params: { path: { id } } })),
    // What is being edited does not change under the hands of who edits it.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <Answer query={query}>
      {(automation) => (
        <AutomationEditor
          title={`Edit ${automation.name}`}
          above={[
            { href: '/automations', title: 'Automations' },
            { href: `/automations/${id}`, title: automation.name },
          ]}
          initial={definitionOf(automation)}
          automationId={id}
          eventId={null}
          save={async (document) => {
            await answer(api.PUT('/automations/{id}', { params: { path: { id } }, body: document as never }));
            return id;
          }}
        />
      )}
    </Answer>
  );
}

/** What of an automation can be changed; ids of triggers are given out anew each time. */
function definitionOf({ id: _id, created: _created, updated: _updated, ...rest }: Automation): Json {
  const definition = rest as unknown as Json;
  return { ...definition, trigger: withoutIds(definition['trigger']) };
}

function withoutIds(trigger: unknown): unknown {
  if (!isObject(trigger)) return trigger;
  const { id: _id, ...rest } = trigger;
  const children = getIn(rest, ['triggers']);
  return Array.isArray(children) ? { ...rest, triggers: children.map(withoutIds) } : rest;
}
