import { ActionIcon, Tooltip } from '@mantine/core';
import { forgetKey, useHasKey } from '../api/key.ts';
import { IconKey } from '../components/icons.ts';

/** Signs out: forgets the API key. Not there when none is used. */
export function KeyButton() {
  if (!useHasKey()) return null;
  return (
    <Tooltip label="Forget the API key">
      <ActionIcon variant="subtle" color="gray" size="lg" onClick={forgetKey} aria-label="Forget the API key">
        <IconKey size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
