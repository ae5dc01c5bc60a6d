import { Switch } from '@mantine/core';
import type { Automation } from '../api/types.ts';
import { useSwitch } from './changes.ts';

/** Pauses and resumes an automation. */
export function AutomationSwitch({ automation: { id, name, enabled } }: { automation: Automation }) {
  const change = useSwitch(id);
  return (
    <Switch
      checked={change.isPending ? change.variables : enabled}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
      aria-label={`${name} is on`}
    />
  );
}
