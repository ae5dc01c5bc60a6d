import { Button, Tooltip, ActionIcon } from '@mantine/core';
import { ApiError } from '../api/errors.ts';
import { answer, api } from '../api/client.ts';
import type { FlowRun } from '../api/types.ts';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '../components/icons.ts';
import { useChange } from '../components/use-change.ts';

const CANCELLING = { type: 'CANCELLING', name: 'Cancelling' } as const;
/** Its process ends, and it is scheduled anew when it is resumed: a Prefect server takes it for a mere pause otherwise. */
const SUSPENDED = {
  type: 'PAUSED',
  name: 'Suspended',
  state_details: { pause_reschedule: true },
} as const;
const ENDED = ['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'];

/** What can be done with a run in its state: suspend, resume, cancel. */
export function FlowRunActions({ run, small = false }: { run: FlowRun; small?: boolean }) {
  const { id, name, state_type } = run;
  const setState = useChange(
    ['flow-runs'],
    async (state: typeof SUSPENDED | typeof CANCELLING) =>
      accepted(
        await answer(api.POST('/flow_runs/{id}/set_state', { params: { path: { id } }, body: { state } })),
      ),
    'The server has been told',
  );
  const resume = useChange(
    ['flow-runs'],
    async () => accepted(await answer(api.POST('/flow_runs/{id}/resume', { params: { path: { id } } }))),
    'The run goes on',
  );
  if (state_type === null || ENDED.includes(state_type)) return null;
  const busy = setState.isPending || resume.isPending;
  const paused = state_type === 'PAUSED';
  return (
    <>
      {paused && (
        <Tool
          small={small}
          label="Resume"
          about={name}
          icon={IconPlayerPlay}
          busy={busy}
          onClick={() => resume.mutate(undefined)}
        />
      )}
      {state_type === 'RUNNING' && (
        <Tool
          small={small}
          label="Suspend"
          about={name}
          icon={IconPlayerPause}
          busy={busy}
          onClick={() => setState.mutate(SUSPENDED)}
        />
      )}
      {state_type !== 'CANCELLING' && (
        <Tool
          small={small}
          label="Cancel"
          about={name}
          icon={IconPlayerStop}
          busy={busy}
          onClick={() => setState.mutate(CANCELLING)}
        />
      )}
    </>
  );
}

/** A transition that was refused comes with a 2xx: it is made the failure that it is. */
function accepted(result: { status: string; details: { reason?: string | null } }): void {
  if (result.status === 'ACCEPT') return;
  throw new ApiError(409, result.details.reason ?? `The server answered ${result.status}`);
}

function Tool({
  small,
  label,
  about,
  icon: Icon,
  busy,
  onClick,
}: {
  small: boolean;
  label: string;
  about: string;
  icon: typeof IconPlayerPlay;
  busy: boolean;
  onClick: () => void;
}) {
  if (!small) {
    return (
      <Button variant="default" leftSection={<Icon size={15} />} loading={busy} onClick={onClick}>
        {label}
      </Button>
    );
  }
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        loading={busy}
        onClick={onClick}
        aria-label={`${label} ${about}`}
      >
        <Icon size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
