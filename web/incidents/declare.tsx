import { useState } from 'react';
import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useLocation } from 'wouter';
import { answer, api } from '../api/client.ts';
import type { Incident } from '../api/types.ts';
import { IconPlus } from '../components/icons.ts';
import { useChange } from '../components/use-change.ts';

/** From the mildest on. */
export const severities: readonly Incident['severity'][] = ['minor', 'low', 'moderate', 'high', 'critical'];

/** Declares an incident by hand. */
export function DeclareButton() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={open}>
        Declare
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title="Declare an incident"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <DeclareForm />
      </Modal>
    </>
  );
}

function DeclareForm() {
  const [name, setName] = useState('');
  const [summary, setSummary] = useState('');
  const [severity, setSeverity] = useState<Incident['severity']>('moderate');
  const [, navigate] = useLocation();
  const declare = useChange(['incidents'], async () => {
    const incident = await answer(api.POST('/incidents/', { body: { name, summary, severity } }));
    navigate(`/incidents/${incident.id}`);
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        declare.mutate(undefined);
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Textarea
          label="What happened"
          autosize
          minRows={3}
          value={summary}
          onChange={(event) => setSummary(event.currentTarget.value)}
        />
        <NativeSelect
          label="Severity"
          value={severity}
          onChange={(event) => setSeverity(event.currentTarget.value as Incident['severity'])}
          data={[...severities]}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={declare.isPending} disabled={name.trim() === ''}>
            Declare
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
