import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { answer, api } from '../api/client.ts';
import type { Automation } from '../api/types.ts';
import { IconFlame } from '../components/icons.ts';
import { useChange } from '../components/use-change.ts';

/** Makes an automation fire once, as a test; asks first, since its actions are carried out. */
export function TestFireButton({ automation: { id, name } }: { automation: Automation }) {
  const [opened, { open, close }] = useDisclosure(false);
  const fire = useChange(
    ['automations'],
    async () => {
      await answer(api.POST('/automations/{id}/test-fire', { params: { path: { id } }, body: {} }));
      close();
    },
    'It fires, as a test',
  );
  return (
    <>
      <Button variant="default" leftSection={<IconFlame size={15} />} onClick={open}>
        Test
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={`Test “${name}”`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          <Text fz="sm">
            It fires once, as if its trigger had, and its actions are carried out: notifications are sent,
            deployments run. The firing is marked as a test.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Not now
            </Button>
            <Button loading={fire.isPending} onClick={() => fire.mutate(undefined)} data-autofocus>
              Fire once
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
