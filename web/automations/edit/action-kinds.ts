import type { Json } from '../../editor/paths.ts';
import type { Pickable } from './pickers.tsx';

/** What the form offers for one type of action. */
export interface ActionKind {
  readonly label: string;
  /** The object that it acts on: the field of its id, and what can be picked. It may also be that of the event. */
  readonly target?: { readonly field: string; readonly kind: Pickable };
  /** A block that it needs, or may have. */
  readonly block?: { readonly kind: Pickable; readonly optional?: true };
  /** Templates, each rendered with the event. */
  readonly templates?: readonly { readonly field: string; readonly label: string; readonly long?: true }[];
  readonly start: Json;
}

const NOTE = 'It fired because of {{ event.event }} on {{ event.resource["prefect.resource.id"] }}.';
const text = [
  { field: 'subject', label: 'Subject' },
  { field: 'body', label: 'Text', long: true },
] as const;
const targeted = (type: string, label: string, kind: Pickable): [string, ActionKind] => [
  type,
  { label, target: { field: `${kind.replace('-', '_')}_id`, kind }, start: { type, source: 'inferred' } },
];
const bare = (type: string, label: string): [string, ActionKind] => [type, { label, start: { type } }];

/** All types of actions, in the order in which they are offered. */
export const actionKinds: Readonly<Record<string, ActionKind>> = Object.fromEntries([
  [
    'send-notification',
    {
      label: 'Send a notification',
      block: { kind: 'notification-block' },
      templates: text,
      start: { type: 'send-notification', subject: '{{ automation.name }}', body: NOTE },
    } satisfies ActionKind,
  ],
  [
    'send-email-notification',
    {
      label: 'Send an e-mail',
      block: { kind: 'block', optional: true },
      templates: text,
      start: { type: 'send-email-notification', emails: [], subject: '{{ automation.name }}', body: NOTE },
    } satisfies ActionKind,
  ],
  [
    'call-webhook',
    {
      label: 'Call a webhook',
      block: { kind: 'webhook-block' },
      templates: [{ field: 'payload', label: 'Payload', long: true }],
      start: { type: 'call-webhook', payload: '{"event": {{ event.event | tojson }}}' },
    } satisfies ActionKind,
  ],
  [
    'run-deployment',
    {
      label: 'Run a deployment',
      target: { field: 'deployment_id', kind: 'deployment' },
      start: { type: 'run-deployment', source: 'selected' },
    } satisfies ActionKind,
  ],
  targeted('pause-deployment', 'Pause a deployment', 'deployment'),
  targeted('resume-deployment', 'Resume a deployment', 'deployment'),
  bare('cancel-flow-run', 'Cancel the flow run'),
  bare('suspend-flow-run', 'Suspend the flow run'),
  bare('resume-flow-run', 'Resume the flow run'),
  bare('delete-flow-run', 'Delete the flow run'),
  [
    'change-flow-run-state',
    { label: 'Change the flow run’s state', start: { type: 'change-flow-run-state', state: 'FAILED' } },
  ],
  targeted('pause-work-pool', 'Pause a work pool', 'work-pool'),
  targeted('resume-work-pool', 'Resume a work pool', 'work-pool'),
  targeted('pause-work-queue', 'Pause a work queue', 'work-queue'),
  targeted('resume-work-queue', 'Resume a work queue', 'work-queue'),
  targeted('pause-automation', 'Pause an automation', 'automation'),
  targeted('resume-automation', 'Resume an automation', 'automation'),
  [
    'declare-incident',
    {
      label: 'Declare an incident',
      templates: [
        { field: 'name', label: 'Name' },
        { field: 'summary', label: 'Summary', long: true },
        { field: 'severity', label: 'Severity' },
      ],
      start: { type: 'declare-incident', severity: 'moderate' },
    } satisfies ActionKind,
  ],
  bare('do-nothing', 'Do nothing'),
] as [string, ActionKind][]);
