import { ActionIcon, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useLocation } from 'wouter';
import type { Automation } from '../api/types.ts';
import { IconCopy, IconDots, IconId, IconPencil, IconTrash } from '../components/icons.ts';
import { told } from '../components/told.ts';
import { useDuplicate } from './changes.ts';
import { deleteSoon } from './deletion.tsx';

/** What can be done with an automation. */
export function AutomationMenu({
  automation,
  onDeleted,
}: {
  automation: Automation;
  onDeleted?: () => void;
}) {
  const [, navigate] = useLocation();
  const clipboard = useClipboard();
  const duplicate = useDuplicate((copy) => navigate(`/automations/${copy.id}`));
  const { id, name } = automation;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`More about ${name}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => navigate(`/automations/${id}/edit`)}>
          Edit
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => duplicate.mutate(automation)}>
          Duplicate
        </Menu.Item>
        <Menu.Item
          leftSection={<IconId size={15} />}
          onClick={() => {
            clipboard.copy(id);
            told('The id is copied');
          }}
        >
          Copy id
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={15} />}
          onClick={() => {
            deleteSoon(automation);
            onDeleted?.();
          }}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
