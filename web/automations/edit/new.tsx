import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { Answer } from '../../components/answer.tsx';
import { useAddress } from '../../components/use-address.ts';
import type { Json } from '../../editor/paths.ts';
import { actionKinds } from './action-kinds.ts';
import { AutomationEditor } from './editor.tsx';
import { startOf, triggerLike } from './trigger-kinds.ts';

const above = [{ href: '/automations', title: 'Automations' }];

/** `/automations/new`; with `?event=<id>` it begins with a trigger on events like that one. */
export function NewAutomation() {
  const eventId = useAddress().get('event');
  return eventId === '' ? <Blank /> : <FromEvent id={eventId} />;
}

function Blank() {
  return <Editor initial={begin(startOf('flow-run'), '')} eventId={null} />;
}

function FromEvent({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ['events', 'one', id],
    queryFn: async () => {
      const filter = {
        id: { id: [id] },
        occurred: { since: '1970-01-01T00:00:00Z', until: '2999-01-01T00:00:00Z' },
      };
      const { events } = await answer(api.POST('/events/filter', { body: { filter: filter as never } }));
      const [event] = events;
      if (event === undefined) throw new Error('This event is not there any more');
      return event;
    },
    staleTime: Infinity,
  });
  return (
    <Answer query={query}>
      {(event) => <Editor initial={begin(triggerLike(event), `On ${event.event}`)} eventId={id} />}
    </Answer>
  );
}

function Editor({ initial, eventId }: { initial: Json; eventId: string | null }) {
  return (
    <AutomationEditor
      title="New automation"
      above={above}
      initial={initial}
      automationId={null}
      eventId={eventId}
      save={async (document) => (await answer(api.POST('/automations/', { body: document as never }))).id}
    />
  );
}

function begin(trigger: Json, name: string): Json {
  return {
    name,
    description: '',
    enabled: true,
    tags: [],
    trigger,
    actions: [actionKinds['send-notification']?.start],
  };
}
